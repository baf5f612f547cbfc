// What a restore alone does to a registry: it takes back log entries whose rows were lost, and
// declares numbers spent that were used in what is lost. docs/decisions/restore.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/roll.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// An entry of a realm's log, as it was published.
struct EntryTaken {
  std::string_view realm = {};
  std::uint64_t index = 0;
  std::string_view entry = {};
};

// What a lot's entry tells of it. The rest of a lot (amount, typed code, record) is not in the log.
struct LotOfEntry {
  SealHeader header = {};
  Gtin gtin;
  LotCode code;
  std::string backdate_reason = {};
};

class RegistryRestore {
 public:
  static Result<RegistryRestore> open(const std::filesystem::path& path);  // as Registry::open
  RegistryRestore(RegistryRestore&&) noexcept;
  ~RegistryRestore();

  // As Registry::transaction.
  Result<void> transaction(const std::function<Result<void>()>& work);

  // Each appends the entry to the log and makes the row that it tells of, if it can. Texts that the
  // entry does not hold (reasons) are given. Each returns whether a row was made; otherwise the
  // entry waits for the record that its row must name, and may be given again later. A lot's number
  // and code are never given again in either case. REQUIRES: a transaction; the index is the log's
  // size, or that of an entry that waits.
  bool take_lot(const EntryTaken& taken, const LotOfEntry& lot, const std::string& host,
                const RandomSource& random, Instant at);
  bool take_print_job(const EntryTaken& taken, std::uint64_t lot_leaf_index, const PrintJob& job);
  bool take_recall(const EntryTaken& taken, const Recall& recall, std::string_view subject,
                   Instant at);
  bool take_void(const EntryTaken& taken, std::uint64_t lot_leaf_index, const Void& voided);
  bool take_lot_cancellation(const EntryTaken& taken, std::uint64_t lot_leaf_index,
                             const LotCancellation& cancelled);
  // `range` says first, last, reason and at.
  bool take_roll_range(const EntryTaken& taken, std::uint64_t roll_leaf_index,
                       const std::optional<std::uint64_t>& lot_leaf_index, const RollRange& range);
  bool take_event_error(const EntryTaken& taken, std::int64_t event_id, const EventError& error);
  bool take_key_status(const EntryTaken& taken, const KeyId& key, const KeyStatusChange& change);
  // A key's entry says all of it, so its row is compared as any other.
  bool take_key(const EntryTaken& taken, const IssuerKeyRecord& key);
  bool take_link_removal(const EntryTaken& taken, std::int64_t link_id, Instant at);
  // The note itself is not in the log: its version is never signed again.
  void take_trust_note(const EntryTaken& taken, TrustNote::Kind kind, std::uint64_t version);
  void take_other(const EntryTaken& taken);  // its row cannot be made
  // Appends an entry that is new: that of the restore itself.
  void append(std::string_view realm, std::string_view entry);

  // Entries whose row could not be made, in order.
  struct Waiting {
    std::string realm = {};
    std::uint64_t index = 0;
    std::string entry = {};
  };
  std::vector<Waiting> waiting() const;

  // Numbers up to `up_to` are never given again; a lower value than the one on record changes
  // nothing.
  void spend_issue_numbers(const KeyId& key, std::uint32_t up_to);
  // So many serials of each lot now on record, beyond its last one; so many GTINs of each block,
  // blocks, links and events.
  void spend_serials(std::uint32_t count);
  // The serials of one lot up to `up_to`, where the lot is on record.
  void spend_serials_of(const KeyId& key, std::uint32_t issue_number, std::uint32_t up_to);
  void spend_gtins(std::uint32_t count);
  void spend_gtin_blocks(std::uint32_t count);
  void spend_links(std::uint32_t count);
  void spend_events(std::uint32_t count);
  // Versions of trust lists up to `up_to`.
  void spend_trust_lists(std::uint64_t up_to);
  // GTINs that stand in entries of lots without a row.
  void spend_gtins_of_waiting_lots();
  // The suggested codes of pack days from `first` to `last` begin so many behind those that the day
  // has.
  void spend_lots_of_days(Day first, Day last, std::uint32_t count);

  std::uint32_t last_issue_number(const KeyId& key) const;  // on record or declared spent
  std::uint32_t last_serial(const KeyId& key, std::uint32_t issue_number) const;  // likewise
  std::uint64_t log_size(std::string_view realm) const;
  std::vector<std::string> log_entries(std::string_view realm, std::uint64_t from,
                                       std::size_t limit) const;
  std::vector<IssuerKeyRecord> keys() const;

 private:
  struct State;
  explicit RegistryRestore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
