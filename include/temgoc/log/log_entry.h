// Reads the log's entries of facts, as a restore must: what they say in the clear. The words of a
// fact are bound by a hash and cannot be read from its entry. docs/log_format.md section 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/model/identifiers.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

inline constexpr std::string_view kRestoreLeafKind = "temgoc-restore/v1";

struct RecallLeaf {
  std::string realm = {};
  Recall::Scope scope = Recall::Scope::lot;
  std::string subject = {};  // number of the lot's entry, the product's id or the cooperative's
  Day since = {};
};
struct VoidLeaf {
  std::string realm = {};
  std::uint64_t lot_leaf_index = 0;
  std::uint32_t first = 0;  // 0 and 0 for a listed serial
  std::uint32_t last = 0;
  std::string listed_serial = {};
};
struct LotCancelLeaf {
  std::string realm = {};
  std::uint64_t lot_leaf_index = 0;
};
struct RollLeaf {
  std::string realm = {};
  Gtin gtin;
  std::string host = {};
  std::uint32_t labels = 0;
};
struct RollRangeLeaf {
  std::string realm = {};
  std::uint64_t roll_leaf_index = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::optional<std::uint64_t> lot_leaf_index = {};  // none: out of use
};
struct NewKeyLeaf {
  std::string realm = {};
  PublicKeyBytes key{};
  std::string cooperative_id = {};  // empty: the test key
  KeyStatus status = KeyStatus::active;
  Instant at = {};
};
struct KeyLeaf {
  std::string realm = {};
  KeyId key{};
  KeyStatus status = KeyStatus::active;
  std::optional<std::uint64_t> cut_at = {};
  std::optional<Day> packed_until = {};
};
struct RecordLeaf {
  std::string realm = {};
  std::string kind = {};
  std::string id = {};
  std::int64_t version = 0;
};
struct LinkLeaf {
  std::string realm = {};
  std::int64_t id = 0;
  bool removed = false;
  Instant at = {};
};
struct EventLeaf {
  std::string realm = {};
  std::int64_t id = 0;
};
struct EventErrorLeaf {
  std::string realm = {};
  std::int64_t event_id = 0;
  std::int64_t replaced_by = 0;  // 0: no event stands instead
};
struct TrustLeaf {
  std::string realm = {};
  bool roots = false;  // else a trust list
  std::uint64_t version = 0;
};
// Each returns nothing for an entry of another kind, and for one that this program would not have
// written.
std::optional<RecallLeaf> parse_recall_leaf(std::string_view entry);
std::optional<VoidLeaf> parse_void_leaf(std::string_view entry);
std::optional<LotCancelLeaf> parse_lot_cancel_leaf(std::string_view entry);
std::optional<RollLeaf> parse_roll_leaf(std::string_view entry);
std::optional<RollRangeLeaf> parse_roll_range_leaf(std::string_view entry);
std::optional<NewKeyLeaf> parse_new_key_leaf(std::string_view entry);
std::optional<KeyLeaf> parse_key_leaf(std::string_view entry);
std::optional<RecordLeaf> parse_record_leaf(std::string_view entry);
std::optional<LinkLeaf> parse_link_leaf(std::string_view entry);
std::optional<EventLeaf> parse_event_leaf(std::string_view entry);
std::optional<EventErrorLeaf> parse_event_error_leaf(std::string_view entry);
std::optional<TrustLeaf> parse_trust_leaf(std::string_view entry);

// A registry was restored from a backup. The entries from `first` up to `end`, not included, were
// then taken back from the log alone. `published` is the largest size of this log that anything
// showed to have been published.
struct RestoreLeaf {
  std::string realm = {};
  std::uint64_t first = 0;
  std::uint64_t end = 0;
  // The log itself was lost: entries from `end` on may have been published, and this one takes the
  // place of the first of them.
  bool log_lost = false;
  std::uint64_t published = 0;
  Instant backup_at = {};  // when the backup was made
  Instant at = {};
};
std::string restore_leaf(const RestoreLeaf& restore);
std::optional<RestoreLeaf> parse_restore_leaf(std::string_view entry);

}  // namespace temgoc
