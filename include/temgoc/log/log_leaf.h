// The entries of a log, as text: one maker for each kind, and readers for those that others check.
// Normative text: docs/log_format.md section 2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/model/event.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/print_job.h"
#include "temgoc/model/roll.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

inline constexpr std::string_view kLotLeafKind = "temgoc-lot-leaf/v1";
inline constexpr std::string_view kPrintLeafKind = "temgoc-print/v1";
inline constexpr std::string_view kRecallLeafKind = "temgoc-recall/v1";
inline constexpr std::string_view kVoidLeafKind = "temgoc-void/v1";
inline constexpr std::string_view kLotCancelLeafKind = "temgoc-lot-cancel/v1";
inline constexpr std::string_view kRollLeafKind = "temgoc-roll/v1";
inline constexpr std::string_view kRollRangeLeafKind = "temgoc-roll-range/v1";
inline constexpr std::string_view kKeyLeafKind = "temgoc-key/v1";
inline constexpr std::string_view kNewKeyLeafKind = "temgoc-issuer-key/v1";
inline constexpr std::string_view kRecordLeafKind = "temgoc-record/v1";
inline constexpr std::string_view kLinkLeafKind = "temgoc-link/v1";
inline constexpr std::string_view kReprintLeafKind = "temgoc-reprint/v1";
inline constexpr std::string_view kEventLeafKind = "temgoc-event/v1";
inline constexpr std::string_view kEventErrorLeafKind = "temgoc-event-error/v1";
inline constexpr std::string_view kTrustLeafKind = "temgoc-trust/v1";

// The first line of an entry: its kind, known or not.
std::string_view leaf_kind(std::string_view entry);

// Newline-terminated lines. REQUIRES: members of one line each, but for reasons that are hashed.
std::string lot_leaf(const Lot& lot);
// `listed`: the job's own serials in label order, of an item_link job alone.
std::string print_leaf(std::uint64_t lot_leaf_index, const PrintJob& job,
                       std::span<const Serial> listed);
// `subject`: the number of the lot's entry, the product's id or the cooperative's.
std::string recall_leaf(std::string_view realm, const Recall& recall, std::string_view subject,
                        Instant at);
std::string void_leaf(std::string_view realm, std::uint64_t lot_leaf_index, const Void& voided);
std::string lot_cancel_leaf(std::string_view realm, std::uint64_t lot_leaf_index,
                            const LotCancellation& cancelled);
// `codes`: in the order of its labels.
std::string roll_leaf(const Roll& roll, std::span<const Serial> codes);
// `lot_leaf_index` none: the labels are out of use.
std::string roll_range_leaf(std::string_view realm, std::uint64_t roll_leaf_index,
                            const std::optional<std::uint64_t>& lot_leaf_index,
                            const RollRange& range);
std::string key_leaf(std::string_view realm, const KeyId& key, const KeyStatusChange& change);
// `first`: the status that the key begins with.
std::string new_key_leaf(std::string_view realm, const PublicKeyBytes& key,
                         std::string_view cooperative_id, KeyStatus first, Instant at);
// `body`: the record's canonical JSON.
std::string record_leaf(std::string_view realm, std::string_view kind, std::string_view id,
                        std::int64_t version, std::string_view body, Instant at);
// The same of a record whose hash alone is known, SHA-256 in hexadecimal.
std::string record_leaf_of(std::string_view realm, std::string_view kind, std::string_view id,
                           std::int64_t version, std::string_view hash, Instant at);
// `body` likewise; empty: the link is removed.
std::string link_leaf(std::string_view realm, std::int64_t id, std::string_view body, Instant at);
std::string reprint_leaf(std::string_view realm, const PrintJob& again);
// `body`: the event's canonical JSON.
std::string event_leaf(std::string_view realm, std::int64_t id, std::string_view body, Instant at);
std::string event_leaf_of(std::string_view realm, std::int64_t id, std::string_view hash,
                          Instant at);
std::string event_error_leaf(std::string_view realm, std::int64_t event_id,
                             const EventError& error);
// `kind`: trust_list or roots; `digest`: SHA-256 of the note's text, in hexadecimal.
std::string trust_leaf(std::string_view realm, std::string_view kind, std::uint64_t version,
                       std::string_view digest, Instant at);

struct LotLeaf {
  std::string realm;
  SealHeader header;
  Gtin gtin;
  LotCode code;
  Digest record_sha256{};
  std::string backdate_reason;
};
struct PrintLeaf {
  std::uint64_t lot_leaf_index = 0;
  std::uint32_t first_serial = 0;
  std::uint32_t last_serial = 0;
  std::uint32_t labels = 0;
  CodeKind kind = CodeKind::lot_seal;
};
// None for an entry of another kind, and for one that this program would not have written.
std::optional<LotLeaf> parse_lot_leaf(std::string_view entry);
std::optional<PrintLeaf> parse_print_leaf(std::string_view entry);

}  // namespace temgoc
