// What an auditor asks of the file before any row: is it the program's own schema, and do its
// pages' ways of looking find what stands in it?
#include <map>

#include "audit_state.h"
#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// SQL with each run of white space as one space: how it is laid out means nothing.
std::string squeezed(const std::string& sql) {
  std::string text;
  for (const char each : sql) {
    const bool space = each == ' ' || each == '\n' || each == '\t' || each == '\r';
    if (!space)
      text += each;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  return text;
}

// By "table lot", "trigger lot_stays" …: the table that it belongs to, and its SQL.
using Schema = std::map<std::string, std::pair<std::string, std::string>>;

Schema by_name(const std::vector<sql::SchemaPart>& parts) {
  Schema schema;
  for (const sql::SchemaPart& part : parts)
    schema[part.kind + " " + part.name] = {part.table, squeezed(part.sql)};
  return schema;
}

std::vector<std::string> names(Statement rows) {
  std::vector<std::string> found;
  while (rows.step()) found.push_back(rows.text(0));
  return found;
}

// How many recalls a page finds under one subject, by the very question that it asks.
std::size_t found_recalls(Database& database, std::int64_t lot, const std::string& product,
                          const std::string& cooperative) {
  Statement rows = database.query(sql::kRecallsOf, lot, product, cooperative);
  std::size_t count = 0;
  while (rows.step()) ++count;
  return count;
}

}  // namespace

std::vector<Error> RegistryAudit::schema_differences() const {
  sql::Connection& connection = state_->database->connection();
  const Schema there = by_name(connection.schema());
  const Schema own = by_name(connection.own_schema());
  if (own.empty()) return {{.code = "schema_not_compared"}};
  std::vector<Error> differences;
  for (const auto& [name, part] : own) {
    const auto found = there.find(name);
    if (found == there.end())
      differences.push_back({.code = "schema_part_missing", .value = name});
    else if (found->second != part)
      differences.push_back({.code = "schema_part_changed", .value = name});
  }
  for (const auto& [name, part] : there) {
    if (!own.contains(name)) differences.push_back({.code = "schema_part_added", .value = name});
  }
  return differences;
}

std::vector<std::string> RegistryAudit::realms_edited(const std::string& realm,
                                                      const std::string& test_realm) const {
  return names(state_->database->query(
      "SELECT name FROM realm WHERE CASE WHEN name = ?1 THEN test IS DISTINCT FROM 0 ELSE name IS "
      "DISTINCT FROM ?2 OR test IS DISTINCT FROM 1 END",
      realm, test_realm));
}

std::vector<std::string> RegistryAudit::gtin_blocks_edited() const {
  // A block's last number was given to a product of its cooperative, whose record has it; one that
  // has given none yet was reserved with the cooperative's key.
  return names(state_->database->query(
      "SELECT cooperative_id FROM gtin_block WHERE (last_number != 0 OR cooperative_id NOT IN "
      "(SELECT cooperative_id FROM issuer_key WHERE cooperative_id IS NOT NULL)) AND "
      "cooperative_id || ' 29' || printf('%05d', "
      "block) "
      "|| printf('%05d', last_number) NOT IN (SELECT json_extract(body, '$.cooperative_id') || ' ' "
      "|| substr(json_extract(body, '$.gtin'), 2, 12) FROM record WHERE kind = 'product' AND "
      "CASE WHEN json_valid(body) THEN json_extract(body, '$.gtin') IS NOT NULL ELSE false END)"));
}

std::vector<std::string> RegistryAudit::records_unreadable() const {
  return names(state_->database->query(
      "SELECT kind || ' ' || record_id FROM record WHERE NOT json_valid(body) UNION ALL "
      "SELECT 'link ' || id FROM link WHERE NOT json_valid(body) UNION ALL "
      "SELECT 'partner ' || partner_id FROM partner WHERE NOT json_valid(body)"));
}

std::vector<std::string> RegistryAudit::recalls_not_found() const {
  Database& database = *state_->database;
  Statement rows = database.query(
      "SELECT lot_id, coalesce(product_id, ''), coalesce(cooperative_id, ''), count(*) FROM recall "
      "NOT INDEXED GROUP BY lot_id, product_id, cooperative_id");
  std::vector<std::string> hidden;
  while (rows.step()) {
    constexpr std::int64_t kNoLot = -1;
    // A value of another type is one that no page's question is answered with.
    const bool odd = !rows.is_null(0) && !rows.is_integer(0);
    const std::int64_t lot = rows.is_null(0) || odd ? kNoLot : rows.integer(0);
    const std::string subject = rows.is_null(0) ? rows.text(1) + rows.text(2)
                                : odd           ? "?"
                                                : "#" + std::to_string(lot);
    if (odd || found_recalls(database, lot, rows.text(1), rows.text(2)) <
                   static_cast<std::size_t>(rows.integer(3)))
      hidden.push_back(subject);
  }
  return hidden;
}

}  // namespace temgoc
