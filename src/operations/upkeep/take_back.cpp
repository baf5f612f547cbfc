// Makes the row that a log entry tells of, or counts it as waiting or lost.
#include "operations/upkeep/take_back.h"

#include <algorithm>

#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

// Counts a row that was made, or an entry that waits for one.
void count(bool made, std::uint64_t& of_kind, RestoreReport& report) {
  ++(made ? of_kind : report.waiting);
}

void take_lot(RegistryRestore& registry, const EntryTaken& taken, const LotLeaf& leaf,
              const LostWords& words, const RandomSource& random, RestoreReport& report) {
  const bool test = taken.realm.ends_with(kTestRealmSuffix);
  const bool made =
      registry.take_lot(taken, {leaf.header, leaf.gtin, leaf.code, leaf.backdate_reason},
                        test ? words.test_host : words.host, random, words.at);
  if (!made) ++report.waiting;
  report.lots_by_entry.push_back(leaf.code.text());
}

bool take_facts(RegistryRestore& registry, const EntryTaken& taken, const LostWords& words,
                RestoreReport& report) {
  if (const auto leaf = parse_recall_leaf(taken.entry)) {
    const Recall recall{leaf->scope, words.reason, {}, leaf->since};
    count(registry.take_recall(taken, recall, leaf->subject, words.at), report.recalls, report);
    return true;
  }
  if (const auto leaf = parse_void_leaf(taken.entry)) {
    const Void voided{leaf->first, leaf->last, leaf->listed_serial, words.reason, words.at, {}};
    count(registry.take_void(taken, leaf->lot_leaf_index, voided), report.voids, report);
    return true;
  }
  if (const auto leaf = parse_lot_cancel_leaf(taken.entry)) {
    count(registry.take_lot_cancellation(taken, leaf->lot_leaf_index, {words.reason, words.at, {}}),
          report.lot_cancellations, report);
    return true;
  }
  if (const auto leaf = parse_roll_range_leaf(taken.entry)) {
    const RollRange range{
        .first = leaf->first, .last = leaf->last, .reason = words.reason, .at = words.at};
    count(registry.take_roll_range(taken, leaf->roll_leaf_index, leaf->lot_leaf_index, range),
          report.roll_ranges, report);
    return true;
  }
  if (const auto leaf = parse_event_error_leaf(taken.entry)) {
    const EventError error{words.reason, words.at, {}, leaf->replaced_by};
    count(registry.take_event_error(taken, leaf->event_id, error), report.event_errors, report);
    return true;
  }
  if (const auto leaf = parse_key_leaf(taken.entry)) {
    const KeyStatusChange change{leaf->status, leaf->cut_at, leaf->packed_until, words.reason,
                                 words.at};
    count(registry.take_key_status(taken, leaf->key, change), report.key_changes, report);
    return true;
  }
  return false;
}

}  // namespace

void take_back(RegistryRestore& registry, std::string_view realm, std::uint64_t index,
               std::string_view entry, const LostWords& words, const RandomSource& random,
               RestoreReport& report) {
  const EntryTaken taken{realm, index, entry};
  if (const auto leaf = parse_lot_leaf(entry)) {
    take_lot(registry, taken, *leaf, words, random, report);
  } else if (const auto print = parse_print_leaf(entry)) {
    PrintJob job;
    job.kind = print->kind;
    job.first_serial = print->first_serial;
    job.last_serial = print->last_serial;
    job.labels = print->labels;
    job.at = words.at;
    count(registry.take_print_job(taken, print->lot_leaf_index, job), report.print_jobs, report);
  } else if (const auto link = parse_link_leaf(entry); link && link->removed) {
    registry.take_link_removal(taken, link->id, link->at);
  } else if (const auto key = parse_new_key_leaf(entry)) {
    const bool made = registry.take_key(taken, {.id = key_id(key->realm, key->key),
                                                .key = key->key,
                                                .cooperative_id = key->cooperative_id,
                                                .realm = key->realm,
                                                .status = key->status,
                                                .created_at = key->at});
    report.keys_added += made;
  } else if (const auto trust = parse_trust_leaf(entry)) {
    using Kind = TrustNote::Kind;
    registry.take_trust_note(taken, trust->roots ? Kind::roots : Kind::trust_list, trust->version);
    std::uint64_t& last = trust->roots ? report.roots_lost : report.trust_list_lost;
    last = std::max(last, trust->version);
  } else if (!take_facts(registry, taken, words, report)) {
    registry.take_other(taken);
    if (link) ++report.links_lost;
    if (parse_event_leaf(entry)) ++report.events_lost;
    if (parse_roll_leaf(entry)) ++report.rolls_lost;
    if (const auto record = parse_record_leaf(entry))
      report.records_lost.push_back(record->kind + " " + record->id);
  }
}

}  // namespace temgoc
