// Makes rows from log entries alone, and marks numbers as spent that may have been used.
#include "temgoc/registry/registry_restore.h"

#include <algorithm>
#include <stdexcept>

#include "engine.h"
#include "registry/open_database.h"

namespace temgoc {

namespace fs = std::filesystem;
using sql::Database;
using sql::Statement;

namespace {

constexpr std::int64_t kMostSerials = 9'999'999;
constexpr std::int64_t kMostGtins = 99'999;
constexpr std::int64_t kMostBlocks = 89'999;
constexpr std::int64_t kMostOther = 1'000'000'000;
constexpr int kShortCodeTries = 20;
constexpr const char* kUnknownText = "?";  // where a column must hold something and it is lost
// Zeros stand in for a lot's 64 bytes of signature: its labels carry it, the log does not.
constexpr std::size_t kSignatureBytes = 64;

std::optional<std::int64_t> first_number(Statement row) {
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

// A realm that had no key when the backup was made has no row yet.
std::int64_t realm_id_of(Database& database, std::string_view realm) {
  database.run("INSERT INTO realm (name, test) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", realm,
               int{realm.ends_with(kTestRealmSuffix)});
  return database.number("SELECT id FROM realm WHERE name = ?", realm);
}

std::optional<std::int64_t> lot_at(Database& database, std::int64_t realm_id,
                                   std::uint64_t leaf_index) {
  return first_number(database.query("SELECT id FROM lot WHERE realm_id = ? AND leaf_index = ?",
                                     realm_id, leaf_index));
}

ShortCode free_short_code(Database& database, const RandomSource& random) {
  for (int tries = 0; tries < kShortCodeTries; ++tries) {
    ShortCode code = ShortCode::random(random);
    if (!database.exists("SELECT 1 FROM lot WHERE short_code = ?", code.text())) return code;
  }
  throw SystemFailure({.code = "random_source_repeats"});
}

void spend(Database& database, std::string_view what, std::string_view subject,
           std::int64_t up_to) {
  database.run(
      "INSERT INTO spent_number (what, subject, up_to) VALUES (?, ?, ?) ON CONFLICT (what, "
      "subject) DO UPDATE SET up_to = max(spent_number.up_to, excluded.up_to)",
      what, subject, up_to);
}

// Where a lot's entry lies in the log.
struct LotPlace {
  std::int64_t realm_id = 0;
  std::uint64_t leaf_index = 0;
};

// The row of a lot of which only the entry is known; nothing while its product or key is not on
// record. No such lot has a record, so it is told from a whole one.
std::optional<std::int64_t> insert_lot(Database& database, const LotPlace& place,
                                       const LotOfEntry& lot, const std::string& host,
                                       const RandomSource& random, Instant at) {
  Statement product =
      database.query("SELECT id, cooperative_id FROM product WHERE gtin = ?", lot.gtin.digits());
  if (!product.step()) return std::nullopt;
  if (!database.exists("SELECT 1 FROM issuer_key WHERE id = ? AND realm_id = ?", lot.header.key_id,
                       place.realm_id))
    return std::nullopt;
  const std::int64_t id = database.number("SELECT coalesce(max(id), 0) + 1 FROM lot");
  const auto header = encode(lot.header);
  Bytes seal(header.begin(), header.end());
  seal.resize(seal.size() + kSignatureBytes);
  database.run(
      "INSERT INTO lot (id, realm_id, key_id, issue_number, leaf_index, cooperative_id, "
      "product_id, gtin, code, short_code, seal, host, packed_on, shelf_life_days, "
      "quantity_thousandths, unit, backdate_reason, issued_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, place.realm_id, lot.header.key_id, lot.header.issue_number, place.leaf_index,
      product.text(1), product.text(0), lot.gtin.digits(), lot.code.text(),
      free_short_code(database, random).text(), seal, host, lot.header.packed_on,
      lot.header.shelf_life_days, 1, kUnknownText, lot.backdate_reason, at);
  return id;
}

}  // namespace

struct RegistryRestore::State {
  std::unique_ptr<Database> database;
  Registry registry;
};

RegistryRestore::RegistryRestore(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistryRestore::RegistryRestore(RegistryRestore&&) noexcept = default;
RegistryRestore::~RegistryRestore() = default;

Result<RegistryRestore> RegistryRestore::open(const fs::path& path) {
  if (auto file = sql::require_file(path); !file) return file.error();
  auto registry = Registry::open(path);
  if (!registry) return registry.error();
  auto database = sql::open_database(path);
  if (!database) return database.error();
  return RegistryRestore(
      std::make_unique<State>(State{std::move(*database), std::move(*registry)}));
}

Result<void> RegistryRestore::transaction(const std::function<Result<void>()>& work) {
  sql::Transaction transaction(*state_->database);
  Result<void> done = work();
  if (done) transaction.commit();
  return done;
}

namespace {

// Puts the entry on record as one whose row was lost.
void take(Database& database, const EntryTaken& taken, std::string_view kind,
          const std::optional<std::int64_t>& row_id) {
  database.run(
      "INSERT INTO known_by_entry (realm_id, leaf_index, kind, row_id) VALUES (?, ?, ?, ?) ON "
      "CONFLICT (realm_id, leaf_index) DO UPDATE SET row_id = excluded.row_id",
      realm_id_of(database, taken.realm), taken.index, kind, row_id);
}

// In the log, unless it lies there and waits.
std::int64_t log_entry(Database& database, const EntryTaken& taken) {
  const std::int64_t realm_id = realm_id_of(database, taken.realm);
  const std::uint64_t next = sql::next_leaf_index(database, realm_id);
  if (taken.index == next) {
    sql::append_log_entry(database, realm_id, taken.index, taken.entry);
  } else if (!database.exists("SELECT 1 FROM known_by_entry WHERE realm_id = ? AND leaf_index = ? "
                              "AND row_id IS NULL",
                              realm_id, taken.index)) {
    throw std::logic_error("an entry taken back out of turn");
  }
  return realm_id;
}

}  // namespace

bool RegistryRestore::take_lot(const EntryTaken& taken, const LotOfEntry& lot,
                               const std::string& host, const RandomSource& random, Instant at) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const auto row = insert_lot(database, {realm_id, taken.index}, lot, host, random, at);
  database.run(
      "INSERT INTO known_by_entry (realm_id, leaf_index, kind, row_id, key_id, issue_number, gtin, "
      "code) VALUES (?, ?, 'lot', ?, ?, ?, ?, ?) ON CONFLICT (realm_id, leaf_index) DO UPDATE SET "
      "row_id = excluded.row_id",
      realm_id, taken.index, row, lot.header.key_id, lot.header.issue_number, lot.gtin.digits(),
      lot.code.text());
  spend(database, "issue_number", to_hex(lot.header.key_id), lot.header.issue_number);
  return row.has_value();
}

bool RegistryRestore::take_print_job(const EntryTaken& taken, std::uint64_t lot_leaf_index,
                                     const PrintJob& job) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const auto lot_id = lot_at(database, realm_id, lot_leaf_index);
  std::optional<std::int64_t> row;
  if (lot_id) {
    row = database.number("SELECT coalesce(max(id), 0) + 1 FROM print_job");
    // No content: as a job of before it was kept, it is not printed again.
    database.run(
        "INSERT INTO print_job (id, lot_id, realm_id, leaf_index, template_id, template_sha256, "
        "kind, first_serial, last_serial, labels, at, pages_in_part) "
        "VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)",
        *row, *lot_id, realm_id, taken.index, kUnknownText, to_text(job.kind), job.first_serial,
        job.last_serial, job.labels, job.at, kMostOther);
    // Its labels may be on goods, so it counts as released; which file it was is lost.
    database.run(
        "INSERT INTO printed_part (job_id, part, file, sha256, pages, read_back, at) "
        "VALUES (?, 1, ?, ?, 1, 0, ?)",
        *row, kUnknownText, std::string(64, '0'), job.at);
  }
  take(database, taken, "print_job", row);
  return row.has_value();
}

bool RegistryRestore::take_recall(const EntryTaken& taken, const Recall& recall,
                                  std::string_view subject, Instant at) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  std::optional<std::int64_t> lot;
  std::optional<std::string_view> product, cooperative;
  if (recall.scope == Recall::Scope::lot) {
    lot = lot_at(database, realm_id, std::stoull(std::string(subject)));
  } else if (recall.scope == Recall::Scope::product) {
    if (database.exists("SELECT 1 FROM product WHERE id = ?", subject)) product = subject;
  } else if (database.exists("SELECT 1 FROM cooperative WHERE id = ?", subject)) {
    cooperative = subject;
  }
  std::optional<std::int64_t> row;
  if (lot || product || cooperative) {
    row = database.insert(
        "INSERT INTO recall (lot_id, product_id, cooperative_id, reason, instruction, since, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        lot, product, cooperative, recall.reason, recall.instruction, recall.since, at);
  }
  take(database, taken, "recall", row);
  return row.has_value();
}

bool RegistryRestore::take_void(const EntryTaken& taken, std::uint64_t lot_leaf_index,
                                const Void& voided) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const auto lot_id = lot_at(database, realm_id, lot_leaf_index);
  std::optional<std::int64_t> row;
  if (lot_id) {
    row = database.insert(
        "INSERT INTO void_range (lot_id, first, last, listed_serial, reason, at, who) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        *lot_id, voided.first, voided.last, sql::null_if_empty(voided.listed_serial), voided.reason,
        voided.at, voided.who);
  }
  take(database, taken, "void", row);
  return row.has_value();
}

bool RegistryRestore::take_lot_cancellation(const EntryTaken& taken, std::uint64_t lot_leaf_index,
                                            const LotCancellation& cancelled) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const auto lot_id = lot_at(database, realm_id, lot_leaf_index);
  std::optional<std::int64_t> row;
  if (lot_id) {
    row = database.insert(
        "INSERT INTO lot_cancellation (lot_id, reason, who, at) VALUES (?, ?, ?, ?)", *lot_id,
        cancelled.reason, cancelled.who, cancelled.at);
  }
  take(database, taken, "lot_cancellation", row);
  return row.has_value();
}

bool RegistryRestore::take_roll_range(const EntryTaken& taken, std::uint64_t roll_leaf_index,
                                      const std::optional<std::uint64_t>& lot_leaf_index,
                                      const RollRange& range) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const auto roll_id = first_number(database.query(
      "SELECT id FROM roll WHERE realm_id = ? AND leaf_index = ?", realm_id, roll_leaf_index));
  const auto lot_id = lot_leaf_index ? lot_at(database, realm_id, *lot_leaf_index) : std::nullopt;
  std::optional<std::int64_t> row;
  if (roll_id && lot_id.has_value() == lot_leaf_index.has_value()) {
    row = database.number("SELECT coalesce(max(id), 0) + 1 FROM roll_range");
    database.run(
        "INSERT INTO roll_range (id, roll_id, first, last, lot_id, reason, who, at, realm_id, "
        "leaf_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *row, *roll_id, range.first, range.last, lot_id, range.reason, range.who, range.at,
        realm_id, taken.index);
  }
  take(database, taken, "roll_range", row);
  return row.has_value();
}

bool RegistryRestore::take_event_error(const EntryTaken& taken, std::int64_t event_id,
                                       const EventError& error) {
  Database& database = *state_->database;
  log_entry(database, taken);
  std::optional<std::int64_t> row;
  const bool free = database.exists("SELECT 1 FROM event WHERE id = ?", event_id) &&
                    !database.exists("SELECT 1 FROM event_error WHERE event_id = ?", event_id);
  if (free) {
    // The event that stands instead may be lost.
    const auto replaced =
        first_number(database.query("SELECT id FROM event WHERE id = ?", error.replaced_by));
    row = database.insert(
        "INSERT INTO event_error (event_id, replaced_by, reason, who, at) VALUES (?, ?, ?, ?, ?)",
        event_id, replaced, error.reason, error.who, error.at);
  }
  take(database, taken, "event_error", row);
  return row.has_value();
}

bool RegistryRestore::take_key_status(const EntryTaken& taken, const KeyId& key,
                                      const KeyStatusChange& change) {
  Database& database = *state_->database;
  log_entry(database, taken);
  std::optional<std::int64_t> row;
  if (database.exists("SELECT 1 FROM issuer_key WHERE id = ?", key)) {
    row = database.insert(
        "INSERT INTO issuer_key_status (key_id, status, cut_at, packed_until, reason, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        key, to_text(change.status), change.cut_at, change.packed_until, change.reason, change.at);
  }
  take(database, taken, "key_status", row);
  return row.has_value();
}

bool RegistryRestore::take_key(const EntryTaken& taken, const IssuerKeyRecord& key) {
  Database& database = *state_->database;
  const std::int64_t realm_id = log_entry(database, taken);
  const bool known = key.cooperative_id.empty() ||
                     database.exists("SELECT 1 FROM cooperative WHERE id = ?", key.cooperative_id);
  if (!known || database.exists("SELECT 1 FROM issuer_key WHERE id = ?", key.id)) {
    take(database, taken, "none", std::nullopt);
    return false;
  }
  database.run(
      "INSERT INTO issuer_key (id, public_key, cooperative_id, realm_id, created_at) VALUES (?, ?, "
      "?, ?, ?)",
      key.id, key.key, sql::null_if_empty(key.cooperative_id), realm_id, key.created_at);
  database.run(
      "INSERT INTO issuer_key_status (key_id, status, cut_at, packed_until, reason, at) VALUES (?, "
      "?, NULL, NULL, '', ?)",
      key.id, to_text(key.status), key.created_at);
  return true;
}

bool RegistryRestore::take_link_removal(const EntryTaken& taken, std::int64_t link_id, Instant at) {
  Database& database = *state_->database;
  log_entry(database, taken);
  const bool stands =
      database.exists("SELECT 1 FROM link WHERE id = ? AND removed_at IS NULL", link_id);
  if (stands) database.run("UPDATE link SET removed_at = ? WHERE id = ?", at, link_id);
  // The row holds all that the entry says, so it is compared as any other.
  if (!stands) take(database, taken, "none", std::nullopt);
  return stands;
}

void RegistryRestore::take_other(const EntryTaken& taken) {
  log_entry(*state_->database, taken);
  take(*state_->database, taken, "none", std::nullopt);
}

void RegistryRestore::take_trust_note(const EntryTaken& taken, TrustNote::Kind kind,
                                      std::uint64_t version) {
  take_other(taken);
  spend(*state_->database, to_text(kind), "", sql::within_63_bits(version));
}

void RegistryRestore::append(std::string_view realm, std::string_view entry) {
  Database& database = *state_->database;
  sql::append_log_entry(database, realm_id_of(database, realm), entry);
}

std::vector<RegistryRestore::Waiting> RegistryRestore::waiting() const {
  Statement rows = state_->database->query(
      "SELECT r.name, k.leaf_index, e.entry FROM known_by_entry k JOIN realm r ON r.id = "
      "k.realm_id "
      "JOIN log_entry e ON e.realm_id = k.realm_id AND e.leaf_index = k.leaf_index WHERE k.row_id "
      "IS NULL AND k.kind <> 'none' ORDER BY k.realm_id, k.leaf_index");
  std::vector<Waiting> all;
  while (rows.step()) {
    all.push_back({rows.text(0), static_cast<std::uint64_t>(rows.integer(1)),
                   std::string(as_text(rows.blob(2)))});
  }
  return all;
}

void RegistryRestore::spend_issue_numbers(const KeyId& key, std::uint32_t up_to) {
  spend(*state_->database, "issue_number", to_hex(key), up_to);
}

void RegistryRestore::spend_serials(std::uint32_t count) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'serial', CAST(l.id AS TEXT), "
      "min(?2, "
      "?1 + coalesce((SELECT max(j.last_serial) FROM print_job j WHERE j.lot_id = l.id), 0)) FROM "
      "lot l WHERE true ON CONFLICT (what, subject) DO UPDATE SET up_to = max(spent_number.up_to, "
      "excluded.up_to)",
      count, kMostSerials);
}

void RegistryRestore::spend_serials_of(const KeyId& key, std::uint32_t issue_number,
                                       std::uint32_t up_to) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'serial', CAST(id AS TEXT), min(?, "
      "?) FROM lot WHERE key_id = ? AND issue_number = ? ON CONFLICT (what, subject) DO UPDATE SET "
      "up_to = max(spent_number.up_to, excluded.up_to)",
      up_to, kMostSerials, key, issue_number);
}

void RegistryRestore::spend_gtins(std::uint32_t count) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'gtin', CAST(block AS TEXT), min(?2, "
      "last_number + ?1) FROM gtin_block WHERE true ON CONFLICT (what, subject) DO UPDATE SET "
      "up_to "
      "= max(spent_number.up_to, excluded.up_to)",
      count, kMostGtins);
}

void RegistryRestore::spend_gtin_blocks(std::uint32_t count) {
  Database& database = *state_->database;
  const std::int64_t last = database.number("SELECT coalesce(max(block), 0) FROM gtin_block");
  spend(database, "gtin_block", "", std::min(kMostBlocks, last + count));
}

void RegistryRestore::spend_links(std::uint32_t count) {
  Database& database = *state_->database;
  spend(database, "link", "", database.number("SELECT coalesce(max(id), 0) FROM link") + count);
}

void RegistryRestore::spend_events(std::uint32_t count) {
  Database& database = *state_->database;
  spend(database, "event", "", database.number("SELECT coalesce(max(id), 0) FROM event") + count);
}

void RegistryRestore::spend_trust_lists(std::uint64_t up_to) {
  spend(*state_->database, to_text(TrustNote::Kind::trust_list), "", sql::within_63_bits(up_to));
}

void RegistryRestore::spend_gtins_of_waiting_lots() {
  Database& database = *state_->database;
  std::vector<std::string> gtins;
  {
    Statement rows = database.query(
        "SELECT DISTINCT gtin FROM known_by_entry WHERE kind = 'lot' AND row_id IS NULL");
    while (rows.step()) gtins.push_back(rows.text(0));
  }
  // 0 29 BBBBB NNNNN C, in 14 digits.
  for (const std::string& gtin : gtins) {
    if (!gtin.starts_with("029")) continue;
    const std::int64_t block = std::stoll(gtin.substr(3, 5));
    spend(database, "gtin", std::to_string(block), std::stoll(gtin.substr(8, 5)));
    spend(database, "gtin_block", "", block);
  }
}

void RegistryRestore::spend_lots_of_days(Day first, Day last, std::uint32_t count) {
  Database& database = *state_->database;
  for (Day day = first; day <= last; day += std::chrono::days(1)) {
    const std::int64_t given = std::max(
        database.number("SELECT coalesce(max(lots), 0) FROM lots_of_day WHERE packed_on = ?", day),
        sql::spent_number(database, "lot_of_day", to_iso(day)));
    spend(database, "lot_of_day", to_iso(day), std::min(kMostOther, given + count));
  }
}

std::uint32_t RegistryRestore::last_issue_number(const KeyId& key) const {
  Database& database = *state_->database;
  return static_cast<std::uint32_t>(std::max(
      database.number("SELECT coalesce(max(issue_number), 0) FROM lot WHERE key_id = ?", key),
      sql::spent_number(database, "issue_number", to_hex(key))));
}

std::uint32_t RegistryRestore::last_serial(const KeyId& key, std::uint32_t issue_number) const {
  Database& database = *state_->database;
  const auto lot = first_number(database.query(
      "SELECT id FROM lot WHERE key_id = ? AND issue_number = ?", key, issue_number));
  if (!lot) return 0;
  return static_cast<std::uint32_t>(
      std::max(std::int64_t{sql::last_printed(database, *lot)},
               sql::spent_number(database, "serial", std::to_string(*lot))));
}

std::uint64_t RegistryRestore::log_size(std::string_view realm) const {
  return sql::next_leaf_index(*state_->database, realm_id_of(*state_->database, realm));
}

std::vector<std::string> RegistryRestore::log_entries(std::string_view realm, std::uint64_t from,
                                                      std::size_t limit) const {
  return state_->registry.log_entries(realm, from, limit);
}

std::vector<IssuerKeyRecord> RegistryRestore::keys() const { return state_->registry.keys(); }

}  // namespace temgoc
