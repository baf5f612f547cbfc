// What one commit of scans writes.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "temgoc/model/scan_log.h"

namespace temgoc {

// Of one moment: what says the same twice is written once, so that somebody who asks for one label
// without end costs no more than who asks once.
class ScanBatch {
 public:
  // A look again counts nothing; one of each code and place is kept.
  void add(RecordedScan scan);
  // Those of the same lot and kind are one, `asked` in all; of the serials the first.
  void add(ScanAlarm alarm);

  const std::vector<RecordedScan>& scans() const { return scans_; }
  const std::vector<ScanAlarm>& alarms() const { return alarms_; }

 private:
  std::vector<RecordedScan> scans_;
  std::vector<ScanAlarm> alarms_;
  // Lot, serial, place.
  std::set<std::tuple<std::int64_t, std::optional<LotOnLabel>, std::string, std::string_view>>
      again_;
  using OfLot = std::tuple<ScanAlarm::Kind, Day, std::string, std::string>;  // GTIN and lot code
  std::map<OfLot, std::size_t> alarm_at_;
};

}  // namespace temgoc
