// Parses the entries of recalls, cancelled labels, keys, records, links, trust lists and restores.
#include "temgoc/log/log_entry.h"

#include <initializer_list>

#include "log/entry_lines.h"
#include "temgoc/base/text.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace {

std::optional<Day> day_in(std::string_view text) {
  const auto day = parse_day(text, "");
  if (!day || to_iso(*day) != text) return std::nullopt;
  return *day;
}

std::optional<Instant> instant_in(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant || to_iso(*instant) != text) return std::nullopt;
  return *instant;
}

bool is_digest(std::string_view text) {
  const auto bytes = from_hex(text);
  return bytes && bytes->size() == Digest{}.size();
}

template <class Named>
std::optional<Named> named(std::string_view text, std::initializer_list<Named> all) {
  for (const Named each : all) {
    if (to_text(each) == text) return each;
  }
  return std::nullopt;
}

}  // namespace

std::optional<RecallLeaf> parse_recall_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kRecallLeafKind, 6);
  if (!lines) return std::nullopt;
  const auto scope =
      named((*lines)[1], {Recall::Scope::lot, Recall::Scope::product, Recall::Scope::cooperative});
  const auto since = day_in((*lines)[3]);
  if (!scope || !since || !is_digest((*lines)[4])) return std::nullopt;
  if (*scope == Recall::Scope::lot && !number_in<std::uint64_t>((*lines)[2])) return std::nullopt;
  return RecallLeaf{std::string((*lines)[0]), *scope, std::string((*lines)[2]), *since};
}

std::optional<VoidLeaf> parse_void_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kVoidLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto lot = number_in<std::uint64_t>((*lines)[1]);
  const auto first = number_in<std::uint32_t>((*lines)[2]);
  const auto last = number_in<std::uint32_t>((*lines)[3]);
  if (!lot || !first || !last || *first > *last || !is_digest((*lines)[5])) return std::nullopt;
  return VoidLeaf{std::string((*lines)[0]), *lot, *first, *last, std::string((*lines)[4])};
}

std::optional<LotCancelLeaf> parse_lot_cancel_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kLotCancelLeafKind, 4);
  if (!lines) return std::nullopt;
  const auto lot = number_in<std::uint64_t>((*lines)[1]);
  if (!lot || !is_digest((*lines)[2])) return std::nullopt;
  return LotCancelLeaf{std::string((*lines)[0]), *lot};
}

std::optional<RollLeaf> parse_roll_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kRollLeafKind, 6);
  if (!lines) return std::nullopt;
  const auto gtin = Gtin::parse((*lines)[1]);
  const auto labels = number_in<std::uint32_t>((*lines)[3]);
  if (!gtin || gtin->digits() != (*lines)[1] || (*lines)[2].empty() || !labels || *labels == 0 ||
      !is_digest((*lines)[4]))
    return std::nullopt;
  return RollLeaf{std::string((*lines)[0]), *gtin, std::string((*lines)[2]), *labels};
}

std::optional<RollRangeLeaf> parse_roll_range_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kRollRangeLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto roll = number_in<std::uint64_t>((*lines)[1]);
  const auto first = number_in<std::uint32_t>((*lines)[2]);
  const auto last = number_in<std::uint32_t>((*lines)[3]);
  if (!roll || !first || !last || *first == 0 || *last < *first || !is_digest((*lines)[5]))
    return std::nullopt;
  RollRangeLeaf leaf{std::string((*lines)[0]), *roll, *first, *last};
  if (!(*lines)[4].empty() && !(leaf.lot_leaf_index = number_in<std::uint64_t>((*lines)[4])))
    return std::nullopt;
  return leaf;
}

std::optional<NewKeyLeaf> parse_new_key_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kNewKeyLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto key = from_hex((*lines)[2]);
  const auto status = named((*lines)[4], {KeyStatus::active, KeyStatus::test});
  const auto at = instant_in((*lines)[5]);
  if (!key || key->size() != PublicKeyBytes{}.size() || !status || !at) return std::nullopt;
  NewKeyLeaf leaf{.realm = std::string((*lines)[0]),
                  .cooperative_id = std::string((*lines)[3]),
                  .status = *status,
                  .at = *at};
  std::copy(key->begin(), key->end(), leaf.key.begin());
  if (to_hex(key_id(leaf.realm, leaf.key)) != (*lines)[1]) return std::nullopt;
  return leaf;
}

std::optional<KeyLeaf> parse_key_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kKeyLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto id = from_hex((*lines)[1]);
  const auto status =
      named((*lines)[2], {KeyStatus::active, KeyStatus::retired, KeyStatus::cut, KeyStatus::test});
  if (!id || id->size() != KeyId{}.size() || !status || !is_digest((*lines)[5]))
    return std::nullopt;
  KeyLeaf leaf{.realm = std::string((*lines)[0]), .status = *status};
  std::copy(id->begin(), id->end(), leaf.key.begin());
  if (!(*lines)[3].empty() && !(leaf.cut_at = number_in<std::uint64_t>((*lines)[3])))
    return std::nullopt;
  if (!(*lines)[4].empty() && !(leaf.packed_until = day_in((*lines)[4]))) return std::nullopt;
  if ((*status == KeyStatus::cut) != leaf.cut_at.has_value()) return std::nullopt;
  return leaf;
}

std::optional<RecordLeaf> parse_record_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kRecordLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto version = number_in<std::int64_t>((*lines)[3]);
  if (!version || !is_digest((*lines)[4]) || !instant_in((*lines)[5])) return std::nullopt;
  return RecordLeaf{std::string((*lines)[0]), std::string((*lines)[1]), std::string((*lines)[2]),
                    *version};
}

std::optional<LinkLeaf> parse_link_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kLinkLeafKind, 6);
  if (!lines) return std::nullopt;
  const auto id = number_in<std::int64_t>((*lines)[1]);
  const auto at = instant_in((*lines)[4]);
  const bool removed = (*lines)[2] == "removed";
  if (!id || !at || (!removed && (*lines)[2] != "added")) return std::nullopt;
  if (removed ? !(*lines)[3].empty() : !is_digest((*lines)[3])) return std::nullopt;
  return LinkLeaf{std::string((*lines)[0]), *id, removed, *at};
}

std::optional<EventLeaf> parse_event_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kEventLeafKind, 5);
  if (!lines) return std::nullopt;
  const auto id = number_in<std::int64_t>((*lines)[1]);
  if (!id || !is_digest((*lines)[2]) || !instant_in((*lines)[3])) return std::nullopt;
  return EventLeaf{std::string((*lines)[0]), *id};
}

std::optional<EventErrorLeaf> parse_event_error_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kEventErrorLeafKind, 5);
  if (!lines) return std::nullopt;
  const auto id = number_in<std::int64_t>((*lines)[1]);
  const auto replaced =
      (*lines)[2].empty() ? std::optional<std::int64_t>(0) : number_in<std::int64_t>((*lines)[2]);
  if (!id || !replaced || !is_digest((*lines)[3])) return std::nullopt;
  return EventErrorLeaf{std::string((*lines)[0]), *id, *replaced};
}

std::optional<TrustLeaf> parse_trust_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kTrustLeafKind, 6);
  if (!lines) return std::nullopt;
  const bool roots = (*lines)[1] == "roots";
  const auto version = number_in<std::uint64_t>((*lines)[2]);
  if (!roots && (*lines)[1] != "trust_list") return std::nullopt;
  if (!version || *version == 0 || !is_digest((*lines)[3]) || !instant_in((*lines)[4]))
    return std::nullopt;
  return TrustLeaf{std::string((*lines)[0]), roots, *version};
}

std::string restore_leaf(const RestoreLeaf& restore) {
  std::string text;
  for (const std::string& line :
       {std::string(kRestoreLeafKind), restore.realm, std::to_string(restore.first),
        std::to_string(restore.end), std::string(restore.log_lost ? "lost" : "whole"),
        std::to_string(restore.published), to_iso(restore.backup_at), to_iso(restore.at)})
    text.append(line).push_back('\n');
  return text;
}

std::optional<RestoreLeaf> parse_restore_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kRestoreLeafKind, 8);
  if (!lines) return std::nullopt;
  const auto first = number_in<std::uint64_t>((*lines)[1]);
  const auto end = number_in<std::uint64_t>((*lines)[2]);
  const bool lost = (*lines)[3] == "lost";
  const auto published = number_in<std::uint64_t>((*lines)[4]);
  const auto backup_at = instant_in((*lines)[5]);
  const auto at = instant_in((*lines)[6]);
  if (!first || !end || !published || !backup_at || !at || *first > *end) return std::nullopt;
  if (!lost && (*lines)[3] != "whole") return std::nullopt;
  return RestoreLeaf{std::string((*lines)[0]), *first, *end, lost, *published, *backup_at, *at};
}

}  // namespace temgoc
