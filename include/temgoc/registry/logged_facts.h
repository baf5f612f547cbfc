// What a registry asks of whoever keeps its log: an entry for each fact, which it stores beside the
// fact; and how many facts of each kind there are.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "temgoc/model/event.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/print_ledger.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// How the log entry of a fact is written. A lot and a print job come with their entry; every other
// kind of fact has a function here. `realm` names the log that the entry goes into.
struct FactEntries {
  // `subject`: the number of the lot's entry, the product's id or the cooperative's.
  std::function<std::string(std::string_view realm, const Recall&, std::string_view subject,
                            Instant at)>
      recall;
  std::function<std::string(std::string_view realm, std::uint64_t lot_leaf_index, const Void&)>
      voided;
  std::function<std::string(std::string_view realm, std::uint64_t lot_leaf_index,
                            const LotCancellation&)>
      lot_cancelled;
  std::function<std::string(std::string_view realm, const KeyId&, const KeyStatusChange&)>
      key_status;
  // `first`: the status that the key begins with.
  std::function<std::string(std::string_view realm, const PublicKeyBytes&,
                            std::string_view cooperative_id, KeyStatus first, Instant at)>
      new_key;
  // `body`: the record's canonical JSON.
  std::function<std::string(std::string_view realm, std::string_view kind, std::string_view id,
                            std::int64_t version, std::string_view body, Instant at)>
      record;
  // `body` likewise; empty: the link is removed.
  std::function<std::string(std::string_view realm, std::int64_t id, std::string_view body,
                            Instant at)>
      link;
  std::function<std::string(std::string_view realm, const PrintJob& again)> reprint;
  // `index`: the entry's own.
  std::function<std::string(std::string_view realm, Instant made_at, std::uint64_t index,
                            const Digest& facts)>
      bundle = {};
  // `body`: the event's canonical JSON.
  std::function<std::string(std::string_view realm, std::int64_t id, std::string_view body,
                            Instant at)>
      event = {};
  std::function<std::string(std::string_view realm, std::int64_t event_id, const EventError&)>
      event_error = {};
  // `kind`: to_text of the note's.
  std::function<std::string(std::string_view realm, std::string_view kind, std::uint64_t version,
                            std::string_view digest, Instant at)>
      trust_note = {};
};

struct LoggedRows {
  std::uint64_t lots = 0;
  std::uint64_t print_jobs = 0;
  std::uint64_t reprints = 0;
  std::uint64_t recalls = 0;
  std::uint64_t voids = 0;
  std::uint64_t lot_cancellations = 0;
  std::uint64_t keys = 0;
  std::uint64_t key_changes = 0;  // a key's first status is none
  std::uint64_t records = 0;      // versions, those of partners too
  std::uint64_t links = 0;        // with a removed one's removal
  std::uint64_t events = 0;
  std::uint64_t event_errors = 0;
  std::uint64_t trust_notes = 0;  // that have an entry
  std::uint64_t rolls = 0;
  std::uint64_t roll_ranges = 0;
  // Entries of which a restore could make no row, by the first line of the entry.
  std::map<std::string, std::uint64_t> lost = {};
};

}  // namespace temgoc
