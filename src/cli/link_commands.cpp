// temgoc link add|list|remove: further places on the web for what a GS1 key names.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/records/links.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongestTitle = 200;

Result<std::string> gtin_digits(std::string_view text, std::string_view) {
  auto gtin = Gtin::parse(text);
  if (!gtin) return gtin.error();
  return gtin->digits();
}

// How each primary key is given.
struct KeyOption {
  const char* option;
  const char* ai;
  Result<std::string> (*parse)(std::string_view, std::string_view);
};
constexpr KeyOption kKeyOptions[] = {{"gtin", "01", gtin_digits},
                                     {"place-gln", "414", parse_gln},
                                     {"party-gln", "417", parse_gln},
                                     {"gdti", "253", parse_gdti}};

Result<LinkSubject> key_of(const Given& given) {
  LinkSubject subject;
  for (const KeyOption& key : kKeyOptions) {
    if (!given.has(key.option)) continue;
    if (!subject.ai.empty()) return Error{"link_subject_one", key.option, given.text(key.option)};
    auto value = key.parse(given.text(key.option), key.option);
    if (!value) return value.error();
    subject = {.ai = key.ai, .value = *value};
  }
  if (subject.ai.empty()) return Error{"link_subject_one"};
  return subject;
}

Result<LinkSubject> subject_of(const Given& given) {
  auto subject = key_of(given);
  if (!subject) return subject;
  for (const char* qualifier : {"lot", "serial"}) {
    if (given.has(qualifier) && subject->ai != "01")
      return Error{"link_qualifier_of_gtin", qualifier, given.text(qualifier)};
  }
  if (given.has("lot")) {
    auto lot = LotCode::parse(given.text("lot"));
    if (!lot) return lot.error();
    subject->lot = *lot;
  }
  if (given.has("serial")) {
    auto serial = Serial::parse(given.text("serial"));
    if (!serial) return serial.error();
    subject->serial = *serial;
  }
  return subject;
}

Result<Link> link_of(const Given& given) {
  auto subject = subject_of(given);
  if (!subject) return subject.error();
  auto title = clean_text(given.text("title"), "title", kLongestTitle);
  if (!title) return title.error();
  Link link{.subject = *subject,
            .type = given.text("type"),
            .url = trimmed(given.text("url")),
            .title = *title,
            .languages = given.list("language"),
            .media_type = ascii_lower(given.text("media-type")),
            .contexts = given.list("context")};
  if (auto kept = check_rules(link); !kept) return kept.error();
  return link;
}

std::string link_line(const Link& link) {
  std::string subject = fmt::format("({}){}", link.subject.ai, link.subject.value);
  if (link.subject.lot) subject += "(10)" + link.subject.lot->text();
  if (link.subject.serial) subject += "(21)" + link.subject.serial->text();
  return fmt::format("{:>4}  {}  {}  {}  {}\n", link.id, subject, link.type, link.url, link.title);
}

int link_add(const Session& session, const Given& given) {
  auto link = link_of(given);
  if (!link) return session.terminal.fail(link.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto stored = add_link(*workplace, *link);
  if (!stored) return session.terminal.fail(stored.error());
  return session.terminal.done(
      {{"link", to_json(*stored)}},
      session.terminal.word("link.added", {{"id", std::to_string(stored->id)}}) + "\n" +
          link_line(*stored));
}

int link_list(const Session& session, const Given& given) {
  std::string gtin;
  if (given.has("gtin")) {
    auto digits = gtin_digits(given.text("gtin"), "gtin");
    if (!digits) return session.terminal.fail(digits.error());
    gtin = *digits;
  }
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  for (const Link& link : workplace->registry().links()) {
    if (!gtin.empty() && link.subject.value != gtin) continue;
    list.push_back(to_json(link));
    text += link_line(link);
  }
  return session.terminal.done({{"links", list}}, text);
}

int link_remove(const Session& session, const Given& given) {
  auto id = given.number("link", 0);
  if (!id) return session.terminal.fail(id.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto row = static_cast<std::int64_t>(
      std::min<std::uint64_t>(*id, std::numeric_limits<std::int64_t>::max()));
  auto removed = remove_link(*workplace, row);
  if (!removed) return session.terminal.fail(removed.error());
  return session.terminal.done(
      {{"link", to_json(*removed)}},
      session.terminal.word("link.removed", {{"id", std::to_string(removed->id)}}) + "\n");
}

}  // namespace

void add_link_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"link",
                 "add",
                 {{"gtin"},
                  {"lot"},
                  {"serial"},
                  {"place-gln"},
                  {"party-gln"},
                  {"gdti"},
                  {"type", Kind::text, true},
                  {"url", Kind::text, true},
                  {"title", Kind::text, true},
                  {"language", Kind::repeated},
                  {"media-type"},
                  {"context", Kind::repeated}},
                 link_add});
  all.push_back({"link", "list", {{"gtin"}}, link_list});
  all.push_back({"link", "remove", {{"link", Kind::argument, true}}, link_remove});
}

}  // namespace temgoc
