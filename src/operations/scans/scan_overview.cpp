// Scans summed by day and by province, as values, JSON and tables.
#include <algorithm>

#include "temgoc/model/records.h"
#include "temgoc/scans/scan_report.h"

namespace temgoc {
namespace {

using std::chrono::days;

// The days between those that have scans are none the less days.
std::vector<ScansOnDay> without_gaps(const std::vector<ScansOnDay>& counted, Day from, Day until) {
  std::vector<ScansOnDay> all;
  auto next = counted.begin();
  for (Day day = from; day <= until; day += days(1)) {
    const bool here = next != counted.end() && next->day == day;
    all.push_back({day, here ? next++->scans : 0});
  }
  return all;
}

SheetTable table_of(Language language, const char* name,
                    std::initializer_list<const char*> columns) {
  SheetTable table{
      .sheet = words(language, std::string("scans.table.") + name), .header = {}, .rows = {}};
  for (const char* column : columns)
    table.header.push_back(words(language, std::string("scans.column.") + column));
  return table;
}

}  // namespace

ScanOverview scan_overview(const Registry& registry, const ScanFilter& filter) {
  ScanOverview overview{.from = filter.from.value(), .until = filter.until.value()};
  registry.at_one_moment([&] {
    const Tallies tallies(registry);
    overview.days = without_gaps(tallies.scans_by_day(filter), overview.from, overview.until);
    overview.places = tallies.scans_by_place(filter);
  });
  for (const ScansInPlace& each : overview.places) overview.scans += each.scans;
  return overview;
}

Json overview_json(const ScanOverview& overview) {
  Json by_day = Json::array(), by_place = Json::array();
  for (const ScansOnDay& each : overview.days)
    by_day.push_back({{"day", to_iso(each.day)}, {"scans", each.scans}});
  for (const ScansInPlace& each : overview.places)
    by_place.push_back({{"place", text_or_null(each.place)}, {"scans", each.scans}});
  return {{"from", to_iso(overview.from)},
          {"until", to_iso(overview.until)},
          {"scans", overview.scans},
          {"days", std::move(by_day)},
          {"places", std::move(by_place)}};
}

SheetTable scan_days_table(const ScanOverview& overview, Language language) {
  SheetTable table = table_of(language, "days", {"day", "scans"});
  for (const ScansOnDay& each : overview.days)
    table.rows.push_back({each.day, static_cast<std::int64_t>(each.scans)});
  return table;
}

SheetTable scan_places_table(const ScanOverview& overview, Language language) {
  SheetTable table = table_of(language, "places", {"place", "scans"});
  for (const ScansInPlace& each : overview.places)
    table.rows.push_back({each.place.empty() ? words(language, "programme.not_known") : each.place,
                          static_cast<std::int64_t>(each.scans)});
  return table;
}

}  // namespace temgoc
