// temgoc import cooperatives|places|products|certifications FILE
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import.h"

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

// A fault that many rows have in the same way is said once, at the first of them.
struct RepeatedFault {
  Error first;
  std::vector<std::size_t> rows;
};

std::vector<RepeatedFault> gathered(const std::vector<Error>& errors) {
  std::vector<RepeatedFault> all;
  std::map<std::tuple<std::string, std::string, std::string, WordArgs>, std::size_t> place;
  for (const Error& error : errors) {
    const auto [known, is_new] =
        place.try_emplace({error.code, error.field, error.value, error.args}, all.size());
    if (is_new) all.push_back({error, {}});
    all[known->second].rows.push_back(error.position ? error.position->row : 0);
  }
  return all;
}

std::string also_in(const Terminal& terminal, const RepeatedFault& fault) {
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

int report_errors(const Terminal& terminal, const Given& given, const ImportReport& report) {
  for (const Error& warning : report.warnings) terminal.warn(warning);
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
  std::optional<ImportReport> report;
  const Json meaning{{"sha256", to_hex(sha256(as_bytes(*content)))},
                     {"update", given.has("update")}};
  auto recorded = session.record(
      *workplace, given, "import " + to_text(kind), meaning, [&]() -> Result<RecordedAct> {
        auto read =
            import_table(workplace->registry(), kind, as_bytes(*content), given.text("file"),
                         workplace->now(), {given.has("dry-run"), given.has("update"), {}});
        if (!read) return read.error();
        report = *std::move(read);
        return import_act(*report, given.text("file"));
      });
  if (!recorded) return session.terminal.fail(recorded.error());
  if (auto settled = workplace->settle_logs(); !settled)
    return session.terminal.fail(settled.error());
  return report->errors.empty() ? report_done(session.terminal, given, *report)
                                : report_errors(session.terminal, given, *report);
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
}

}  // namespace temgoc
