// What is known of a scanned lot: filled by the registry or an offline bundle, read by the verdict.
// It lies here, beneath both, so that neither knows the other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/print_job.h"
#include "temgoc/model/product.h"

namespace temgoc {

struct Recall {
  enum class Scope { lot, product, cooperative };
  Scope scope = Scope::lot;
  std::string reason;
  std::string instruction;  // what to do with the goods; empty: the standard words
  Day since;
};
std::string to_text(Recall::Scope scope);

// A lot was issued by mistake and taken back before any label of it was printed. Its number and its
// code stay used.
struct LotCancellation {
  std::string reason;  // not empty
  Instant at;
  std::string who = {};  // as staff wrote it; no bundle tells it
};
// What whoever wants labels of such a lot is told: `lot_is_cancelled` (value its code, args
// reason).
Error lot_is_cancelled(const Lot& lot, const LotCancellation& cancelled);

// A product as far as its name and its maker's are known; empty: not known.
struct ProductNames {
  std::string product = {};
  std::string cooperative = {};
  bool operator==(const ProductNames&) const = default;
};

// How often and where a serial was scanned, without who.
struct ScanCount {
  std::uint64_t scans = 0;
  std::uint64_t places = 0;  // distinct coarse places
  std::optional<Instant> first_at = {};
  std::string first_place = {};
  bool too_fast = false;  // two scans farther apart than anyone travels in between
};

// What a source knows of one serial of the lot.
enum class SerialState { none_asked, issued, not_issued, listed, voided };

// A listed code that was printed before its lot was known, and that no lot has claimed.
struct UnclaimedCode {
  std::string realm;  // with "/test" for a test roll
  std::string cooperative_id;
  Gtin gtin;
};

struct LotFacts {
  Instant as_of = {};  // the source's age
  // The lot on record; none: the source has never seen such a lot. Of a sealed scan it is looked up
  // by key id and issue number, of a link by GTIN and lot code, of a typed code by it. A source
  // without full records fills at least realm, test, cooperative_id, gtin, code, issue_number,
  // key_id, packed_on, shelf_life_days, host, short_code and leaf_index. Its `record` is empty
  // unless records that its labels show were stored since it was issued; then as_issued() reads it.
  std::optional<Lot> lot = {};
  bool log_position_known = true;  // false: lot->leaf_index means nothing (matters for cut keys)
  // With no lot: the source (a bundle) was made before such a lot could be in it, so it knows
  // nothing either way.
  bool beyond_source = false;
  // Whether another claim than the one scanned is on record at its issue number (of that key). A
  // typed code or a link has none.
  bool number_conflict = false;
  SerialState serial = SerialState::none_asked;
  // The log index of the print job's entry that issued the serial, sealed or listed. None: no
  // serial was asked or issued, or the source does not know. A serial of a cut key is believed only
  // where this entry too lies before the cut.
  std::optional<std::uint64_t> print_leaf_index = {};
  std::optional<Void> voided = {};  // set when serial is voided
  // With no lot: the code is of a roll and was not claimed when the facts were as they are.
  // Recalls, cooperative and product are then those of the roll's product; where the code was taken
  // out of use, serial is voided.
  std::optional<UnclaimedCode> unclaimed = {};
  std::vector<Recall> recalls = {};
  std::optional<LotCancellation> cancelled = {};
  std::optional<Cooperative> cooperative = {};
  std::optional<Product> product = {};
  std::optional<Place> place = {};
  std::vector<Certification> certifications =
      {};  // those of the product and of the whole cooperative, as now known
  std::optional<ScanCount> scans = {};  // none: not recorded
};

inline constexpr unsigned kFastestKmPerHour = 500;  // no pack flies faster, door to door

// When copies are suspected: per-item codes only. A workplace's settings may change the numbers.
struct CopyThresholds {
  std::uint64_t scans = 20;  // more than this many
  std::uint64_t places = 5;  // or in more than this many places
  // Or in two places that are farther apart than this speed brings anyone between the scans; 0:
  // never. Counts when a scan is recorded.
  unsigned fastest_km_per_hour = kFastestKmPerHour;
};

}  // namespace temgoc
