// temgoc import cooperatives|places|products|certifications|lots FILE
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import.h"
#include "temgoc/lots/import_lots.h"
#include "temgoc/seal/lot_seal.h"

namespace temgoc {
namespace {

constexpr std::size_t kErrorsListed = 50;

std::size_t bad_rows(const std::vector<Error>& errors) {
  std::set<std::size_t> rows;
  for (const Error& error : errors) rows.insert(error.position ? error.position->row : 0);
  return rows.size();
}

// The bad rows beside the table they came from, unless told where.
std::filesystem::path write_bad_rows(const Terminal& terminal, const Given& given,
                                     const ImportReport& report) {
  const std::filesystem::path path = given.text("errors");
  if (path.empty()) return {};
  write_file(path, error_workbook(report.table, row_messages(report, terminal.language()),
                                  terminal.word("import.error_header")));
  return path;
}

std::string also_in(const Terminal& terminal, const RepeatedError& fault) {
  constexpr std::size_t kNamed = 5;
  if (fault.rows.size() == 1) return {};
  std::string rows;
  for (std::size_t i = 1; i < std::min(kNamed, fault.rows.size()); ++i)
    rows += (i == 1 ? "" : ", ") + std::to_string(fault.rows[i]);
  if (fault.rows.size() > kNamed) rows += " …";
  return " " + terminal.word("import.also_in",
                             {{"rows", rows}, {"count", std::to_string(fault.rows.size())}});
}

void say_faults(const Terminal& terminal, const std::vector<Error>& errors) {
  const auto faults = gathered(errors);
  for (std::size_t i = 0; i < std::min(kErrorsListed, faults.size()); ++i) {
    const std::string advice = hint(terminal.language(), faults[i].first);
    write_err(fmt::format("  {}{}{}\n", message(terminal.language(), faults[i].first),
                          also_in(terminal, faults[i]), advice.empty() ? "" : " → " + advice));
  }
  std::size_t more = 0;
  for (std::size_t i = kErrorsListed; i < faults.size(); ++i) more += faults[i].rows.size();
  if (more != 0)
    write_err(
        fmt::format("  {}\n", terminal.word("import.more", {{"more", std::to_string(more)}})));
}

// A season has thousands of warnings of one kind: each is said once, with its rows.
void warn_gathered(const Terminal& terminal, const std::vector<Error>& warnings) {
  const auto all = gathered(warnings);
  for (std::size_t i = 0; i < std::min(kErrorsListed, all.size()); ++i) {
    terminal.warn(all[i].first);
    const std::string rows = also_in(terminal, all[i]);
    if (!rows.empty() && terminal.talks()) write_err(fmt::format("   {}\n", rows));
  }
  std::size_t more = 0;
  for (std::size_t i = kErrorsListed; i < all.size(); ++i) more += all[i].rows.size();
  if (more != 0) terminal.say("import.more_warnings", {{"more", std::to_string(more)}});
}

int report_errors(const Terminal& terminal, const Given& given, const ImportReport& report) {
  warn_gathered(terminal, report.warnings);
  const std::filesystem::path workbook = write_bad_rows(terminal, given, report);
  Error summary{"import_has_errors",
                {},
                given.text("file"),
                {},
                {{"errors", std::to_string(report.errors.size())},
                 {"rows", std::to_string(bad_rows(report.errors))}}};
  if (terminal.json()) {
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(kErrorsListed, report.errors.size()); ++i)
      list.push_back(terminal.error_json(report.errors[i]));
    Json json = terminal.failure_json(summary);
    json.update(Json{{"errors", list},
                     {"total_errors", report.errors.size()},
                     {"bad_rows", bad_rows(report.errors)},
                     {"workbook", workbook.empty() ? Json(nullptr) : Json(workbook.string())}});
    write_out(dump(json) + "\n");
    return kInputErrors;
  }
  say_faults(terminal, report.errors);
  terminal.fail(summary);
  if (!workbook.empty()) terminal.say("import.workbook", {{"file", workbook.string()}});
  return kInputErrors;
}

int report_done(const Terminal& terminal, const Given& given, const ImportReport& report) {
  for (const Error& warning : report.warnings) terminal.warn(warning);
  Json warnings = Json::array();
  for (const Error& warning : report.warnings) warnings.push_back(terminal.warning_json(warning));
  const bool nothing = report.added == 0 && report.updated == 0;
  const char* key = given.has("dry-run") ? "import.dry"
                    : nothing            ? "import.nothing"
                                         : "import.done";
  const WordArgs counts = {{"added", std::to_string(report.added)},
                           {"updated", std::to_string(report.updated)},
                           {"unchanged", std::to_string(report.unchanged)}};
  return terminal.done({{"dry_run", given.has("dry-run")},
                        {"added", report.added},
                        {"updated", report.updated},
                        {"unchanged", report.unchanged},
                        {"warnings", warnings}},
                       terminal.word(key, counts) + "\n");
}

int write_blank(ImportKind kind, const Session& session, const Given& given) {
  const std::filesystem::path path = given.text("blank");
  auto workplace = session.open();  // without one the lists of its records stay empty
  write_file(path, blank_import(kind, workplace ? &workplace->registry() : nullptr,
                                session.terminal.language()));
  return session.terminal.done(
      {{"file", path.string()}},
      session.terminal.word("import.blank", {{"file", path.string()}}) + "\n");
}

int import(ImportKind kind, const Session& session, const Given& given) {
  if (given.has("blank")) return write_blank(kind, session, given);
  if (!given.has("file")) return session.terminal.fail({"usage_missing", "file", "FILE"});
  auto content = read_file(given.text("file"), kMaxTableBytes);
  if (!content) return session.terminal.fail(content.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Json meaning{{"sha256", to_hex(sha256(as_bytes(*content)))},
                     {"update", given.has("update")}};
  const auto report =
      session.guarded<ImportReport>(*workplace, given, "import " + to_text(kind), meaning, [&] {
        return import_table(*workplace, kind, as_bytes(*content), given.text("file"),
                            {given.has("dry-run"), given.has("update"), {}});
      });
  if (!report) return session.terminal.fail(report.error());
  return report->errors.empty() ? report_done(session.terminal, given, *report)
                                : report_errors(session.terminal, given, *report);
}

Json lot_of_row_json(const LotOfRow& each, bool trial) {
  const Lot& lot = each.lot;
  Json json{{"row", each.row},
            {"created", each.created},
            {"gtin", lot.gtin.digits()},
            {"product", lot.product_id},
            {"cooperative", lot.cooperative_id},
            {"packed_on", to_iso(lot.packed_on)},
            {"quantity", lot.quantity.amount_text()},
            {"unit", lot.quantity.unit},
            {"test", lot.test}};
  // A trial's codes are given to nobody.
  if (trial && each.created) return json;
  json.update(Json{{"lot", lot.code.text()},
                   {"short_code", lot.short_code.printed()},
                   {"issue_number", lot.issue_number},
                   {"url", lot_url(lot)}});
  return json;
}

std::string lot_of_row_text(const Terminal& terminal, const LotOfRow& each, bool trial) {
  const Lot& lot = each.lot;
  const bool is_named = !trial || !each.created;
  return fmt::format("  {:>6}  {:<20} {:<11}  {}  {:>10} {:<6} {:<8} {}\n",
                     terminal.word("import.lots.row", {{"row", std::to_string(each.row)}}),
                     is_named ? lot.code.text() : "–", is_named ? lot.short_code.printed() : "–",
                     to_dmy(lot.packed_on), terminal.number(lot.quantity.amount_text()),
                     lot.quantity.unit, lot.product_id,
                     each.created ? "" : terminal.word("import.lots.same"));
}

std::vector<std::string> signer_names(const std::vector<Cooperative>& signers) {
  std::vector<std::string> names;
  for (const Cooperative& each : signers) names.push_back(each.id + ", " + each.name);
  return names;
}

int report_lots(const Terminal& terminal, const Given& given, const LotsImport& done) {
  const bool trial = given.has("dry-run");
  warn_gathered(terminal, done.sheet.warnings);
  Json rows = Json::array(), warnings = Json::array();
  std::string text;
  for (const LotOfRow& each : done.lots) {
    rows.push_back(lot_of_row_json(each, trial));
    text += lot_of_row_text(terminal, each, trial);
  }
  for (const Error& warning : done.sheet.warnings)
    warnings.push_back(terminal.warning_json(warning));
  Json signers = Json::array();
  for (const Cooperative& each : done.signers) signers.push_back(each.id);
  const char* key = trial                   ? "import.lots.dry"
                    : done.sheet.added == 0 ? "import.lots.nothing"
                                            : "import.lots.done";
  text += terminal.word(key, {{"added", std::to_string(done.sheet.added)},
                              {"unchanged", std::to_string(done.sheet.unchanged)}}) +
          "\n";
  const int status = terminal.done({{"dry_run", trial},
                                    {"added", done.sheet.added},
                                    {"unchanged", done.sheet.unchanged},
                                    {"lots", rows},
                                    {"signers", signers},
                                    {"warnings", warnings}},
                                   text);
  if (trial && !done.signers.empty())
    terminal.say("import.lots.signers",
                 {{"names", fmt::format("{}", fmt::join(signer_names(done.signers), "; "))}});
  if (!trial && done.sheet.added > 0)
    terminal.say("lot.issue.next", {{"code", done.lots.front().lot.short_code.printed()}});
  return status;
}

Result<LotKeys> keys_of(const Session& session, const Given& given,
                        const std::vector<Cooperative>& signers) {
  LotKeys keys;
  if (signers.empty()) return keys;
  auto passphrases = session.passphrases(given, "", signer_names(signers));
  if (!passphrases) return passphrases.error();
  for (std::size_t i = 0; i < signers.size(); ++i)
    keys.emplace(signers[i].id, std::move((*passphrases)[i]));
  return keys;
}

// Tried first: nobody is asked for a passphrase of a table that would be refused, or that was
// issued before.
int import_lots_file(const Session& session, const Given& given) {
  if (given.has("blank")) return write_blank(ImportKind::lots, session, given);
  if (!given.has("file")) return session.terminal.fail({"usage_missing", "file", "FILE"});
  const std::string file = given.text("file");
  auto content = read_file(file, kMaxTableBytes);
  if (!content) return session.terminal.fail(content.error());
  auto table = read_import_table(ImportKind::lots, as_bytes(*content), file);
  if (!table) return session.terminal.fail(table.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto tried = import_lots(*workplace, *table, file, {}, {.dry_run = true});
  if (!tried) return session.terminal.fail(tried.error());
  if (!tried->sheet.errors.empty()) return report_errors(session.terminal, given, tried->sheet);
  if (given.has("dry-run") || tried->sheet.added == 0)
    return report_lots(session.terminal, given, *tried);
  auto keys = keys_of(session, given, tried->signers);
  if (!keys) return session.terminal.fail(keys.error());
  auto done = import_lots(*workplace, *std::move(table), file, *keys, {});
  if (!done) return session.terminal.fail(done.error());
  return done->sheet.errors.empty() ? report_lots(session.terminal, given, *done)
                                    : report_errors(session.terminal, given, done->sheet);
}

}  // namespace

void add_import_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const std::vector<Option> options = {{"file", Kind::argument},
                                       {"dry-run", Kind::flag},
                                       {"update", Kind::flag},
                                       {"errors"},
                                       {"blank"},
                                       {"again", Kind::flag}};
  for (auto [verb, kind] : {std::pair{"cooperatives", ImportKind::cooperatives},
                            {"places", ImportKind::places},
                            {"products", ImportKind::products},
                            {"certifications", ImportKind::certifications}}) {
    all.push_back(
        {"import", verb, options, [kind = kind](const Session& session, const Given& given) {
           return import(kind, session, given);
         }});
  }
  all.push_back({"import",
                 "lots",
                 {{"file", Kind::argument},
                  {"dry-run", Kind::flag},
                  {"errors"},
                  {"blank"},
                  {"passphrase-file", Kind::repeated},
                  {"passphrase-fd", Kind::repeated}},
                 import_lots_file});
}

}  // namespace temgoc
