#include <algorithm>

#include "engine.h"

namespace temgoc {

using sqlite::Database;
using sqlite::Statement;

namespace {

std::int64_t realm_row(Database& database, std::string_view name) {
  database.run("INSERT INTO realm (name, test) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
               int{name.ends_with(kTestRealmSuffix)});
  return database.number("SELECT id FROM realm WHERE name = ?", name);
}

void append_status(Database& database, const KeyId& id, KeyStatus status,
                   const std::optional<std::uint64_t>& cut_at, Instant at) {
  database.run("INSERT INTO issuer_key_status (key_id, status, cut_at, at) VALUES (?, ?, ?, ?)", id,
               to_text(status), cut_at, at);
}

KeyStatus status_from(const std::string& text) {
  for (KeyStatus status :
       {KeyStatus::active, KeyStatus::retired, KeyStatus::cut, KeyStatus::test}) {
    if (to_text(status) == text) return status;
  }
  throw SystemFailure({.code = "registry_damaged", .args = {{"reason", "key status " + text}}});
}

template <std::size_t Size>
std::array<std::uint8_t, Size> exactly(const Bytes& bytes) {
  std::array<std::uint8_t, Size> copy{};
  std::copy_n(bytes.begin(), std::min(Size, bytes.size()), copy.begin());
  return copy;
}

IssuerKeyRecord key_row(const Statement& row) {
  IssuerKeyRecord key{.id = exactly<4>(row.blob(0)),
                      .key = exactly<32>(row.blob(1)),
                      .cooperative_id = row.text(2),
                      .realm = row.text(3),
                      .status = status_from(row.text(4)),
                      .created_at = row.instant(6)};
  if (!row.is_null(5)) key.cut_at = static_cast<std::uint64_t>(row.integer(5));
  return key;
}

}  // namespace

Result<void> Registry::add_key(const IssuerKeyRecord& key) {
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
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
      key.id, key.key, sqlite::null_if_empty(key.cooperative_id), realm_row(database, key.realm),
      key.created_at);
  append_status(database, key.id, key.status, key.cut_at, key.created_at);
  transaction.commit();
  return {};
}

Result<void> Registry::set_key_status(const KeyId& id, KeyStatus status,
                                      std::optional<std::uint64_t> cut_at, Instant at) {
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  if (!database.exists("SELECT 1 FROM issuer_key WHERE id = ?", id)) {
    return Error{.code = "unknown_reference", .field = "key_id", .value = to_hex(id)};
  }
  append_status(database, id, status, cut_at, at);
  if (engine_->fact_entries) {
    Statement row = database.query(
        "SELECT r.id, r.name FROM issuer_key k JOIN realm r ON r.id = k.realm_id WHERE k.id = ?",
        id);
    row.step();
    sqlite::append_log_entry(
        database, row.integer(0),
        engine_->fact_entries->key_status(row.text(1), id, status, cut_at, at));
  }
  transaction.commit();
  return {};
}

std::vector<IssuerKeyRecord> Registry::keys() const {
  Statement rows = engine_->database->query(
      "SELECT k.id, k.public_key, k.cooperative_id, r.name, s.status, s.cut_at, k.created_at "
      "FROM issuer_key k JOIN realm r ON r.id = k.realm_id JOIN issuer_key_status s "
      "ON s.id = (SELECT max(id) FROM issuer_key_status WHERE key_id = k.id) "
      "ORDER BY k.created_at, k.id");
  std::vector<IssuerKeyRecord> keys;
  while (rows.step()) keys.push_back(key_row(rows));
  return keys;
}

}  // namespace temgoc
