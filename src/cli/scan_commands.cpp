// temgoc scan report, temgoc scan show, temgoc export scans
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/lot_words.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/scans/scan_report.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostDays = 36'500;
constexpr std::uint64_t kUsualLimit = 100;
constexpr std::uint64_t kMostListed = 100'000;

Result<ScanFilter> filter_of(const Given& given, Workplace& workplace) {
  ScanFilter filter{.cooperative_id = given.text("cooperative")};
  if (auto read = given.days(filter.from, filter.until); !read) return read.error();
  if (given.has("lot")) {
    auto lot = find_lot(workplace, given.text("product"), given.text("lot"));
    if (!lot) return lot.error();
    filter.lot_id = lot->id;
  }
  return filter;
}

int export_scans_command(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto filter = filter_of(given, *workplace);
  if (!filter) return session.terminal.fail(filter.error());
  const std::string out = given.text("out");
  auto rows = export_scans(*workplace, *filter, out, given.has("replace"));
  if (!rows) return session.terminal.fail(rows.error());
  return session.terminal.done(
      {{"file", out}, {"rows", *rows}},
      session.terminal.word("export.scans.done", {{"rows", std::to_string(*rows)}, {"file", out}}) +
          "\n");
}

std::string item_line(const Terminal& terminal, const ScannedItem& item) {
  return terminal.word("scan.report.item",
                       {{"lot", lot_words(item.lot)},
                        {"serial", item.serial},
                        {"scans", std::to_string(item.count.scans)},
                        {"places", std::to_string(item.count.places)},
                        {"first", item.count.first_at ? to_dmy(vietnam_day(*item.count.first_at))
                                                      : terminal.word("unknown_value")}});
}

std::string lot_line(const Terminal& terminal, const ScannedLot& lot) {
  return terminal.word("scan.report.lot", {{"lot", lot_words(lot.lot)},
                                           {"scans", std::to_string(lot.scans)},
                                           {"labels", std::to_string(lot.labels)}});
}

std::string alarm_line(const Terminal& terminal, const ScanAlarm& alarm) {
  const auto gtin = Gtin::parse(alarm.gtin);
  return terminal.word("scan.report.alarm." + to_text(alarm.kind),
                       {{"day", to_dmy(alarm.day)},
                        {"asked", std::to_string(alarm.asked)},
                        {"gtin", gtin ? gtin->printed() : alarm.gtin},
                        {"lot", alarm.lot},
                        {"serial", alarm.serial}});
}

std::string reported_line(const Terminal& terminal, const ReportedLot& reported) {
  return terminal.word(reported.lot ? "scan.report.reported" : "scan.report.reported.no_lot",
                       {{"lot", reported.lot ? lot_words(*reported.lot) : ""},
                        {"reports", std::to_string(reported.reports)},
                        {"last", to_dmy(vietnam_day(reported.last_at))}});
}

// A heading and its lines; nothing where there are none.
template <class Each>
std::string section(const Terminal& terminal, const char* heading, const std::vector<Each>& all,
                    std::string (*line)(const Terminal&, const Each&)) {
  if (all.empty()) return {};
  std::string text = terminal.word(heading) + "\n";
  for (const Each& one : all) text += "  " + line(terminal, one) + "\n";
  return text;
}

std::string report_text(const Terminal& terminal, const ScanReport& report) {
  const std::string text = section(terminal, "scan.report.items", report.items, item_line) +
                           section(terminal, "scan.report.lots", report.lots, lot_line) +
                           section(terminal, "scan.report.alarms", report.alarms, alarm_line) +
                           section(terminal, "scan.report.reports", report.reports, reported_line);
  return text.empty() ? terminal.word("scan.report.nothing") + "\n" : text;
}

int scan_report_command(const Session& session, const Given& given) {
  auto days = given.number("days", kUsualScanDays);
  if (!days) return session.terminal.fail(days.error());
  auto limit = given.number("limit", kUsualLimit);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const CopyThresholds& copies = workplace->settings().copies;
  auto report =
      scan_report(workplace->registry(),
                  {.cooperative_id = given.text("cooperative"),
                   .today = workplace->today(),
                   .days = static_cast<unsigned>(std::min<std::uint64_t>(*days, kMostDays)),
                   .limit = static_cast<unsigned>(std::min(*limit, kMostListed)),
                   .copies = copies});
  if (!report) return session.terminal.fail(report.error());
  return session.terminal.done(scan_report_json(*report, copies),
                               report_text(session.terminal, *report));
}

std::string overview_text(const Terminal& terminal, const ScanOverview& overview) {
  std::string text = terminal.word("scans.text", {{"scans", std::to_string(overview.scans)},
                                                  {"from", to_dmy(overview.from)},
                                                  {"until", to_dmy(overview.until)}}) +
                     "\n";
  for (const ScansOnDay& each : overview.days)
    if (each.scans > 0) text += fmt::format("  {}  {:>8}\n", to_dmy(each.day), each.scans);
  for (const ScansInPlace& each : overview.places)
    text += fmt::format("  {:>8}  {}\n", each.scans,
                        each.place.empty() ? terminal.word("programme.not_known") : each.place);
  return text;
}

int scan_show(const Session& session, const Given& given) {
  auto days = given.number("days", kUsualScanDays);
  if (!days) return session.terminal.fail(days.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto filter = filter_of(given, *workplace);
  if (!filter) return session.terminal.fail(filter.error());
  const auto shown = std::clamp<std::uint64_t>(*days, 1, kMostScanDays);
  filter->until = workplace->today();
  filter->from = *filter->until - std::chrono::days(shown) + std::chrono::days(1);
  const ScanOverview overview = scan_overview(workplace->registry(), *filter);
  return session.terminal.done(overview_json(overview), overview_text(session.terminal, overview));
}

}  // namespace

void add_scan_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"scan",
                 "report",
                 {{"cooperative"}, {"days", Kind::number}, {"limit", Kind::number}},
                 scan_report_command});
  all.push_back(
      {"scan", "show", {{"cooperative"}, {"days", Kind::number}, {"lot"}, {"product"}}, scan_show});
  all.push_back({"export",
                 "scans",
                 {{"out", Kind::text, true},
                  {"replace", Kind::flag},
                  {"cooperative"},
                  {"lot"},
                  {"product"},
                  {"from"},
                  {"until"}},
                 export_scans_command});
}

}  // namespace temgoc
