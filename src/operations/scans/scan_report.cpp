// Writes the counts of scans as a table, and collects items, lots and alarms that look wrong.
#include "temgoc/scans/scan_report.h"

#include <fmt/format.h>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> kHeader = {
    "day", "cooperative", "gtin", "lot", "serial", "place", "scans", "first_time", "last_time"};

constexpr std::chrono::hours kVietnamAhead{7};

std::optional<Error> unknown_cooperative(const Registry& registry, const std::string& id) {
  if (id.empty() || registry.cooperative(id)) return std::nullopt;
  return Error{"cooperative_unknown", "cooperative", shortened(id)};
}

std::string vietnam_time(Instant at) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at + kVietnamAhead);
  const auto of_day = minutes - std::chrono::floor<std::chrono::days>(minutes);
  return fmt::format("{:02}:{:02}", of_day.count() / 60, of_day.count() % 60);
}

std::vector<std::string> row_of(const ScansOfDay& day) {
  return {to_iso(day.day),
          day.cooperative_id,
          day.gtin.digits(),
          day.lot.text(),
          day.serial,
          day.place,
          std::to_string(day.scans),
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
  std::vector<std::vector<std::string>> rows;
  rows.reserve(days.size());
  for (const ScansOfDay& day : days) rows.push_back(row_of(day));
  if (is_csv(out)) {
    write_file(out, as_bytes(to_csv(kHeader, rows, ',')));
  } else {
    write_file(out, to_xlsx(kHeader, rows, "scans"));
  }
  return rows.size();
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
