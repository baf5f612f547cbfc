// Proves each receipt by the log's key, and finds those of a label's lot and print job.
#include "verify_cli/receipts.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace {

bool is_lot_of(const LotLeaf& leaf, const Claim& claim) {
  return leaf.header == claim.header && leaf.gtin == claim.gtin && leaf.code == claim.lot;
}

}  // namespace

Result<Receipts> Receipts::open(const std::vector<std::string>& paths, const Trust& trust,
                                const Witnesses& witnesses, Instant now) {
  Receipts receipts;
  if (paths.empty()) return receipts;
  if (trust.empty()) return Error{"receipt_needs_trust"};
  const auto log_key = VerifyKey::admit(trust.list().log_key);
  if (!log_key) return log_key.error();
  for (const std::string& path : paths) {
    auto text = read_text_file(path, kMaxReceiptBytes);
    if (!text) return text.error();
    auto receipt = Receipt::parse(*text);
    if (!receipt) return receipt.error();
    auto proven = check_receipt(*receipt, trust.list().realm, *log_key);
    if (!proven) return proven.error();
    if (!witnesses.stand_behind(SignedNote::parse(receipt->checkpoint_note).value(), now))
      return Error{"receipt_not_witnessed", "receipt", path};
    receipts.proven_.push_back(*std::move(proven));
  }
  return receipts;
}

std::optional<LogPosition> Receipts::position_of(const Scanned& scanned) const {
  const auto* sealed = std::get_if<SealedScan>(&scanned);
  if (sealed == nullptr) return std::nullopt;
  const Claim& claim = sealed->sealed.claim;
  std::optional<LogPosition> found;
  for (const ProvenEntry& proven : proven_) {
    const auto leaf = parse_lot_leaf(proven.entry);
    if (!leaf || leaf->realm != proven.checkpoint.origin || !is_lot_of(*leaf, claim)) continue;
    LogPosition position{.leaf_index = proven.index};
    if (claim.serial) position.print_leaf_index = print_job_of(proven, *claim.serial);
    if (!found || (position.print_leaf_index && !found->print_leaf_index)) found = position;
  }
  return found;
}

std::optional<std::uint64_t> Receipts::print_job_of(const ProvenEntry& lot,
                                                    const Serial& serial) const {
  const std::uint32_t number = serial.sealed_number();
  std::optional<std::uint64_t> first;
  for (const ProvenEntry& proven : proven_) {
    const auto leaf = parse_print_leaf(proven.entry);
    const bool covers = leaf && leaf->kind == CodeKind::item_seal && leaf->first_serial <= number &&
                        number <= leaf->last_serial;
    const bool same_log = proven.checkpoint.origin == lot.checkpoint.origin;
    if (!covers || !same_log || leaf->lot_leaf_index != lot.index || proven.index <= lot.index)
      continue;
    first = std::min(proven.index, first.value_or(proven.index));
  }
  return first;
}

Json receipt_json(const ProvenEntry& proven) {
  return {{"origin", proven.checkpoint.origin},
          {"index", proven.index},
          {"size", proven.checkpoint.head.size},
          {"kind", std::string(leaf_kind(proven.entry))},
          {"entry", proven.entry}};
}

}  // namespace temgoc
