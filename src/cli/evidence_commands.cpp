// temgoc evidence add|list|publish|hide|remove|save
#include <fmt/format.h>

#include "cli/field_commands.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/pictures/shown_picture.h"
#include "temgoc/records/evidence.h"
#include "temgoc/records/record_files.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

// One more than may be, so that the refusal names the limit.
constexpr std::size_t kMostRead = std::max(kMostPhotoBytes, kMostPaperBytes) + 1;
constexpr unsigned kMostListed = 1000;

Json evidence_json(const Evidence& evidence) {
  return {{"evidence", evidence.number},    {"of", evidence.subject.text()},
          {"kind", to_text(evidence.kind)}, {"title", evidence.title},
          {"file", evidence.file},          {"shown", evidence.shown},
          {"removed", evidence.removed},    {"cooperative", evidence.cooperative_id}};
}

std::string evidence_line(const Terminal& terminal, const Evidence& evidence) {
  return fmt::format("{:>5}  {:<22} {}: {} ({})\n", evidence.number, evidence.subject.text(),
                     terminal.word("evidence_kind." + to_text(evidence.kind)), evidence.title,
                     terminal.word(evidence.shown ? "evidence.public" : "evidence.private"));
}

int told(const Terminal& terminal, const char* word, const Result<Evidence>& done) {
  if (!done) return terminal.fail(done.error());
  return terminal.done(evidence_json(*done),
                       terminal.word(word) + "\n" + evidence_line(terminal, *done));
}

Result<EvidenceOrder> order_of(const Given& given) {
  auto subject = evidence_subject(given.text("of"));
  if (!subject) return subject.error();
  const std::string written = given.has("as") ? given.text("as") : "paper";
  const auto kind = evidence_kind(written);
  if (!kind) return Error{"evidence_kind_unknown", "as", shortened(written)};
  return EvidenceOrder{.subject = *subject,
                       .kind = *kind,
                       .title = given.text("title"),
                       .shown = given.has("public")};
}

int add(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  const auto order = order_of(given);
  if (!order) return terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const auto file = read_file(given.text("file"), kMostRead);
  if (!file) return terminal.fail(file.error());
  return told(terminal, "evidence.kept", add_evidence(*workplace, *order, as_bytes(*file)));
}

int list(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const EvidenceBook book = EvidenceBook::of(workplace->registry());
  std::vector<Evidence> all;
  if (given.has("of")) {
    const auto subject = evidence_subject(given.text("of"));
    if (!subject) return terminal.fail(subject.error());
    all = book.of_subject(*subject);
  } else {
    all = book.all(given.text("cooperative"), kMostListed);
  }
  Json json = Json::array();
  std::string text;
  for (const Evidence& each : all) {
    json.push_back(evidence_json(each));
    text += evidence_line(terminal, each);
  }
  return terminal.done({{"evidence", json}},
                       text.empty() ? terminal.word("evidence.none") + "\n" : text);
}

Result<std::int64_t> number_given(const Given& given) {
  const std::string text = given.text("evidence");
  if (is_digits(text) && text.size() < 18) return std::stoll(text);
  return Error{"evidence_unknown", "evidence", shortened(text)};
}

int change(const Session& session, const Given& given, const char* word,
           const std::function<Result<Evidence>(Workplace&, std::int64_t)>& act) {
  const auto number = number_given(given);
  if (!number) return session.terminal.fail(number.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  return told(session.terminal, word, act(*workplace, *number));
}

int save(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  const auto number = number_given(given);
  if (!number) return terminal.fail(number.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const auto evidence = EvidenceBook::of(workplace->registry()).evidence(*number);
  if (!evidence || evidence->removed)
    return terminal.fail({"evidence_unknown", "evidence", std::to_string(*number)});
  const auto content = evidence_file(workplace->folder(), *evidence);
  if (!content) return terminal.fail(content.error());
  const std::filesystem::path out = given.text("out");
  if (auto free = check_out(out); !free) return terminal.fail(free.error());
  write_file(out, as_bytes(*content));
  return terminal.done({{"file", out.string()}},
                       terminal.word("record_file.written", {{"file", out.string()}}) + "\n");
}

}  // namespace

void add_evidence_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"evidence",
                 "add",
                 {{"file", Kind::argument, true},
                  {"of", Kind::text, true},
                  {"title", Kind::text, true},
                  {"as"},
                  {"public", Kind::flag}},
                 add});
  all.push_back({"evidence", "list", {{"of"}, {"cooperative"}}, list});
  for (const bool shown : {true, false}) {
    all.push_back({"evidence",
                   shown ? "publish" : "hide",
                   {{"evidence", Kind::argument, true}},
                   [shown](const Session& session, const Given& given) {
                     return change(session, given, shown ? "evidence.shown" : "evidence.hidden",
                                   [shown](Workplace& workplace, std::int64_t number) {
                                     return show_evidence(workplace, number, shown);
                                   });
                   }});
  }
  all.push_back({"evidence",
                 "remove",
                 {{"evidence", Kind::argument, true}},
                 [](const Session& session, const Given& given) {
                   return change(session, given, "evidence.removed",
                                 [](Workplace& workplace, std::int64_t number) {
                                   return remove_evidence(workplace, number);
                                 });
                 }});
  all.push_back(
      {"evidence", "save", {{"evidence", Kind::argument, true}, {"out", Kind::text, true}}, save});
}

}  // namespace temgoc
