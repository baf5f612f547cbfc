// What the registry's parts share: the connection, and the few questions that more than one of them
// asks.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>

#include "record_reader.h"
#include "registry/database.h"
#include "temgoc/registry/registry.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {

namespace sql {

// What is known of a lot by the records that it names, and when the last of those that its label
// shows was stored.
struct NamedFacts {
  LotFacts facts;
  Instant changed_at;
};

// The sealed serials that one print job issued.
struct SerialRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint64_t leaf_index = 0;
  bool holds(std::uint32_t number) const { return first <= number && number <= last; }
};

// What all labels of a lot have in common: its facts but for their age, the serial and its scans.
struct KeptLot {
  LotFacts facts;
  bool has_voids = false;                 // of sealed serials
  std::optional<SerialRange> range = {};  // the one that the last serial asked for lies in
};

// Parts of lots' records that were found or stored in the write transaction under way, by their
// text.
struct KnownParts {
  static constexpr std::size_t kMost = 1024;
  std::uint64_t moment = 0;  // of the database
  std::map<std::string, std::int64_t, std::less<>> ids = {};
};

// What was read lately, of a connection that cannot write: good while the content version is the
// same.
struct KeptFacts {
  static constexpr std::size_t kMost = 256;  // about 2 MB each
  std::uint64_t version = 0;
  std::unordered_map<std::string, NamedFacts> by_names = {};
  std::unordered_map<std::uint64_t, KeptLot> lots = {};  // by key id and issue number
};

}  // namespace sql

struct Registry::Engine {
  std::unique_ptr<sql::Database> database;
  sql::RecordReader records;
  sql::KeptFacts kept_facts = {};
  sql::KnownParts known_parts = {};
  // Of the last content_version(): what the engine says changes with every commit of another.
  std::int64_t file_version = -1;
  std::uint64_t content_version = 0;
  // Of a connection that cannot write: within one moment nothing changes, so it is asked once.
  enum class Moment { none, begun, version_read } moment = Moment::none;
  std::optional<FactEntries> fact_entries = {};
};

namespace sql {

// A record that another names. An empty id names none and is fine.
struct Reference {
  std::string_view field;  // of the one that names it
  std::string_view kind;   // cooperative, place, product
  std::string_view id;
};
// `unknown_reference` for the first that does not exist.
std::optional<Error> missing_reference(Database& database,
                                       std::initializer_list<Reference> references);

// The highest number of that kind that a restore declared spent; 0: none.
std::int64_t spent_number(Database& database, std::string_view what, std::string_view subject);

// Every query for whole lots begins with kLotSelect: lot `l`, its realm `r`. kBareLotSelect leaves
// the lot's record empty, which is most of its bytes and says nothing of a label.
extern const std::string kLotSelect, kBareLotSelect;
inline constexpr const char* kWhereCode = "WHERE r.name = ? AND l.gtin = ? AND l.code = ?";
inline constexpr const char* kWhereRequest = "WHERE r.name = ? AND l.request_id = ?";
inline constexpr const char* kWhereShortCode = "WHERE l.short_code = ?";
// As its seal says, which is what a label of it carries.
KeyId key_id_of(const Lot& lot);
Lot lot_row(const Statement& row);
std::optional<Lot> first_lot(Statement rows);
std::optional<Lot> lot_by_code(Database& database, std::string_view realm, const Gtin& gtin,
                               const LotCode& code);

// SQLite's integers end at 63 bits; no log reaches that far.
std::int64_t within_63_bits(std::uint64_t value);

// The row of a realm, made where there is none.
std::int64_t realm_row(Database& database, std::string_view name);

// The log of a realm: its next index, and an entry at exactly that index. REQUIRES a transaction
// around both.
std::uint64_t next_leaf_index(Database& database, std::int64_t realm_id);
void append_log_entry(Database& database, std::int64_t realm_id, std::uint64_t leaf_index,
                      std::string_view entry);
// The same at the next index.
void append_log_entry(Database& database, std::int64_t realm_id, std::string_view entry);
// A lot's place, or where a fact of none is logged: the realm, or its test realm while there is no
// other.
struct LogPlace {
  std::int64_t realm_id = 0;
  std::string realm;
  std::uint64_t lot_leaf_index = 0;
};
LogPlace log_place_of_lot(Database& database, std::int64_t lot_id);
std::optional<LogPlace> main_log(Database& database);
// Appends to the main log, where there is one, what `make` makes of its realm.
void append_to_main_log(Database& database,
                        const std::function<std::string(std::string_view realm)>& make);

// What is known of one serial of a lot.
struct SerialFacts {
  SerialState state = SerialState::none_asked;
  std::optional<Void> voided = {};
  std::optional<std::uint64_t> print_leaf_index = {};
  std::optional<SerialRange> range = {};  // of the sealed serials that it is one of
};
SerialFacts sealed_serial(Database& database, std::int64_t lot_id, const Serial& serial);
// Every query for whole rolls begins with kRollSelect: roll `o`, its realm `r`; for their ranges
// with kRollRangeSelect: range `g`.
extern const std::string kRollSelect, kRollRangeSelect;
Roll roll_row(const Statement& row);
RollRange roll_range_row(const Statement& row);
// In the order of labels. Throws std::logic_error where one is left out.
std::vector<Serial> roll_codes(Database& database, std::int64_t roll_id);
// What is known of a code that was printed ahead, and the range that it was given with.
struct RollCode {
  RollLabel label;
  UnclaimedCode code;
  std::string product_id;
  std::optional<RollRange> range = {};
};
std::optional<RollCode> roll_code(Database& database, const Serial& code);
// The log index of the entry by which the lot claimed the code; none: it did not.
std::optional<std::uint64_t> claimed_at(Database& database, std::int64_t lot_id,
                                        const std::string& serial);
std::uint64_t claimed_labels(Database& database, std::int64_t lot_id);  // voided ones too
// How many rolls a restore knows by their entry alone: nobody can say which codes they had.
std::int64_t lost_rolls(Database& database);

SerialFacts any_serial(Database& database, std::int64_t lot_id, const Serial& serial);
bool has_voids(Database& database, std::int64_t lot_id);

// Every query for whole print jobs begins with kJobSelect: print job `j`.
extern const std::string kJobSelect;
PrintJob job_row(const Statement& row);
// From its first five columns: all but who.
Void void_row(const Statement& row);
KeyStatus key_status_from(const std::string& text);
// From its first eight columns.
IssuerKeyRecord key_row(const Statement& row);
// From five columns: status, cut_at, packed_until, reason, at.
KeyStatusChange status_change(const Statement& row, int first);
Recall recall_row(const Statement& row);

// The last sealed serial printed for a lot; ranges follow one another without a gap, from 1.
std::uint32_t last_printed(Database& database, std::int64_t lot_id);
std::vector<PrintJob> newest_jobs(Database& database, const PrintFilter& filter);
// `serial_taken` (value: the serial) for the first of them that stands already, or twice among
// them; none: neither.
std::optional<Error> taken_serial(std::span<const Serial> serials,
                                  const std::function<bool(const std::string&)>& stands);
// How many labels of a job are void.
std::uint32_t voided_labels(Database& database, const PrintJob& job);
// The first void label of those that a reprint would repeat: its serial, or its number.
std::optional<std::string> first_voided(Database& database, const PrintJob& again);
// The voids of serials that the void of a job's labels comes to; none for a lot's seal.
std::vector<Void> voids_of(Database& database, const PrintJob& job, const PrintOutcome& outcome);

// Those of a lot, its product and its cooperative.
inline constexpr const char* kRecallsOf =
    "SELECT lot_id, product_id, reason, instruction, since FROM recall "
    "WHERE lot_id = ? OR product_id = ? OR cooperative_id = ? ORDER BY id";
std::vector<Recall> recalls_of(Database& database, const Lot& lot);
std::optional<LotCancellation> cancellation_of(Database& database, std::int64_t lot_id);
ScanCount scans_of(Database& database, std::int64_t lot_id, std::string_view serial);
std::vector<Certification> certifications_of(Database& database, RecordReader& records,
                                             std::string_view cooperative_id,
                                             std::string_view product_id);

}  // namespace sql
}  // namespace temgoc
