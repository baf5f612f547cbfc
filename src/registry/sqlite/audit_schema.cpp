// What an auditor asks of the file before any row: is it the program's own schema, and do its
// pages' ways of looking find what stands in it?
#include <map>

#include "audit_state.h"
#include "engine.h"
#include "migrate.h"

namespace temgoc {

using sqlite::Database;
using sqlite::Statement;

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

Schema schema_of(Database& database) {
  // What ANALYZE keeps changes how fast a question is answered, and not the answer.
  Statement rows = database.query(
      "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE "
      "'sqlite\\_stat%' ESCAPE '\\'");
  Schema schema;
  while (rows.step())
    schema[rows.text(0) + " " + rows.text(1)] = {rows.text(2), squeezed(rows.text(3))};
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = schema_of(*sqlite::new_database_in_memory());
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
  Statement rows = database.query(sqlite::kRecallsOf, lot, product, cooperative);
  std::size_t count = 0;
  while (rows.step()) ++count;
  return count;
}

}  // namespace

std::vector<Error> RegistryAudit::schema_differences() const {
  const Schema there = schema_of(*state_->database);
  const Schema& own = own_schema();
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
      "SELECT name FROM realm WHERE iif(name = ?1, test IS NOT 0, name IS NOT ?2 OR test IS NOT 1)",
      realm, test_realm));
}

std::vector<std::string> RegistryAudit::gtin_blocks_edited() const {
  // A block's last number was given to a product of its cooperative, whose record has it.
  return names(state_->database->query(
      "SELECT cooperative_id FROM gtin_block WHERE cooperative_id || ' 29' || printf('%05d', "
      "block) "
      "|| printf('%05d', last_number) NOT IN (SELECT json_extract(body, '$.cooperative_id') || ' ' "
      "|| substr(json_extract(body, '$.gtin'), 2, 12) FROM record WHERE kind = 'product' AND "
      "iif(json_valid(body), json_extract(body, '$.gtin') IS NOT NULL, 0))"));
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
