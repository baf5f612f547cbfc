// What a person who doubts a label told us. Holds nothing of who they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "temgoc/base/clock.h"
#include "temgoc/model/scan_log.h"

namespace temgoc {

inline constexpr unsigned kMaxReportsOfDay = 5'000;
inline constexpr unsigned kLastReportNumber = 999'999;
inline constexpr std::size_t kMaxReportCharacters = 1'000;  // of the message
inline constexpr std::size_t kMaxReportPlaceCharacters = 200;

struct SuspicionReport {
  unsigned number = 0;                      // of its Vietnamese day, 1 to kLastReportNumber
  std::string label = {};                   // the text that was checked; empty: not given
  std::string verdict = {};                 // the headline and reason codes it had then
  std::string reason = {};                  // empty: none
  std::optional<std::int64_t> lot_id = {};  // the lot on record that it names
  std::string message = {};
  std::string place = {};  // where it was seen, in the reporter's words; empty: not said
  Instant at = {};
  std::optional<LotOnLabel> named = {};  // in place of lot_id, until the registry can be asked
  std::string receipt() const;           // what the reporter is given: BN-261124-483012
  bool operator==(const SuspicionReport&) const = default;
};

}  // namespace temgoc
