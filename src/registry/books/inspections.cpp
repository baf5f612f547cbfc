// Enrolments, and visits as they come in.
#include "temgoc/registry/inspections.h"

#include <algorithm>
#include <cstdio>

#include "inspections_connection.h"
#include "registry/open_database.h"
#include "temgoc/base/text.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr std::size_t kHashBlock = 64;
constexpr std::size_t kReceiptCharacters = 8;
constexpr std::string_view kInspectors =
    "SELECT id, name, added_at, expires_at, revoked_at FROM inspector";

std::string select(std::string_view columns, std::string_view rest) {
  std::string sql(columns);
  return sql.append(rest);
}

Inspector inspector_row(const Statement& row) {
  return {.id = row.integer(0),
          .name = row.text(1),
          .added_at = row.instant(2),
          .expires_at = row.instant(3),
          .revoked_at = row.is_null(4) ? std::nullopt : std::optional(row.instant(4))};
}

Bytes keyed(ByteView key, std::uint8_t pad) {
  Bytes block(kHashBlock, pad);
  for (std::size_t i = 0; i < key.size(); ++i) block[i] = key[i] ^ pad;
  return block;
}

template <class Row, class Read>
std::optional<Row> one(Statement rows, Read read) {
  if (!rows.step()) return std::nullopt;
  return read(rows);
}

}  // namespace

Digest hmac_sha256(ByteView key, ByteView message) {
  const Digest hashed = key.size() > kHashBlock ? sha256(key) : Digest{};
  const ByteView used = key.size() > kHashBlock ? ByteView(hashed) : key;
  const Digest inner = sha256(keyed(used, 0x36), message);
  return sha256(keyed(used, 0x5c), inner);
}

std::string visit_receipt(const InspectionVisit& visit) {
  const std::string whole = std::to_string(visit.inspector_id) + "\n" + visit.visit_id + "\n";
  const Digest digest = sha256(as_bytes(whole), as_bytes(visit.body));
  std::string characters;
  for (std::size_t i = 0; i < kReceiptCharacters; ++i) characters += kCrockford[digest[i] % 32];
  const std::chrono::year_month_day day(vietnam_day(visit.received_at));
  char text[40];
  std::snprintf(text, sizeof text, "KT-%02d%02u%02u-%s", static_cast<int>(day.year()) % 100,
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                characters.c_str());
  return text;
}

Inspections::Inspections(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
Inspections::Inspections(Inspections&&) noexcept = default;
Inspections::~Inspections() = default;

Result<Inspections> Inspections::open(const std::filesystem::path& registry) {
  auto database = sql::open_database(registry);
  if (!database) return database.error();
  return Inspections(std::make_unique<Connection>(*std::move(database)));
}

Result<Inspections> Inspections::open_read_only(const std::filesystem::path& registry) {
  auto database = sql::open_database_read_only(registry);
  if (!database) return database.error();
  return Inspections(std::make_unique<Connection>(*std::move(database)));
}

Inspections Inspections::of(Registry& registry) {
  return Inspections(std::make_unique<Connection>(*registry.engine_->database));
}

const Inspections Inspections::of(const Registry& registry) {
  return Inspections(std::make_unique<Connection>(*registry.engine_->database));
}

std::optional<Bytes> Inspections::key() const {
  Statement row = connection_->database->query("SELECT key FROM inspector_key");
  if (!row.step()) return std::nullopt;
  return row.blob(0);
}

Inspector Inspections::add(const Inspector& inspector, std::string_view code,
                           const RandomSource& random) {
  sql::Database& database = *connection_->database;
  sql::Transaction transaction(database);
  auto hash_key = key();
  if (!hash_key) {
    hash_key = Bytes(sizeof(Digest));
    random(*hash_key);
    database.run("INSERT INTO inspector_key (id, key) VALUES (1, ?)", ByteView(*hash_key));
  }
  const Digest hash = hmac_sha256(*hash_key, as_bytes(code));
  Inspector added = inspector;
  added.id = database.insert(
      "INSERT INTO inspector (name, code_hash, added_at, expires_at) VALUES (?, ?, ?, ?)",
      std::string_view(inspector.name), ByteView(hash), inspector.added_at, inspector.expires_at);
  transaction.commit();
  return added;
}

std::optional<Inspector> Inspections::of_code(std::string_view code) const {
  const auto hash_key = key();
  if (!hash_key) return std::nullopt;
  const Digest hash = hmac_sha256(*hash_key, as_bytes(code));
  return one<Inspector>(
      connection_->database->query(select(kInspectors, " WHERE code_hash = ?"), ByteView(hash)),
      inspector_row);
}

std::vector<Inspector> Inspections::inspectors() const {
  Statement rows = connection_->database->query(select(kInspectors, " ORDER BY id"));
  std::vector<Inspector> all;
  while (rows.step()) all.push_back(inspector_row(rows));
  return all;
}

Result<Inspector> Inspections::revoke(std::int64_t id, Instant at) {
  sql::Database& database = *connection_->database;
  sql::Transaction transaction(database);
  database.run("UPDATE inspector SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", at, id);
  auto revoked =
      one<Inspector>(database.query(select(kInspectors, " WHERE id = ?"), id), inspector_row);
  if (!revoked) return Error{.code = "inspector_unknown", .value = std::to_string(id)};
  transaction.commit();
  return *std::move(revoked);
}

bool Inspections::add_visit(const InspectionVisit& visit) {
  sql::Database& database = *connection_->database;
  sql::Transaction transaction(database);
  const auto id = one<std::int64_t>(
      database.query("INSERT INTO visit (inspector_id, visit_id, receipt, received_at, body) "
                     "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                     visit.inspector_id, std::string_view(visit.visit_id),
                     std::string_view(visit.receipt), visit.received_at,
                     std::string_view(visit.body)),
      [](const Statement& row) { return row.integer(0); });
  if (id) sql::summarise_visit(database, *id);
  transaction.commit();
  return id.has_value();
}

std::optional<InspectionVisit> Inspections::visit(std::int64_t inspector_id,
                                                  std::string_view visit_id) const {
  return one<InspectionVisit>(
      connection_->database->query(
          select(sql::visit_select("v.body"), " WHERE v.inspector_id = ? AND v.visit_id = ?"),
          inspector_id, visit_id),
      sql::visit_row);
}

std::optional<InspectionVisit> Inspections::visit(std::string_view receipt) const {
  return one<InspectionVisit>(
      connection_->database->query(select(sql::visit_select("v.body"), " WHERE v.receipt = ?"),
                                   receipt),
      sql::visit_row);
}

}  // namespace temgoc
