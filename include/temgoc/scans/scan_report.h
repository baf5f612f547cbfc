// What a cooperative makes of its scans: a table to keep, and a report of what looks wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "temgoc/model/scan_log.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::size_t kMostExportedScans = 1'000'000;  // what one Excel sheet holds

// Writes the counted scans by day, code and place as .csv or .xlsx, by the name of the file: days
// as 2026-11-24, times of Vietnam. How many rows. `table_format_unknown`, `export_too_large` (args
// limit), `cooperative_unknown`, `folder_not_found`, `export_exists` (without
// `replace`).
// SystemFailure `disk_write_failed`: then there is no new file.
Result<std::size_t> export_scans(const Workplace& workplace, ScanFilter filter,
                                 const std::filesystem::path& out, bool replace = false);

struct ScanReport {
  std::vector<ScannedItem> items;    // over the workplace's thresholds, most scanned first
  std::vector<ScannedLot> lots;      // scanned more often than printed: an alarm, never a verdict
  std::vector<ScanAlarm> alarms;     // newest day first
  std::vector<ReportedLot> reports;  // what people told us, most reported first
};
// Alarms and reports are of the last `days` days, of the cooperative's products and, as nobody
// knows whose forged labels are, all forged ones and all reports of labels of no lot.
// `cooperative_unknown`.
Result<ScanReport> scan_report(const Workplace& workplace, const std::string& cooperative_id,
                               unsigned days, unsigned limit);

}  // namespace temgoc
