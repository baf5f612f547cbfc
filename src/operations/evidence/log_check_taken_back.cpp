// Compares recalls, cancelled labels and key changes with the entries they were restored from.
#include "operations/evidence/log_check_taken_back.h"

#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace {

// Of one kind of fact: the kind as the registry calls it, whether a row agrees with the entry, and
// whether what the entry is about is on record.
struct Judgement {
  const char* kind;
  bool agrees;
  bool subject_stands;
};

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const RecallLeaf& leaf) {
  const auto row = registry.recall_by_entry(leaf.realm, index);
  const bool of_lot = leaf.scope == Recall::Scope::lot;
  const bool stands = of_lot ? registry.has_lot_at(leaf.realm, std::stoull(leaf.subject))
                      : leaf.scope == Recall::Scope::product
                          ? registry.has_product(leaf.subject)
                          : registry.has_cooperative(leaf.subject);
  return {"recall",
          row && row->recall.scope == leaf.scope && row->subject == leaf.subject &&
              row->recall.since == leaf.since && row->realm == (of_lot ? leaf.realm : ""),
          stands};
}

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const VoidLeaf& leaf) {
  const auto row = registry.void_by_entry(leaf.realm, index);
  return {"void",
          row && row->realm == leaf.realm && row->lot_leaf_index == leaf.lot_leaf_index &&
              row->voided.first == leaf.first && row->voided.last == leaf.last &&
              row->voided.listed_serial == leaf.listed_serial,
          registry.has_lot_at(leaf.realm, leaf.lot_leaf_index)};
}

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const LotCancelLeaf& leaf) {
  const auto row = registry.lot_cancellation_by_entry(leaf.realm, index);
  return {"lot_cancellation",
          row && row->realm == leaf.realm && row->lot_leaf_index == leaf.lot_leaf_index,
          registry.has_lot_at(leaf.realm, leaf.lot_leaf_index)};
}

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const RollRangeLeaf& leaf) {
  const auto row = registry.roll_range_by_entry(leaf.realm, index);
  return {"roll_range",
          row && row->realm == leaf.realm && row->roll_leaf_index == leaf.roll_leaf_index &&
              row->lot_leaf_index == leaf.lot_leaf_index && row->range.first == leaf.first &&
              row->range.last == leaf.last && row->range.leaf_index == index,
          registry.has_roll_at(leaf.realm, leaf.roll_leaf_index) &&
              (!leaf.lot_leaf_index || registry.has_lot_at(leaf.realm, *leaf.lot_leaf_index))};
}

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const KeyLeaf& leaf) {
  const auto row = registry.key_change_by_entry(leaf.realm, index);
  return {"key_status",
          row && row->key == leaf.key && row->change.status == leaf.status &&
              row->change.cut_at == leaf.cut_at && row->change.packed_until == leaf.packed_until,
          registry.has_key(leaf.key)};
}

Judgement judge(const RegistryAudit& registry, std::uint64_t index, const EventErrorLeaf& leaf) {
  const auto row = registry.event_error_by_entry(leaf.realm, index);
  return {"event_error", row && row->event_id == leaf.event_id, registry.has_event(leaf.event_id)};
}

std::optional<Judgement> judged(const RegistryAudit& registry, std::uint64_t index,
                                std::string_view entry) {
  if (const auto recall = parse_recall_leaf(entry)) return judge(registry, index, *recall);
  if (const auto voided = parse_void_leaf(entry)) return judge(registry, index, *voided);
  if (const auto cancelled = parse_lot_cancel_leaf(entry))
    return judge(registry, index, *cancelled);
  if (const auto range = parse_roll_range_leaf(entry)) return judge(registry, index, *range);
  if (const auto change = parse_key_leaf(entry)) return judge(registry, index, *change);
  if (const auto error = parse_event_error_leaf(entry)) return judge(registry, index, *error);
  return std::nullopt;
}

}  // namespace

void check_fact_taken_back(const RegistryAudit& registry, std::uint64_t index,
                           std::string_view entry, const RegistryAudit::TakenBack& taken,
                           Findings& findings) {
  const auto judgement = judged(registry, index, entry);
  if (!judgement) return;  // what else a restore takes back it only numbers
  const bool waits = taken.kind == judgement->kind && !taken.has_row;
  if (waits && judgement->subject_stands) {
    findings.add(at_index("taken_back_not_in_force", index));
  } else if (!waits && (taken.kind != judgement->kind || !judgement->agrees)) {
    findings.add(at_index(*hidden_code(leaf_kind(entry)), index));
  }
}

}  // namespace temgoc
