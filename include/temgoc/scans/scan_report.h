// What a cooperative makes of its scans: a table to keep, sums by day and province, and a report of
// what looks wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/model/scan_log.h"
#include "temgoc/registry/tallies.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::size_t kMostExportedScans = 1'000'000;  // what one Excel sheet holds
inline constexpr unsigned kUsualScanDays = 30;
inline constexpr unsigned kMostScanDays = 3'660;  // ten years; longer than days are kept

// Writes the counted scans by day, code and place as .csv or .xlsx, by the name of the file: days
// as 2026-11-24, times of Vietnam. How many rows. `table_format_unknown`, `export_too_large` (args
// limit), `cooperative_unknown`, `folder_not_found`, `export_exists` (without
// `replace`).
// SystemFailure `disk_write_failed`: then there is no new file.
Result<std::size_t> export_scans(const Workplace& workplace, ScanFilter filter,
                                 const std::filesystem::path& out, bool replace = false);

struct ScanOverview {
  Day from = {};
  Day until = {};
  std::uint64_t scans = 0;
  std::vector<ScansOnDay> days = {};      // each day, those without a scan too
  std::vector<ScansInPlace> places = {};  // most first; the empty one is where nobody knows
};
// Adds up the scans of real lots. REQUIRES that the filter has `from` and `until`, at most
// kMostScanDays apart.
ScanOverview scan_overview(const Registry& registry, const ScanFilter& filter);
Json overview_json(const ScanOverview& overview);
// Its two tables for people.
SheetTable scan_days_table(const ScanOverview& overview, Language language);
SheetTable scan_places_table(const ScanOverview& overview, Language language);

struct ScanReport {
  std::vector<ScannedItem> items;    // over the workplace's thresholds, most scanned first
  std::vector<ScannedLot> lots;      // scanned more often than printed: an alarm, never a verdict
  std::vector<ScanAlarm> alarms;     // newest day first
  std::vector<ReportedLot> reports;  // what people told us, most reported first
};
struct ScanReportOrder {
  std::string cooperative_id = {};  // empty: all
  Day today = {};
  unsigned days = kUsualScanDays;
  unsigned limit = 100;
  CopyThresholds copies = {};
};
// Whether an alarm is of that cooperative's goods. Forged labels name nobody's for certain, so
// everybody hears of them. Empty: of anybody's.
bool concerns(const Registry& registry, const ScanAlarm& alarm, const std::string& cooperative);
// Alarms and reports are of the last `days` days, of the cooperative's products and, as nobody
// knows whose forged labels are, all forged ones and all reports of labels of no lot.
// `cooperative_unknown`.
Result<ScanReport> scan_report(const Registry& registry, const ScanReportOrder& order);
Json scan_report_json(const ScanReport& report, const CopyThresholds& copies);
// Why an item is in the report: `too_many_scans`, `too_many_places`, `too_far_too_fast`.
std::vector<std::string> reasons_of(const ScannedItem& item, const CopyThresholds& copies);

}  // namespace temgoc
