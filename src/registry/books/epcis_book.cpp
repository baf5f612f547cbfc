// EPCIS documents and events: stored as they came, beside the terms by which they are found.
#include "temgoc/registry/epcis_book.h"

#include <map>

#include "engine.h"
#include "temgoc/base/compression.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr const char* kCaptureSelect =
    "SELECT id, name, cooperative_id, actor, at, behaviour, events, stored, errors, context FROM "
    "epcis_document ";

EpcisCapture capture_row(const Statement& row) {
  return {.id = row.integer(0),
          .name = row.text(1),
          .cooperative_id = row.text(2),
          .actor = row.text(3),
          .at = row.instant(4),
          .proceed = row.text(5) == "proceed",
          .events = static_cast<std::uint64_t>(row.integer(6)),
          .stored = static_cast<std::uint64_t>(row.integer(7)),
          .errors = row.text(8),
          .context = row.text(9)};
}

// The row of a text, made where there is none.
std::int64_t text_row(Database& database, std::string_view text) {
  Statement row = database.query("SELECT id FROM epcis_text WHERE text = ?", text);
  if (row.step()) return row.integer(0);
  return database.insert("INSERT INTO epcis_text (text) VALUES (?)", text);
}

void add_key(Database& database, const EpcisRow& row, std::int64_t id, std::int64_t field,
             const EpcisKey& key) {
  database.run(
      "INSERT INTO epcis_term (field_id, value_id, event_time, event_id) VALUES (?, ?, ?, ?) ON "
      "CONFLICT DO NOTHING",
      field, text_row(database, key.value), row.event_time, id);
  if (!key.number) return;
  const sql::Value values[] = {field, *key.number, id};
  database
      .query_list(
          "INSERT INTO epcis_number (field_id, number, event_id) VALUES (?, ?, ?) ON CONFLICT DO "
          "NOTHING",
          values)
      .step();
}

std::vector<std::int64_t> numbers(Statement rows) {
  std::vector<std::int64_t> all;
  while (rows.step()) all.push_back(rows.integer(0));
  return all;
}

std::vector<std::string> texts(Statement rows) {
  std::vector<std::string> all;
  while (rows.step()) all.push_back(rows.text(0));
  return all;
}

std::optional<std::int64_t> if_any(std::int64_t id) {
  return id == 0 ? std::nullopt : std::optional(id);
}

}  // namespace

std::int64_t EpcisBook::add_document(const EpcisCapture& capture, std::string_view body) {
  Database& database = *engine_->database;
  const Bytes packed = compressed(as_bytes(body));
  return database.insert(
      "INSERT INTO epcis_document (name, cooperative_id, actor, at, behaviour, events, stored, "
      "errors, context, size, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      capture.name, capture.cooperative_id, capture.actor, capture.at,
      std::string_view(capture.proceed ? "proceed" : "rollback"), capture.events, capture.stored,
      capture.errors, capture.context, body.size(), ByteView(packed));
}

std::optional<std::string> EpcisBook::hash_of(std::string_view cooperative_id,
                                              std::string_view event_id,
                                              bool declares_error) const {
  Statement row = engine_->database->query(
      "SELECT hash FROM epcis_event WHERE cooperative_id = ? AND event_id = ? AND declares_error = "
      "?",
      cooperative_id, event_id, int{declares_error});
  if (!row.step()) return std::nullopt;
  return row.text(0);
}

void EpcisBook::add_event(const EpcisRow& row, const std::vector<EpcisKey>& keys) {
  Database& database = *engine_->database;
  const std::int64_t id = database.insert(
      "INSERT INTO epcis_event (document_id, own_event_id, cooperative_id, event_id, hash, "
      "declares_error, event_time, record_time, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      if_any(row.document_id), if_any(row.own_event_id), row.cooperative_id, row.event_id, row.hash,
      int{row.declares_error}, row.event_time, row.record_time, row.body);
  // Many terms have few fields between them.
  std::map<std::string_view, std::int64_t> fields;
  for (const EpcisKey& key : keys) {
    const auto [field, first] = fields.try_emplace(key.field, 0);
    if (first) field->second = text_row(database, key.field);
    add_key(database, row, id, field->second, key);
  }
}

void EpcisBook::add_child(std::string_view parent, std::string_view child) {
  engine_->database->run(
      "INSERT INTO epcis_child (parent, child) VALUES (?, ?) ON CONFLICT DO NOTHING", parent,
      child);
}

void EpcisBook::add_prefix(std::string_view prefix, std::string_view name_space) {
  engine_->database->run(
      "INSERT INTO epcis_prefix (prefix, namespace) VALUES (?, ?) ON CONFLICT DO NOTHING", prefix,
      name_space);
}

std::optional<EpcisCapture> EpcisBook::capture(std::string_view name) const {
  static const std::string kSql = std::string(kCaptureSelect) + "WHERE name = ?";
  Statement row = engine_->database->query(kSql, name);
  if (!row.step()) return std::nullopt;
  return capture_row(row);
}

std::vector<EpcisCapture> EpcisBook::captures(std::string_view cooperative_id,
                                              std::int64_t before_id, unsigned limit) const {
  static const std::string kSql = std::string(kCaptureSelect) +
                                  "WHERE (?1 = '' OR cooperative_id = ?1) AND id < ?2 ORDER BY id "
                                  "DESC LIMIT ?3";
  Statement rows = engine_->database->query(kSql, cooperative_id, before_id, limit);
  std::vector<EpcisCapture> all;
  while (rows.step()) all.push_back(capture_row(rows));
  return all;
}

std::optional<std::string> EpcisBook::document(std::string_view name) const {
  Statement row =
      engine_->database->query("SELECT size, body FROM epcis_document WHERE name = ?", name);
  if (!row.step()) return std::nullopt;
  const auto content = decompressed(row.blob(1), static_cast<std::size_t>(row.integer(0)));
  if (!content) throw SystemFailure({.code = "registry_damaged", .args = {{"reason", "document"}}});
  return std::string(content->begin(), content->end());
}

std::vector<std::string> EpcisBook::with_children(std::string_view location) const {
  std::vector<std::string> all = texts(engine_->database->query(
      "WITH RECURSIVE below (id) AS (SELECT child FROM epcis_child WHERE parent = ? UNION SELECT "
      "c.child FROM below b JOIN epcis_child c ON c.parent = b.id) SELECT id FROM below",
      location));
  std::erase(all, location);  // it may lie beneath itself
  all.insert(all.begin(), std::string(location));
  return all;
}

std::vector<EpcisKnown> EpcisBook::known(std::span<const std::string> fields,
                                         std::string_view cooperative_id, std::int64_t after,
                                         unsigned limit) const {
  // From value to value along the key, so that a page costs what it shows.
  static const char* const kSql =
      "WITH RECURSIVE step (id) AS (SELECT (SELECT min(value_id) FROM epcis_term WHERE field_id = "
      "?1 AND value_id > ?2) UNION ALL SELECT (SELECT min(n.value_id) FROM epcis_term n WHERE "
      "n.field_id = ?1 AND n.value_id > step.id) FROM step WHERE step.id IS NOT NULL) SELECT id, "
      "(SELECT text FROM epcis_text x WHERE x.id = step.id) FROM step WHERE id IS NOT NULL AND "
      "(?3 = '' OR EXISTS (SELECT 1 FROM epcis_term t JOIN epcis_event e ON e.id = t.event_id "
      "WHERE t.field_id = ?1 AND t.value_id = step.id AND e.cooperative_id = ?3)) LIMIT ?4";
  std::map<std::int64_t, std::string> found;
  for (const std::string& field : fields) {
    Statement row = engine_->database->query("SELECT id FROM epcis_text WHERE text = ?", field);
    if (!row.step()) continue;  // no event has it
    Statement rows = engine_->database->query(kSql, row.integer(0), after, cooperative_id, limit);
    while (rows.step()) {
      // Of what only says that a thing is there, there is no value.
      if (std::string value = rows.text(1); !value.empty()) found.emplace(rows.integer(0), value);
    }
  }
  std::vector<EpcisKnown> all;
  for (auto& [id, value] : found)
    if (all.size() < limit) all.push_back({id, std::move(value)});
  return all;
}

std::vector<std::string> EpcisBook::namespaces(std::string_view prefix) const {
  return texts(engine_->database->query(
      "SELECT namespace FROM epcis_prefix WHERE prefix = ? ORDER BY namespace", prefix));
}

std::vector<std::int64_t> EpcisBook::own_without_form(unsigned limit) const {
  return numbers(engine_->database->query(
      "SELECT id FROM event WHERE id > (SELECT coalesce(max(own_event_id), 0) FROM epcis_event "
      "WHERE own_event_id IS NOT NULL) ORDER BY id LIMIT ?",
      limit));
}

std::vector<std::int64_t> EpcisBook::own_errors_without_form(unsigned limit) const {
  return numbers(engine_->database->query(
      "SELECT event_id FROM event_error x WHERE NOT EXISTS (SELECT 1 FROM epcis_event e JOIN "
      "epcis_event d ON d.cooperative_id = e.cooperative_id AND d.event_id = e.event_id AND "
      "d.declares_error = 1 WHERE e.own_event_id = x.event_id AND e.declares_error = 0) ORDER BY "
      "id LIMIT ?",
      limit));
}

std::string EpcisBook::id_of_own(std::int64_t own_event_id) const {
  Statement row = engine_->database->query(
      "SELECT event_id FROM epcis_event WHERE own_event_id = ? AND declares_error = 0",
      own_event_id);
  return row.step() ? row.text(0) : std::string();
}

}  // namespace temgoc
