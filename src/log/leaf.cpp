// Writes the entry of each kind of fact as lines, and parses those of lots and print jobs.
#include "temgoc/log/log_leaf.h"

#include "log/entry_lines.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

std::string joined(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (std::string_view line : lines) text.append(line).push_back('\n');
  return text;
}

std::string hash_of(const Json& members) {
  return to_hex(sha256(as_bytes(canonical_json(members))));
}

// Everything that the ledger keeps of a job and its entry does not say in the clear.
Json details_of(const PrintJob& job) {
  const PrintSetup& setup = job.setup;
  return {{"dpi", setup.dpi},
          {"language", setup.language},
          {"start_cell", setup.start_cell},
          {"cells", setup.cells},
          {"copies", setup.copies},
          {"pages_in_part", setup.pages_in_part},
          {"content", setup.content},
          {"placement", stored(setup.placement)},
          {"file", setup.file},
          {"who", job.who},
          {"over_quantity_reason", job.over_quantity_reason}};
}

std::string record_hash(const PrintJob& job, std::span<const Serial> listed) {
  std::string record =
      joined({job.template_id, job.template_sha256, to_iso(job.at), hash_of(details_of(job))});
  for (const Serial& serial : listed) record.append(serial.text()).push_back('\n');
  return to_hex(sha256(as_bytes(record)));
}

std::optional<SealHeader> header_in(std::string_view hex) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != kSealHeaderBytes) return std::nullopt;
  const auto header = decode_header(std::span(*bytes).first<kSealHeaderBytes>());
  return header ? std::optional(*header) : std::nullopt;
}

std::optional<Digest> digest_in(std::string_view hex) {
  Digest digest{};
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

// Items are numbered one by one; labels of another kind have no sealed serials.
bool is_range_of(CodeKind kind, std::uint32_t first, std::uint32_t last, std::uint32_t labels) {
  if (kind != CodeKind::item_seal) return first == 0 && last == 0;
  return first >= 1 && last >= first && last - first + 1 == labels;
}

}  // namespace

std::string_view leaf_kind(std::string_view entry) { return entry.substr(0, entry.find('\n')); }

std::string lot_leaf(const Lot& lot) {
  return joined({kLotLeafKind, lot.realm, to_hex(ByteView(lot.seal).first(kSealHeaderBytes)),
                 lot.gtin.digits(), lot.code.text(), to_hex(sha256(as_bytes(lot.record))),
                 lot.backdate_reason});
}

std::string print_leaf(std::uint64_t lot_leaf_index, const PrintJob& job,
                       std::span<const Serial> listed) {
  return joined({kPrintLeafKind, std::to_string(lot_leaf_index), std::to_string(job.first_serial),
                 std::to_string(job.last_serial), std::to_string(job.labels), to_text(job.kind),
                 record_hash(job, listed)});
}

std::string recall_leaf(std::string_view realm, const Recall& recall, std::string_view subject,
                        Instant at) {
  return joined(
      {kRecallLeafKind, realm, to_text(recall.scope), subject, to_iso(recall.since),
       hash_of(
           {{"at", to_iso(at)}, {"instruction", recall.instruction}, {"reason", recall.reason}})});
}

std::string void_leaf(std::string_view realm, std::uint64_t lot_leaf_index, const Void& voided) {
  return joined(
      {kVoidLeafKind, realm, std::to_string(lot_leaf_index), std::to_string(voided.first),
       std::to_string(voided.last), voided.listed_serial,
       hash_of({{"at", to_iso(voided.at)}, {"reason", voided.reason}, {"who", voided.who}})});
}

std::string lot_cancel_leaf(std::string_view realm, std::uint64_t lot_leaf_index,
                            const LotCancellation& cancelled) {
  const std::string told =
      hash_of({{"at", to_iso(cancelled.at)}, {"reason", cancelled.reason}, {"who", cancelled.who}});
  return joined({kLotCancelLeafKind, realm, std::to_string(lot_leaf_index), told});
}

std::string roll_leaf(const Roll& roll, std::span<const Serial> codes) {
  std::string record = joined({roll.template_id, roll.template_sha256, to_iso(roll.at),
                               hash_of({{"cooperative", roll.cooperative_id},
                                        {"product", roll.product_id},
                                        {"setup", stored(roll.setup)},
                                        {"who", roll.who}})});
  for (const Serial& code : codes) record.append(code.text()).push_back('\n');
  return joined({kRollLeafKind, roll.realm, roll.gtin.digits(), roll.host,
                 std::to_string(roll.labels), to_hex(sha256(as_bytes(record)))});
}

std::string roll_range_leaf(std::string_view realm, std::uint64_t roll_leaf_index,
                            const std::optional<std::uint64_t>& lot_leaf_index,
                            const RollRange& range) {
  return joined(
      {kRollRangeLeafKind, realm, std::to_string(roll_leaf_index), std::to_string(range.first),
       std::to_string(range.last), lot_leaf_index ? std::to_string(*lot_leaf_index) : "",
       hash_of({{"at", to_iso(range.at)}, {"reason", range.reason}, {"who", range.who}})});
}

std::string key_leaf(std::string_view realm, const KeyId& key, const KeyStatusChange& change) {
  return joined({kKeyLeafKind, realm, to_hex(key), to_text(change.status),
                 change.cut_at ? std::to_string(*change.cut_at) : "",
                 change.packed_until ? to_iso(*change.packed_until) : "",
                 hash_of({{"at", to_iso(change.at)}, {"reason", change.reason}})});
}

std::string new_key_leaf(std::string_view realm, const PublicKeyBytes& key,
                         std::string_view cooperative_id, KeyStatus first, Instant at) {
  return joined({kNewKeyLeafKind, realm, to_hex(key_id(realm, key)), to_hex(key), cooperative_id,
                 to_text(first), to_iso(at)});
}

std::string record_leaf(std::string_view realm, std::string_view kind, std::string_view id,
                        std::int64_t version, std::string_view body, Instant at) {
  return record_leaf_of(realm, kind, id, version, to_hex(sha256(as_bytes(body))), at);
}

std::string record_leaf_of(std::string_view realm, std::string_view kind, std::string_view id,
                           std::int64_t version, std::string_view hash, Instant at) {
  return joined({kRecordLeafKind, realm, kind, id, std::to_string(version), hash, to_iso(at)});
}

std::string link_leaf(std::string_view realm, std::int64_t id, std::string_view body, Instant at) {
  return joined({kLinkLeafKind, realm, std::to_string(id), body.empty() ? "removed" : "added",
                 body.empty() ? std::string() : to_hex(sha256(as_bytes(body))), to_iso(at)});
}

std::string reprint_leaf(std::string_view realm, const PrintJob& again) {
  Json details = details_of(again);
  details["at"] = to_iso(again.at);
  details["reason"] = again.reprint_reason;
  details["template_sha256"] = again.template_sha256;
  return joined({kReprintLeafKind, realm, std::to_string(again.leaf_index),
                 std::to_string(again.first_label), std::to_string(again.labels),
                 hash_of(details)});
}

std::string event_leaf(std::string_view realm, std::int64_t id, std::string_view body, Instant at) {
  return event_leaf_of(realm, id, to_hex(sha256(as_bytes(body))), at);
}

std::string event_leaf_of(std::string_view realm, std::int64_t id, std::string_view hash,
                          Instant at) {
  return joined({kEventLeafKind, realm, std::to_string(id), hash, to_iso(at)});
}

std::string event_error_leaf(std::string_view realm, std::int64_t event_id,
                             const EventError& error) {
  const std::string told =
      hash_of({{"at", to_iso(error.at)}, {"reason", error.reason}, {"who", error.who}});
  const std::string instead = error.replaced_by == 0 ? "" : std::to_string(error.replaced_by);
  return joined({kEventErrorLeafKind, realm, std::to_string(event_id), instead, told});
}

std::string trust_leaf(std::string_view realm, std::string_view kind, std::uint64_t version,
                       std::string_view digest, Instant at) {
  return joined({kTrustLeafKind, realm, kind, std::to_string(version), digest, to_iso(at)});
}

std::optional<LotLeaf> parse_lot_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kLotLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto header = header_in(lines->at(1));
  const auto gtin = Gtin::parse(lines->at(2));
  const auto code = LotCode::parse(lines->at(3));
  const auto record = digest_in(lines->at(4));
  if (!header || !gtin || gtin->digits() != lines->at(2) || !code || code->text() != lines->at(3) ||
      !record) {
    return std::nullopt;
  }
  return LotLeaf{.realm = std::string(lines->at(0)),
                 .header = *header,
                 .gtin = *gtin,
                 .code = *code,
                 .record_sha256 = *record,
                 .backdate_reason = std::string(lines->at(5))};
}

std::optional<PrintLeaf> parse_print_leaf(std::string_view entry) {
  const auto lines = lines_of(entry, kPrintLeafKind, 7);
  if (!lines) return std::nullopt;
  const auto lot = number_in<std::uint64_t>(lines->at(0));
  const auto first = number_in<std::uint32_t>(lines->at(1));
  const auto last = number_in<std::uint32_t>(lines->at(2));
  const auto labels = number_in<std::uint32_t>(lines->at(3));
  const auto kind = code_kind(lines->at(4));
  if (!lot || !first || !last || !labels || !kind || !digest_in(lines->at(5))) return std::nullopt;
  if (!is_range_of(*kind, *first, *last, *labels)) return std::nullopt;
  return PrintLeaf{.lot_leaf_index = *lot,
                   .first_serial = *first,
                   .last_serial = *last,
                   .labels = *labels,
                   .kind = *kind};
}

}  // namespace temgoc
