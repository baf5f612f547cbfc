// The API's tokens, and the answers to requests that must not be done twice.
#include "accounts_engine.h"
#include "temgoc/base/text.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr const char* kTokenColumns =
    "SELECT id, name, role, cooperative_id, networks, created_at, created_by, expires_at, "
    "revoked_at, used_at, used_from FROM api_token ";

std::optional<Instant> instant_or_none(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

std::vector<std::string> networks_in(const std::string& text) {
  std::vector<std::string> networks;
  for (const std::string_view each : split(text, ' '))
    if (!each.empty()) networks.emplace_back(each);
  return networks;
}

std::string networks_text(const std::vector<std::string>& networks) {
  std::string text;
  for (const std::string& each : networks) text += (text.empty() ? "" : " ") + each;
  return text;
}

ApiToken token_row(const Statement& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .role = role_from(row.text(2)).value_or(Role::viewer),
          .cooperative_id = row.text(3),
          .networks = networks_in(row.text(4)),
          .created_at = row.instant(5),
          .created_by = row.text(6),
          .expires_at = row.instant(7),
          .revoked_at = instant_or_none(row, 8),
          .used_at = instant_or_none(row, 9),
          .used_from = row.text(10)};
}

std::optional<ApiToken> first_token(Statement rows) {
  if (!rows.step()) return std::nullopt;
  return token_row(rows);
}

}  // namespace

void Accounts::add_token(const ApiToken& token, std::string_view digest) {
  engine_->database->run(
      "INSERT INTO api_token (id, digest, name, role, cooperative_id, networks, created_at, "
      "created_by, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      token.id, digest, token.name, to_text(token.role), token.cooperative_id,
      networks_text(token.networks), token.created_at, token.created_by, token.expires_at);
}

std::optional<ApiToken> Accounts::token(std::string_view id) const {
  return first_token(engine_->database->query(std::string(kTokenColumns) + "WHERE id = ?", id));
}

std::optional<ApiToken> Accounts::token_of_digest(std::string_view digest) const {
  return first_token(
      engine_->database->query(std::string(kTokenColumns) + "WHERE digest = ?", digest));
}

std::vector<ApiToken> Accounts::tokens(std::string_view cooperative_id) const {
  Statement rows = engine_->database->query(
      std::string(kTokenColumns) + "WHERE ?1 = '' OR cooperative_id = ?1 ORDER BY id",
      cooperative_id);
  std::vector<ApiToken> tokens;
  while (rows.step()) tokens.push_back(token_row(rows));
  return tokens;
}

void Accounts::rename_token(std::string_view id, std::string_view name) {
  engine_->database->run("UPDATE api_token SET name = ? WHERE id = ?", name, id);
}

void Accounts::revoke_token(std::string_view id, Instant at) {
  engine_->database->run(
      "UPDATE api_token SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, at);
}

void Accounts::touch_token(std::string_view id, Instant used_at, std::string_view from) {
  engine_->database->run("UPDATE api_token SET used_at = ?2, used_from = ?3 WHERE id = ?1", id,
                         used_at, from);
}

std::optional<KeptAnswer> Accounts::answer(const RequestName& name) const {
  Statement row = engine_->database->query(
      "SELECT request, status, location, body FROM api_answer WHERE token_id = ? AND key = ?",
      name.token_id, name.key);
  if (!row.step()) return std::nullopt;
  return KeptAnswer{row.text(0), static_cast<unsigned>(row.integer(1)), row.text(2), row.text(3)};
}

void Accounts::keep_answer(const RequestName& name, const KeptAnswer& answer, Instant at) {
  engine_->database->run(
      "INSERT INTO api_answer (token_id, key, request, at, status, location, body) VALUES (?, ?, "
      "?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET status = excluded.status, location = "
      "excluded.location, body = excluded.body WHERE status = 0",
      name.token_id, name.key, answer.request, at, answer.status, answer.location, answer.body);
}

void Accounts::forget_answer(const RequestName& name) {
  engine_->database->run("DELETE FROM api_answer WHERE token_id = ? AND key = ?", name.token_id,
                         name.key);
}

void Accounts::forget_answers_before(Instant at) {
  engine_->database->run("DELETE FROM api_answer WHERE at < ?", at);
}

}  // namespace temgoc
