// Stores issuer keys and each change of their status, with its log entry.
#include <algorithm>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

void append_status(Database& database, const KeyId& id, const KeyStatusChange& change) {
  database.run(
      "INSERT INTO issuer_key_status (key_id, status, cut_at, packed_until, reason, at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      id, to_text(change.status), change.cut_at, change.packed_until, change.reason, change.at);
}

}  // namespace

std::int64_t sql::realm_row(Database& database, std::string_view name) {
  database.run("INSERT INTO realm (name, test) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
               int{name.ends_with(kTestRealmSuffix)});
  return database.number("SELECT id FROM realm WHERE name = ?", name);
}

KeyStatus sql::key_status_from(const std::string& text) {
  for (KeyStatus status :
       {KeyStatus::active, KeyStatus::retired, KeyStatus::cut, KeyStatus::test}) {
    if (to_text(status) == text) return status;
  }
  throw SystemFailure({.code = "registry_damaged", .args = {{"reason", "key status " + text}}});
}

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> exactly(const Bytes& bytes) {
  std::array<std::uint8_t, Size> copy{};
  std::copy_n(bytes.begin(), std::min(Size, bytes.size()), copy.begin());
  return copy;
}

}  // namespace

IssuerKeyRecord sql::key_row(const Statement& row) {
  IssuerKeyRecord key{.id = exactly<4>(row.blob(0)),
                      .key = exactly<32>(row.blob(1)),
                      .cooperative_id = row.text(2),
                      .realm = row.text(3),
                      .status = key_status_from(row.text(4)),
                      .created_at = row.instant(6)};
  if (!row.is_null(5)) key.cut_at = static_cast<std::uint64_t>(row.integer(5));
  if (!row.is_null(7)) key.packed_until = row.day(7);
  return key;
}

KeyStatusChange sql::status_change(const Statement& row, int first) {
  KeyStatusChange change{.status = key_status_from(row.text(first)),
                         .reason = row.text(first + 3),
                         .at = row.instant(first + 4)};
  if (!row.is_null(first + 1)) change.cut_at = static_cast<std::uint64_t>(row.integer(first + 1));
  if (!row.is_null(first + 2)) change.packed_until = row.day(first + 2);
  return change;
}

Result<void> Registry::add_key(const IssuerKeyRecord& key) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (auto missing =
          missing_reference(database, {{"cooperative_id", "cooperative", key.cooperative_id}})) {
    return *missing;
  }
  if (database.exists("SELECT 1 FROM issuer_key WHERE id = ?", key.id)) {
    return Error{.code = "key_exists", .field = "key_id", .value = to_hex(key.id)};
  }
  database.run(
      "INSERT INTO issuer_key (id, public_key, cooperative_id, realm_id, created_at) "
      "VALUES (?, ?, ?, ?, ?)",
      key.id, key.key, sql::null_if_empty(key.cooperative_id), sql::realm_row(database, key.realm),
      key.created_at);
  append_status(database, key.id,
                {.status = key.status,
                 .cut_at = key.cut_at,
                 .packed_until = key.packed_until,
                 .at = key.created_at});
  if (engine_->fact_entries) {
    sql::append_log_entry(database, realm_row(database, key.realm),
                          engine_->fact_entries->new_key(key.realm, key.key, key.cooperative_id,
                                                         key.status, key.created_at));
  }
  transaction.commit();
  return {};
}

Result<void> Registry::set_key_status(const KeyId& id, const KeyStatusChange& change) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (!database.exists("SELECT 1 FROM issuer_key WHERE id = ?", id)) {
    return Error{.code = "unknown_reference", .field = "key_id", .value = to_hex(id)};
  }
  append_status(database, id, change);
  if (engine_->fact_entries) {
    Statement row = database.query(
        "SELECT r.id, r.name FROM issuer_key k JOIN realm r ON r.id = k.realm_id WHERE k.id = ?",
        id);
    row.step();
    sql::append_log_entry(database, row.integer(0),
                          engine_->fact_entries->key_status(row.text(1), id, change));
  }
  transaction.commit();
  return {};
}

std::vector<IssuerKeyRecord> Registry::keys() const {
  Statement rows = engine_->database->query(
      "SELECT k.id, k.public_key, k.cooperative_id, r.name, s.status, s.cut_at, k.created_at, "
      "s.packed_until "
      "FROM issuer_key k JOIN realm r ON r.id = k.realm_id JOIN issuer_key_status s "
      "ON s.id = (SELECT max(id) FROM issuer_key_status WHERE key_id = k.id) "
      "ORDER BY k.created_at, k.id");
  std::vector<IssuerKeyRecord> keys;
  while (rows.step()) keys.push_back(sql::key_row(rows));
  return keys;
}

std::vector<KeyStatusChange> Registry::key_history(const KeyId& id) const {
  Statement rows = engine_->database->query(
      "SELECT status, cut_at, packed_until, reason, at FROM issuer_key_status WHERE key_id = ? "
      "ORDER BY id",
      id);
  std::vector<KeyStatusChange> history;
  while (rows.step()) history.push_back(sql::status_change(rows, 0));
  return history;
}

std::vector<Lot> Registry::lots_of_key(const KeyId& id, unsigned limit) const {
  static const std::string kSql =
      sql::kLotSelect + "WHERE l.key_id = ? ORDER BY l.issue_number DESC LIMIT ?";
  Statement rows = engine_->database->query(kSql, id, limit);
  std::vector<Lot> lots;
  while (rows.step()) lots.push_back(sql::lot_row(rows));
  return lots;
}

std::optional<Day> Registry::last_packed_on(const KeyId& id) const {
  Statement row = engine_->database->query("SELECT max(packed_on) FROM lot WHERE key_id = ?", id);
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.day(0);
}

}  // namespace temgoc
