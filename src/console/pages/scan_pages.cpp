// Scans for those whose labels they are: by day, by province, and what looks wrong.
#include <fmt/format.h>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/scan_drawings.h"
#include "console/pages/scan_views.h"
#include "console/pages/sheet_view.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/report_book.h"
#include "temgoc/scans/scan_report.h"

namespace temgoc {
namespace {

constexpr unsigned kChoicesOfDays[] = {7, 30, 90, 365};
constexpr unsigned kMostListed = 50;

unsigned days_asked(const Visit& visit) {
  const std::string days = visit.asked("days");
  if (!is_digits(days) || days.size() > 5) return kUsualScanDays;
  return std::clamp(static_cast<unsigned>(std::stoul(days)), 1U, kMostScanDays);
}

ScanOverview overview_asked(const Visit& visit) {
  ScanFilter filter{.cooperative_id = visit.scope()};
  filter.until = visit.site().today();
  filter.from = *filter.until - std::chrono::days(days_asked(visit)) + std::chrono::days(1);
  return scan_overview(visit.registry(), filter);
}

std::string bars_title(const Visit& visit, const ScanOverview& overview, const ScansOnDay& most) {
  if (overview.scans == 0)
    return visit.word("console.scans.chart.none",
                      {{"from", to_dmy(overview.from)}, {"until", to_dmy(overview.until)}});
  return visit.word("console.scans.chart", {{"scans", std::to_string(overview.scans)},
                                            {"from", to_dmy(overview.from)},
                                            {"until", to_dmy(overview.until)},
                                            {"most", std::to_string(most.scans)},
                                            {"day", to_dmy(most.day)}});
}

void put_chart(const Visit& visit, View& view, const ScanOverview& overview) {
  const auto most = std::ranges::max_element(overview.days, {}, &ScansOnDay::scans);
  View chart;
  const std::string title = bars_title(visit, overview, *most);
  chart.set("drawing", day_bars(overview.days, title));
  chart.set("title", title);
  chart.set("most", number_words(visit, most->scans));
  chart.set("from", to_dmy(overview.from));
  chart.set("until", to_dmy(overview.until));
  view.set("chart", std::move(chart));
}

void put_map(const Visit& visit, View& view, const ScanOverview& overview) {
  std::uint64_t unknown = 0;
  for (const ScansInPlace& each : overview.places)
    if (!tile_place(each.place)) unknown += each.scans;
  View map;
  map.set("drawing",
          province_tiles(overview.places, visit.word("console.scans.map"),
                         [&](std::uint64_t number) { return number_words(visit, number); }));
  map.set("unknown",
          visit.word("console.scans.unknown_place", {{"scans", std::to_string(unknown)},
                                                     {"all", std::to_string(overview.scans)}}));
  // Nobody says where people are unless a proxy is asked to.
  if (visit.site().settings().serve.place_header.empty())
    map.set("no_places", visit.word("console.scans.no_places"));
  view.set("map", std::move(map));
}

View item_row(const Visit& visit, const ScannedItem& item, const CopyThresholds& copies) {
  View row;
  row.set("href", lot_href(item.lot));
  row.set("name", product_name(item.lot));
  row.set("where", visit.word("console.scans.item",
                              {{"lot", item.lot.code.text()}, {"serial", item.serial}}));
  row.set("count",
          visit.word("console.scans.item.count", {{"scans", std::to_string(item.count.scans)},
                                                  {"places", std::to_string(item.count.places)}}));
  std::string why;
  for (const std::string& reason : reasons_of(item, copies))
    why += (why.empty() ? "" : "; ") + visit.word("console.scans." + reason);
  row.set("why", why);
  return row;
}

View lot_row_of(const Visit& visit, const ScannedLot& lot) {
  View row;
  row.set("href", lot_href(lot.lot));
  row.set("name", product_name(lot.lot));
  row.set("where", visit.word("console.lot") + " " + lot.lot.code.text());
  row.set("count", visit.word("console.scans.lot.count", {{"scans", std::to_string(lot.scans)},
                                                          {"labels", std::to_string(lot.labels)}}));
  return row;
}

View alarm_row(const Visit& visit, const ScanAlarm& alarm) {
  View row;
  row.set("name", visit.word("console.alarm." + to_text(alarm.kind)));
  row.set("where", where_words(visit, alarm));
  row.set("count", number_words(visit, alarm.asked) + " " + visit.word("console.times"));
  return row;
}

Result<void> put_suspicions(const Visit& visit, View& view) {
  const Site& site = visit.site();
  const CopyThresholds& copies = site.settings().copies;
  auto report = scan_report(visit.registry(), {.cooperative_id = visit.scope(),
                                               .today = site.today(),
                                               .days = days_asked(visit),
                                               .limit = kMostListed,
                                               .copies = copies});
  if (!report) return report.error();
  View items = list_view(), lots = list_view(), alarms = list_view();
  for (const ScannedItem& each : report->items) items.push_back(item_row(visit, each, copies));
  for (const ScannedLot& each : report->lots) lots.push_back(lot_row_of(visit, each));
  for (std::size_t i = 0; i < report->alarms.size() && i < kMostListed; ++i)
    alarms.push_back(alarm_row(visit, report->alarms[i]));
  put_list(view, "items", std::move(items));
  put_list(view, "lots", std::move(lots));
  put_list(view, "alarms", std::move(alarms));
  return {};
}

std::string file_href(const Visit& visit, const char* name) {
  return fmt::format("/scans/{}.xlsx?days={}", name, days_asked(visit));
}

}  // namespace

std::string where_words(const Visit& visit, const ScanAlarm& alarm) {
  const std::string day = to_dmy(alarm.day);
  return alarm.lot.empty() ? day : day + " · " + visit.word("console.lot") + " " + alarm.lot;
}

void put_scan_tabs(const Visit& visit, View& view, std::string_view here) {
  View tabs = list_view();
  for (const char* name : {"scans", "reports"}) {
    View tab;
    tab.set("href", std::string("/") + name);
    tab.set("text", visit.word(std::string("console.nav.") + name));
    tab.set("here", View(here == name));
    tabs.push_back(std::move(tab));
  }
  view.set("tabs", std::move(tabs));
}

HttpResponse scans_page(Visit& visit) {
  const ScanOverview overview = overview_asked(visit);
  View view;
  put_scan_tabs(visit, view, "scans");
  put_day_choices(visit, view, kChoicesOfDays, days_asked(visit));
  put_chart(visit, view, overview);
  put_map(visit, view, overview);
  view.set("by_day", sheet_view(visit, scan_days_table(overview, visit.language()),
                                file_href(visit, "days")));
  view.set("by_place", sheet_view(visit, scan_places_table(overview, visit.language()),
                                  file_href(visit, "places")));
  if (auto put = put_suspicions(visit, view); !put) put_error(visit, view, put.error());
  return console_page(
      visit,
      {.template_name = "scans", .title = visit.word("console.nav.scans"), .section = "scans"},
      std::move(view));
}

// "days.xlsx", "places.xlsx"
HttpResponse scans_file(Visit& visit) {
  const std::string name = visit.place(0);
  if (name != "days.xlsx" && name != "places.xlsx") return not_found_page(visit);
  const ScanOverview overview = overview_asked(visit);
  const SheetTable table = name == "days.xlsx" ? scan_days_table(overview, visit.language())
                                               : scan_places_table(overview, visit.language());
  return table_answer(table,
                      fmt::format("{}-{}.xlsx", folded(table.sheet), to_iso(overview.until)));
}

}  // namespace temgoc
