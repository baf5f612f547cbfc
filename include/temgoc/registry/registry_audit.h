// A registry read from end to end, as an auditor does: every row whatever it holds, none believed.
// Throws SystemFailure as Registry does.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/roll.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// All reads are of one moment, the opening. One thread.
class RegistryAudit {
 public:
  static Result<RegistryAudit> open(
      const std::filesystem::path& path);  // as Registry::open_read_only
  // Reads through the connection of `registry`: on a full disk a file has one connection alone. All
  // that is read through `registry` while the audit lives is of the audit's moment. `registry` must
  // outlive it.
  static RegistryAudit of(const Registry& registry);
  RegistryAudit(RegistryAudit&&) noexcept;
  ~RegistryAudit();

  struct Row {
    std::int64_t id = 0;
    std::uint64_t leaf_index = 0;
    std::optional<std::string> entry = {};  // the log entry at that index of its realm
  };
  struct LotRow : Row {
    KeyId key_id{};
    std::optional<Lot> lot = {};  // none: it holds what no lot can
  };
  struct JobRow : Row {
    std::optional<PrintJob> job = {};
    std::vector<Serial> listed_serials = {};
    std::optional<std::uint64_t> lot_leaf_index = {};
  };
  void each_lot(std::string_view realm, const std::function<void(LotRow)>& visit) const;
  // Reprints are left out.
  void each_print_job(std::string_view realm, const std::function<void(JobRow)>& visit) const;
  // Rising numbers, gaps and log_entries_out_of_place left out.
  void each_log_entry(std::string_view realm,
                      const std::function<void(std::uint64_t, std::string_view)>& visit) const;
  // One more than the highest of those numbers: at most twice the number of rows, and 256.
  std::uint64_t log_size(std::string_view realm) const;
  // Numbers that no honest log of so few entries has: negative ones, and those so high that more
  // entries would be missing before them than there are. What is read of them costs no room.
  std::vector<std::int64_t> log_entries_out_of_place(std::string_view realm) const;
  std::optional<std::string> entry(std::string_view realm, std::uint64_t index) const;

  // Entries of which a restore took back no more than they say themselves (registry_restore.h).
  struct TakenBack {
    std::string kind = {};  // lot, print_job, recall, void, key_status, event_error,
                            // roll_range, none
    bool has_row = false;   // one was made of the entry; else it waits for what it is about
  };
  std::map<std::uint64_t, TakenBack> known_by_entry(std::string_view realm) const;
  // How many of them, of all realms, wait for what they are about.
  std::uint64_t entries_waiting() const;

  // Facts with what their entries need, of all realms. Recalls and voids that a restore made of an
  // entry alone are left out. A row that cannot be read is none.
  struct RecallRow {
    Recall recall;
    std::string realm;    // of the lot; empty for a product or cooperative
    std::string subject;  // number of the lot's entry, or the id
    Instant at;
  };
  struct VoidRow {
    Void voided;
    std::string realm;
    std::uint64_t lot_leaf_index = 0;
  };
  struct LotCancellationRow {
    LotCancellation cancelled;
    std::string realm;
    std::uint64_t lot_leaf_index = 0;
  };
  struct RollRow {
    Roll roll;
    std::vector<Serial> codes;  // in the order of labels
  };
  struct RollRangeRow {
    RollRange range;
    std::string realm;
    std::uint64_t roll_leaf_index = 0;
    std::optional<std::uint64_t> lot_leaf_index = {};  // none: out of use
  };
  struct KeyStatusRow {  // changes alone: the status that a key began with is left out
    KeyId key{};
    std::string realm;
    KeyStatusChange change;
    std::optional<std::uint64_t> taken_back = {};  // made of the entry at that number alone
  };
  // Of a text that a name was taken out of, in SHA-256 hex: what was told, and what must be left.
  struct Erased {
    std::optional<std::string> logged = {}, remaining = {};
  };
  struct RecordRow {
    std::string kind;
    std::string id;
    std::int64_t version = 0;
    std::string body;
    Instant at;
    Erased erased = {};
  };
  struct LinkRow {
    std::int64_t id = 0;
    std::string body;
    Instant at;
    std::optional<Instant> removed_at = {};
  };
  struct EventRow {
    std::int64_t id = 0;
    std::string body;
    Instant at;
    Erased erased = {};
  };
  struct EventErrorRow {
    std::int64_t event_id = 0;
    EventError error;
  };
  struct ReprintRow {
    PrintJob job;
    std::string realm;
  };
  struct TrustNoteRow {
    std::string kind;  // "trust_list" or "roots", or what somebody wrote there
    std::uint64_t version = 0;
    bool logged = false;  // it was adopted since lists and root sets have entries
    std::optional<TrustNote> note = {};
  };
  struct BundleRow {
    std::string realm;
    Instant made_at;
    std::uint64_t leaf_index = 0;
    Digest facts{};
  };
  // By kind and version.
  void each_trust_note(const std::function<void(TrustNoteRow)>& visit) const;
  void each_bundle(const std::function<void(std::optional<BundleRow>)>& visit) const;
  void each_recall(const std::function<void(std::optional<RecallRow>)>& visit) const;
  void each_void(const std::function<void(std::optional<VoidRow>)>& visit) const;
  void each_lot_cancellation(
      const std::function<void(std::optional<LotCancellationRow>)>& visit) const;
  void each_roll(const std::function<void(std::optional<RollRow>)>& visit) const;
  void each_roll_range(const std::function<void(std::optional<RollRangeRow>)>& visit) const;
  void each_key_change(const std::function<void(std::optional<KeyStatusRow>)>& visit) const;
  // Partners are records, too, and so are erasures.
  void each_record(const std::function<void(std::optional<RecordRow>)>& visit) const;
  void each_link(const std::function<void(std::optional<LinkRow>)>& visit) const;
  void each_event(const std::function<void(std::optional<EventRow>)>& visit) const;
  void each_event_error(const std::function<void(std::optional<EventErrorRow>)>& visit) const;
  void each_reprint(const std::function<void(std::optional<ReprintRow>)>& visit) const;
  // As each key began; none where it cannot be read.
  void each_key(
      const std::function<void(const KeyId&, std::optional<IssuerKeyRecord>)>& visit) const;

  // The row that a restore made of the entry at `index` alone. None: it is gone, or holds what no
  // such row can.
  std::optional<RecallRow> recall_by_entry(std::string_view realm, std::uint64_t index) const;
  std::optional<VoidRow> void_by_entry(std::string_view realm, std::uint64_t index) const;
  std::optional<LotCancellationRow> lot_cancellation_by_entry(std::string_view realm,
                                                              std::uint64_t index) const;
  std::optional<RollRangeRow> roll_range_by_entry(std::string_view realm,
                                                  std::uint64_t index) const;
  std::optional<KeyStatusRow> key_change_by_entry(std::string_view realm,
                                                  std::uint64_t index) const;
  std::optional<EventErrorRow> event_error_by_entry(std::string_view realm,
                                                    std::uint64_t index) const;
  // What such an entry may be about.
  bool has_event(std::int64_t id) const;
  bool has_roll_at(std::string_view realm, std::uint64_t index) const;
  bool has_lot_at(std::string_view realm, std::uint64_t index) const;
  bool has_product(std::string_view id) const;
  bool has_cooperative(std::string_view id) const;
  bool has_key(const KeyId& id) const;

  // Print jobs whose serials another job of the lot has too: {the later in order of its last
  // serial, the other}.
  std::vector<std::pair<std::int64_t, std::int64_t>> overlapping_jobs() const;
  // Lots and print jobs of a realm that is neither of the two named, and serials of no print job.
  std::uint64_t rows_of_other_realms(const std::string& realm, const std::string& test_realm) const;

  // How the file's schema differs from this program's: tables and their types, views, indexes,
  // triggers. `schema_part_changed`, `schema_part_missing`, `schema_part_added` (value: "table
  // lot"). Where there is one, other reads may throw what SQLite says of the changed part.
  std::vector<Error> schema_differences() const;
  // Names of realms that are neither of the two, or are not what they should be, test or real.
  std::vector<std::string> realms_edited(const std::string& realm,
                                         const std::string& test_realm) const;
  // Cooperatives whose block of GTINs is not one that their products' records bear out.
  std::vector<std::string> gtin_blocks_edited() const;
  // "kind id" of records, and links, whose text is no JSON.
  std::vector<std::string> records_unreadable() const;
  // Recalls that a page would not find, asking as it does: "#" and the lot's row, or an id.
  std::vector<std::string> recalls_not_found() const;

  // Reprints that are not of the labels of one earlier job, and jobs that are half a reprint.
  std::vector<std::string> reprints_edited() const;
  // "table → table" where rows of the first name rows of the second that are not there.
  std::vector<std::string> rows_missing() const;
  // What SQLite says of pages and of rows that their index does not have; the first few, in its own
  // words.
  std::vector<std::string> file_damage() const;

  // Numbers of events whose columns, or whose lots and amounts, are not those of what was told, and
  // names of lots that no event names or that name another issued lot.
  std::vector<std::string> events_out_of_date() const;
  // Those of links whose columns are not those of their JSON; SHA-256 of templates whose text has
  // another or that a job used and that are gone; hosts of real lots that are not on record as on
  // labels, and the reverse.
  std::vector<std::string> links_out_of_date() const;
  std::vector<std::string> templates_edited() const;
  std::vector<std::string> label_hosts_out_of_date() const;
  // "kind id" of records whose versions have a gap, and of those whose latest is not the one in
  // use, is not in use at all or disagrees with the columns that are looked up.
  std::vector<std::string> records_with_gaps() const;
  std::vector<std::string> records_out_of_date() const;
  // Numbers of parts of lots' records whose text has another SHA-256 than the one it is found by,
  // or that a record names without a place for them.
  std::vector<std::string> lot_record_parts_edited() const;
  // SHA-256 of "kind id", newline, body, of every version of every record.
  std::set<Digest> record_digests() const;

 private:
  struct State;
  explicit RegistryAudit(std::unique_ptr<State> state);
  static RegistryAudit at_this_moment(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
