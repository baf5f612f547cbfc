// temgoc product picture, temgoc certification paper
#include "cli/command.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/pictures/shown_picture.h"
#include "temgoc/records/record_files.h"
#include "temgoc/workplace/kept_files.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

// One more than may be, so that the refusal names the limit.
constexpr std::size_t kMostRead = std::max(kMostPhotoBytes, kMostPaperBytes) + 1;

// A file beyond the limit is refused by whoever would keep it, in its own words.
Result<std::string> read_sent(const std::string& path) {
  auto content = read_file(path, kMostRead);
  if (!content && content.error().code == "file_too_large")
    return Error{
        "picture_too_large", "file", path, {}, {{"limit", std::to_string(kMostPhotoBytes >> 20)}}};
  return content;
}

// Exactly one thing is asked for.
Result<void> check_asked(const Given& given) {
  const int asked = given.has("file") + given.has("remove") + given.has("out");
  if (asked == 1) return {};
  return asked == 0 ? Error{"usage_missing", "file", "FILE"}
                    : Error{"usage_one_of", {}, "FILE, --remove, --out"};
}

int write_out_file(const Session& session, const Given& given, KeptKind kind,
                   const std::string& name, const Workplace& workplace) {
  auto content = read_kept_file(workplace.folder(), kind, name);
  if (!content) return session.terminal.fail(content.error());
  const fs::path out = given.text("out");
  if (auto free = check_out(out); !free) return session.terminal.fail(free.error());
  write_file(out, as_bytes(*content));
  return session.terminal.done(
      {{"file", out.string()}},
      session.terminal.word("record_file.written", {{"file", out.string()}}) + "\n");
}

int product_picture(const Session& session, const Given& given) {
  if (auto one = check_asked(given); !one) return session.terminal.fail(one.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const std::string id = given.text("id");
  if (given.has("out")) {
    const auto gtin = Gtin::parse(id);
    const auto product = gtin ? workplace->registry().product(*gtin)
                              : workplace->registry().product(std::string_view(id));
    if (!product) return session.terminal.fail({"record_unknown", "id", shortened(id)});
    if (product->picture.empty()) return session.terminal.fail({"picture_none", "id", product->id});
    return write_out_file(session, given, KeptKind::picture, product->picture, *workplace);
  }
  Result<Product> done = Error{};
  if (given.has("remove")) {
    done = remove_product_picture(*workplace, id);
  } else {
    const auto photo = read_sent(given.text("file"));
    if (!photo) return session.terminal.fail(photo.error());
    done = set_product_picture(*workplace, id, as_bytes(*photo));
  }
  if (!done) return session.terminal.fail(done.error());
  return session.terminal.done(
      {{"product", done->id}, {"picture", text_or_null(done->picture)}},
      session.terminal.word(done->picture.empty() ? "picture.removed" : "picture.kept",
                            {{"id", done->id}}) +
          "\n");
}

// The whole name, or a beginning that only one of them has.
Result<std::string> paper_named(const Certification& record, const std::string& beginning) {
  std::string found;
  for (const std::string& name : record.papers) {
    if (!name.starts_with(beginning)) continue;
    if (!found.empty()) return Error{"paper_unknown", {}, shortened(beginning)};
    found = name;
  }
  return found.empty() ? Result<std::string>(Error{"paper_unknown", {}, shortened(beginning)})
                       : found;
}

int report_papers(const Session& session, const char* key, const Certification& record) {
  std::string text = session.terminal.word(key, {{"id", record.id}}) + "\n";
  for (const std::string& name : record.papers) text += "  " + name + "\n";
  return session.terminal.done({{"certification", record.id}, {"papers", record.papers}}, text);
}

int certification_paper(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const std::string id = given.text("id");
  const auto record = workplace->registry().certification(id);
  if (!record) return session.terminal.fail({"record_unknown", "id", shortened(id)});
  if (given.has("file") && (given.has("remove") || given.has("paper")))
    return session.terminal.fail({"usage_one_of", {}, "FILE, --remove, --paper"});
  if (given.has("file")) {
    const auto file = read_sent(given.text("file"));
    if (!file) return session.terminal.fail(file.error());
    auto done = add_certificate_paper(*workplace, id, as_bytes(*file));
    return done ? report_papers(session, "paper.kept", *done) : session.terminal.fail(done.error());
  }
  if (given.has("remove")) {
    const auto name = paper_named(*record, given.text("remove"));
    if (!name) return session.terminal.fail(name.error());
    auto done = remove_certificate_paper(*workplace, id, *name);
    return done ? report_papers(session, "paper.removed", *done)
                : session.terminal.fail(done.error());
  }
  if (!given.has("paper")) return report_papers(session, "paper.list", *record);
  if (!given.has("out")) return session.terminal.fail({"usage_missing", "out", "--out"});
  const auto name = paper_named(*record, given.text("paper"));
  if (!name) return session.terminal.fail(name.error());
  return write_out_file(session, given, KeptKind::paper, *name, *workplace);
}

}  // namespace

void add_record_file_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back(
      {"product",
       "picture",
       {{"id", Kind::argument, true}, {"file", Kind::argument}, {"remove", Kind::flag}, {"out"}},
       product_picture});
  all.push_back(
      {"certification",
       "paper",
       {{"id", Kind::argument, true}, {"file", Kind::argument}, {"remove"}, {"paper"}, {"out"}},
       certification_paper});
}

}  // namespace temgoc
