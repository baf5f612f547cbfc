// What is kept of people's scans: counts by code, day and coarse place. Never who.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/identifiers.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/province.h"

namespace temgoc {

// Whether the phone that scans a code scanned the same code within the last ten minutes.
enum class Phone { not_known, fresh, again };

// A lot by what its label says: whoever answers from a bundle knows no row of the registry.
struct LotOnLabel {
  std::string realm = {};  // of real labels or of test labels
  std::string gtin = {};   // 14 digits
  std::string lot = {};
  auto operator<=>(const LotOnLabel&) const = default;
};

struct RecordedScan {
  std::int64_t lot_id = 0;             // 0: the lot is named
  std::string serial = {};             // empty: the lot's own code
  std::optional<Province> place = {};  // none: not known
  Instant at = {};
  Phone phone = Phone::not_known;
  std::optional<LotOnLabel> named = {};  // REQUIRES none where it is counted
};

// The counted scans of one code on one Vietnamese day in one place.
struct ScansOfDay {
  Day day = {};
  std::string cooperative_id = {};
  Gtin gtin;
  LotCode lot;
  std::string serial = {};  // empty: the lot's own code
  std::string place = {};   // empty: not known
  std::uint64_t scans = 0;
  Instant first_at = {};
  Instant last_at = {};
};
struct ScanFilter {
  std::string cooperative_id = {};          // empty: any
  std::optional<std::int64_t> lot_id = {};  // none: any lot
  std::optional<Day> from = {};             // both inclusive
  std::optional<Day> until = {};
  std::size_t limit = 1'000'000;
};

// A per-item code that was scanned more than one pack would be.
struct ScannedItem {
  Lot lot;
  std::string serial;
  ScanCount count;
};
// A lot whose own code was scanned more often than labels with it were printed.
struct ScannedLot {
  Lot lot;
  std::uint64_t scans = 0;
  std::uint64_t labels = 0;  // printed, reprints left out
};
// What people reported of one lot's labels (report.h).
struct ReportedLot {
  std::optional<Lot> lot = {};  // none: labels that name no lot on record, in all
  std::uint64_t reports = 0;
  Instant last_at = {};
};

// Labels that nobody may have, asked for on one day. `forged` is counted in all, without what the
// label claims of itself. A good seal for what was never issued is only made with a stolen key.
struct ScanAlarm {
  enum class Kind {
    forged,             // the signature does not match
    lot_not_issued,     // a good seal, no such lot on record
    serial_not_issued,  // a good seal, a serial that was never printed
    link_not_issued,    // a link that names a serial that was never printed: made up
    code_not_claimed    // a code of a roll that no lot has claimed
  };
  Kind kind = Kind::forged;
  Day day = {};
  std::string gtin = {};    // of all others: 14 digits
  std::string lot = {};     // empty where no lot is named
  std::string serial = {};  // the first one asked for; empty: the lot's own code
  std::uint64_t asked = 1;
};
std::string to_text(ScanAlarm::Kind kind);
std::optional<ScanAlarm::Kind> scan_alarm_kind(std::string_view text);

}  // namespace temgoc
