// Users, sessions and wrong guesses, in a file of their own.
#include "temgoc/registry/accounts.h"

#include "accounts_engine.h"
#include "embedded/accounts_schema.h"
#include "registry/sqlite/open_file.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr std::int64_t kAccountsId = 0x74656d75;  // "temu"; never changes

constexpr const char* kUserColumns =
    "SELECT id, name, role, cooperative_id, disabled, password <> '', created_at FROM user ";
constexpr const char* kSessionColumns =
    "SELECT digest, user_id, created_at, seen_at, address, agent FROM session ";

User user_row(const Statement& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .role = role_from(row.text(2)).value_or(Role::viewer),
          .cooperative_id = row.text(3),
          .disabled = row.integer(4) != 0,
          .has_password = row.integer(5) != 0,
          .created_at = row.instant(6)};
}

UserSession session_row(const Statement& row) {
  return {row.text(0), row.text(1), row.instant(2), row.instant(3), row.text(4), row.text(5)};
}

std::vector<User> all_users(Statement rows) {
  std::vector<User> users;
  while (rows.step()) users.push_back(user_row(rows));
  return users;
}

}  // namespace

Accounts::Accounts(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Accounts::Accounts(Accounts&&) noexcept = default;
Accounts& Accounts::operator=(Accounts&&) noexcept = default;
Accounts::~Accounts() = default;

Result<Accounts> Accounts::open(const std::filesystem::path& path) {
  auto database = sqlite::open_or_create(path, kAccountsId, embedded::accounts_schema);
  if (!database) return database.error();
  return Accounts(std::make_unique<Engine>(Engine{std::move(*database)}));
}

Result<void> Accounts::transaction(const std::function<Result<void>()>& work) {
  sql::Transaction transaction(*engine_->database);
  Result<void> done = work();
  if (done) transaction.commit();
  return done;
}

Result<void> Accounts::add_user(const User& added) {
  if (user(added.id)) return Error{"user_exists", "user", added.id};
  engine_->database->run(
      "INSERT INTO user (id, name, role, cooperative_id, disabled, created_at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      added.id, added.name, to_text(added.role), added.cooperative_id, added.disabled ? 1 : 0,
      added.created_at);
  return {};
}

Result<void> Accounts::change_user(const User& changed) {
  if (!user(changed.id)) return Error{"user_unknown", "user", changed.id};
  engine_->database->run(
      "UPDATE user SET name = ?2, role = ?3, cooperative_id = ?4, disabled = ?5 WHERE id = ?1",
      changed.id, changed.name, to_text(changed.role), changed.cooperative_id,
      changed.disabled ? 1 : 0);
  return {};
}

std::optional<User> Accounts::user(std::string_view id) const {
  Statement row = engine_->database->query(std::string(kUserColumns) + "WHERE id = ?", id);
  if (!row.step()) return std::nullopt;
  return user_row(row);
}

std::vector<User> Accounts::users(std::string_view cooperative_id) const {
  const std::string columns = kUserColumns;
  if (cooperative_id.empty()) return all_users(engine_->database->query(columns + "ORDER BY id"));
  return all_users(
      engine_->database->query(columns + "WHERE cooperative_id = ? ORDER BY id", cooperative_id));
}

Credentials Accounts::credentials(std::string_view id) const {
  Statement row =
      engine_->database->query("SELECT password, code, code_until FROM user WHERE id = ?", id);
  if (!row.step()) return {};
  return {row.text(0), row.text(1), row.instant(2)};
}

void Accounts::set_credentials(std::string_view id, const Credentials& credentials) {
  engine_->database->run("UPDATE user SET password = ?2, code = ?3, code_until = ?4 WHERE id = ?1",
                         id, credentials.password_hash, credentials.code_digest,
                         credentials.code_until);
}

void Accounts::add_session(const UserSession& added) {
  engine_->database->run(
      "INSERT INTO session (digest, user_id, created_at, seen_at, address, agent) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      added.digest, added.user_id, added.created_at, added.seen_at, added.address, added.agent);
}

std::optional<UserSession> Accounts::session(std::string_view digest) const {
  Statement row =
      engine_->database->query(std::string(kSessionColumns) + "WHERE digest = ?", digest);
  if (!row.step()) return std::nullopt;
  return session_row(row);
}

std::vector<UserSession> Accounts::sessions(std::string_view user_id) const {
  Statement rows = engine_->database->query(
      std::string(kSessionColumns) + "WHERE user_id = ? ORDER BY created_at DESC", user_id);
  std::vector<UserSession> sessions;
  while (rows.step()) sessions.push_back(session_row(rows));
  return sessions;
}

void Accounts::touch_session(std::string_view digest, Instant seen_at) {
  engine_->database->run("UPDATE session SET seen_at = ?2 WHERE digest = ?1", digest, seen_at);
}

void Accounts::erase_user(std::string_view id) {
  sql::Database& database = *engine_->database;
  database.run_script("PRAGMA secure_delete = ON");
  database.run("DELETE FROM session WHERE user_id = ?", id);
  database.run("DELETE FROM import_draft WHERE user_id = ?", id);
  database.run("UPDATE api_token SET created_by = '—' WHERE created_by = ?", id);
  database.run("DELETE FROM user WHERE id = ?", id);
}

void Accounts::forget_pages() {
  engine_->database->query("PRAGMA wal_checkpoint(TRUNCATE)").step();
}

void Accounts::end_session(std::string_view digest) {
  engine_->database->run("DELETE FROM session WHERE digest = ?", digest);
}

void Accounts::end_sessions(std::string_view user_id) {
  engine_->database->run("DELETE FROM session WHERE user_id = ?", user_id);
}

void Accounts::end_sessions_before(Instant created_at, Instant seen_at) {
  engine_->database->run("DELETE FROM session WHERE created_at < ? OR seen_at < ?", created_at,
                         seen_at);
}

std::map<std::string, std::string> Accounts::column_choices(std::string_view cooperative_id,
                                                            std::string_view kind) const {
  Statement rows = engine_->database->query(
      "SELECT header, name FROM column_choice WHERE cooperative_id = ? AND kind = ?",
      cooperative_id, kind);
  std::map<std::string, std::string> choices;
  while (rows.step()) choices.emplace(rows.text(0), rows.text(1));
  return choices;
}

std::vector<Accounts::ColumnChoice> Accounts::all_column_choices() const {
  Statement rows = engine_->database->query(
      "SELECT cooperative_id, kind, header, name FROM column_choice ORDER BY cooperative_id, kind, "
      "header");
  std::vector<ColumnChoice> choices;
  while (rows.step()) choices.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  return choices;
}

void Accounts::keep_column_choice(std::string_view cooperative_id, std::string_view kind,
                                  std::string_view header, std::string_view name) {
  engine_->database->run(
      "INSERT INTO column_choice (cooperative_id, kind, header, name) VALUES (?, ?, ?, ?) ON "
      "CONFLICT DO UPDATE SET name = excluded.name",
      cooperative_id, kind, header, name);
}

Misses Accounts::misses(std::string_view subject) const {
  Statement row =
      engine_->database->query("SELECT times, last_at FROM missed WHERE subject = ?", subject);
  if (!row.step()) return {};
  return {static_cast<std::uint32_t>(row.integer(0)), row.instant(1)};
}

void Accounts::add_miss(std::string_view subject, Instant at) {
  engine_->database->run("DELETE FROM missed WHERE last_at < ?", at - kMissesRest);
  engine_->database->run(
      "INSERT INTO missed (subject, times, last_at) VALUES (?, 1, ?) ON CONFLICT (subject) DO "
      "UPDATE SET times = times + 1, last_at = excluded.last_at",
      subject, at);
}

void Accounts::forget_misses(std::string_view subject) {
  engine_->database->run("DELETE FROM missed WHERE subject = ?", subject);
}

}  // namespace temgoc
