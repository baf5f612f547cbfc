// Writes the counts of scans as a table, and collects items, lots and alarms that look wrong.
#include "temgoc/scans/scan_report.h"

#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/workplace/table_out.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> kHeader = {
    "day", "cooperative", "gtin", "lot", "serial", "place", "scans", "first_time", "last_time"};
constexpr const char* kSheet = "scans";

std::optional<Error> unknown_cooperative(const Registry& registry, const std::string& id) {
  if (id.empty() || registry.cooperative(id)) return std::nullopt;
  return Error{"cooperative_unknown", "cooperative", shortened(id)};
}

std::vector<SheetValue> row_of(const ScansOfDay& day) {
  return {to_iso(day.day),
          day.cooperative_id,
          day.gtin.digits(),
          day.lot.text(),
          day.serial,
          day.place,
          static_cast<std::int64_t>(day.scans),
          vietnam_time(day.first_at),
          vietnam_time(day.last_at)};
}

}  // namespace

bool concerns(const Registry& registry, const ScanAlarm& alarm, const std::string& cooperative) {
  if (cooperative.empty() || alarm.gtin.empty()) return true;
  const auto gtin = Gtin::parse(alarm.gtin);
  const auto product = gtin ? registry.product(*gtin) : std::nullopt;
  return product && product->cooperative_id == cooperative;
}

Result<std::size_t> export_scans(const Workplace& workplace, ScanFilter filter, const fs::path& out,
                                 bool replace) {
  if (auto checked = check_table_out(out, replace); !checked) return checked.error();
  if (auto unknown = unknown_cooperative(workplace.registry(), filter.cooperative_id))
    return *unknown;
  filter.limit = kMostExportedScans + 1;
  const auto days = workplace.registry().scan_days(filter);
  if (days.size() > kMostExportedScans)
    return Error{.code = "export_too_large",
                 .args = {{"limit", std::to_string(kMostExportedScans)}}};
  SheetTable table{.sheet = kSheet, .header = kHeader, .rows = {}};
  table.rows.reserve(days.size());
  for (const ScansOfDay& day : days) table.rows.push_back(row_of(day));
  write_table(out, table);
  return table.rows.size();
}

Result<ScanReport> scan_report(const Registry& registry, const ScanReportOrder& order) {
  if (auto unknown = unknown_cooperative(registry, order.cooperative_id)) return *unknown;
  const Day from = order.today - std::chrono::days(order.days) + std::chrono::days(1);
  ScanReport report;
  registry.at_one_moment([&] {
    report.items = registry.items_over(order.copies, order.cooperative_id, order.limit);
    report.lots = registry.lots_over_printed(order.cooperative_id, order.limit);
    report.alarms = registry.scan_alarms(from);
    report.reports = registry.lots_reported(order.cooperative_id, from, order.limit);
  });
  std::erase_if(report.alarms, [&](const ScanAlarm& alarm) {
    return !concerns(registry, alarm, order.cooperative_id);
  });
  return report;
}

}  // namespace temgoc
