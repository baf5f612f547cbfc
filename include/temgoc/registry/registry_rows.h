// What is stored in a registry and read from it, where the model has no type for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/model/lot_facts.h"
#include "temgoc/model/print_ledger.h"
#include "temgoc/model/recorded_act.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// What storing a record did. `differs`: a record of that id stands there with other content and
// `update` was not asked.
enum class Stored { added, updated, unchanged, differs };

// One version of a record, oldest first in a history.
struct RecordVersion {
  Instant at;
  std::string json;  // records.h form, canonical
};

// An issuer key as the registry lists it; the private part is a file elsewhere.
struct IssuerKeyRecord {
  KeyId id{};
  PublicKeyBytes key{};
  std::string cooperative_id;  // empty: the workplace's test key
  std::string realm;           // with "/test" for the test key
  KeyStatus status = KeyStatus::active;
  std::optional<std::uint64_t> cut_at = {};  // set exactly when status is cut
  Instant created_at;
  std::optional<Day> packed_until = {};  // its last pack day; none: open
};

// What the write transaction of issuing hands out. The numbers are next in their sequence; a
// rolled-back transaction gives them back.
struct LotAllocation {
  std::uint32_t issue_number = 0;  // of the key
  // Lots of this GTIN packed that day, this one included; higher where LotCode::suggest of that
  // number is taken by a code chosen by hand, so that suggest(packed_on, nth_of_day) is free.
  unsigned nth_of_day = 1;
  ShortCode short_code;          // unique in the realm and its test realm
  std::uint64_t leaf_index = 0;  // in the realm's log
};
struct LotRequest {
  std::string realm;
  KeyId key_id{};
  Gtin gtin;
  std::optional<LotCode> code = {};  // none: `make` chooses, by nth_of_day
  std::string request_id = {};       // empty: none
  Day packed_on;
};
struct IssuedLot {
  Lot lot;
  bool created = false;  // false: it stood there before, by code or request id
};

struct PrintRequest {
  std::int64_t lot_id = 0;
  std::string template_id = {};
  std::string template_sha256 = {};
  std::string template_text = {};  // kept once for each sha256; empty: not kept
  CodeKind kind = CodeKind::lot_seal;
  std::uint32_t labels = 0;  // 1 to 9,999,999
  PrintSetup setup = {};
  std::string who = {};
  std::string over_quantity_reason = {};
};
struct PrintFilter {
  std::optional<std::int64_t> lot_id = {};  // none: any lot
  std::string cooperative_id = {};          // of the lot; empty: any
  unsigned limit = 100;                     // newest first
  std::int64_t before_id = INT64_MAX;       // for the next page
};

// A trust list or root set that took force here.
struct TrustNote {
  enum class Kind { trust_list, roots };
  Kind kind = Kind::trust_list;
  std::uint64_t version = 1;
  std::string digest;  // SHA-256 hex of the note's text
  std::string note;    // the whole signed note
  Instant at;
};
std::string_view to_text(TrustNote::Kind kind);

// What a command did, kept under the digest of what it was asked.
struct ActOnRecord {
  std::string digest;  // SHA-256 hex
  Instant at;
  RecordedAct act;
};

// Where a lot stands in a list.
struct LotPlace {
  Day packed_on;
  std::int64_t id = 0;
};
struct LotFilter {
  std::string cooperative_id = {};  // empty: any
  std::string product_id = {};
  std::optional<Day> packed_from = {};
  std::optional<Day> packed_until = {};
  unsigned limit = 100;                // newest pack day first, on one day the last issued first
  std::optional<LotPlace> after = {};  // those that come after it in that order
};

// What an offline copy is made of. A lot is named by its key and issue number, as its seal does.
struct LotNumber {
  KeyId key_id{};
  std::uint32_t issue_number = 0;
};
struct RecallOnRecord {
  Recall recall;
  std::optional<LotNumber> lot = {};  // set exactly where its scope is a lot
  std::string subject = {};           // else the id of the product or the cooperative
  Instant at = {};
};
struct VoidOnRecord {
  LotNumber lot;
  Void voided;
};
struct CancellationOnRecord {
  LotNumber lot;
  LotCancellation cancelled;
};
struct ListedSerial {
  std::string realm;
  Gtin gtin;
  // None: of a roll, and no lot has claimed it.
  std::optional<LotCode> lot;
  Serial serial;
  Instant printed_at;   // of a roll's code that a lot has claimed: when it did
  bool voided = false;  // taken out of use before any lot claimed it
};

}  // namespace temgoc
