// Makes rows from log entries alone, as a restore finds them in a log that survived.
#include "temgoc/registry/registry_restore.h"

#include <stdexcept>

#include "engine.h"
#include "restore_state.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr std::int64_t kMostOther = 1'000'000'000;
constexpr int kShortCodeTries = 20;
constexpr const char* kUnknownText = "?";  // where a column must hold something and it is lost
// Zeros stand in for a lot's 64 bytes of signature: its labels carry it, the log does not.
constexpr std::size_t kSignatureBytes = 64;

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

}  // namespace temgoc
