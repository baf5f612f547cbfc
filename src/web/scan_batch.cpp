// Keeps one repeated look for each code and place, and adds up alarms that are alike.
#include "web/scan_batch.h"

namespace temgoc {

void ScanBatch::add(RecordedScan scan) {
  if (scan.phone == Phone::again) {
    const std::string_view place = scan.place ? scan.place->name() : std::string_view();
    if (!again_.emplace(scan.lot_id, scan.named, scan.serial, place).second) return;
  }
  scans_.push_back(std::move(scan));
}

void ScanBatch::add(ScanAlarm alarm) {
  const auto [known, is_new] =
      alarm_at_.try_emplace({alarm.kind, alarm.day, alarm.gtin, alarm.lot}, alarms_.size());
  if (is_new)
    alarms_.push_back(std::move(alarm));
  else
    alarms_[known->second].asked += alarm.asked;
}

}  // namespace temgoc
