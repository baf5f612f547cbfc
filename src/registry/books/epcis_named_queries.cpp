// Queries that clients keep under a name, and the attributes that master data gives to things.
#include "engine.h"
#include "temgoc/registry/epcis_book.h"

namespace temgoc {

using sql::Statement;

namespace {

EpcisNamedQuery query_row(const Statement& row) {
  return {.cooperative_id = row.text(0), .name = row.text(1), .query = row.text(2)};
}

}  // namespace

void EpcisBook::add_attribute(std::int64_t document_id, std::string_view cooperative_id,
                              std::string_view element, std::string_view name,
                              std::string_view value) {
  engine_->database->insert(
      "INSERT INTO epcis_attribute (document_id, cooperative_id, element, name, value) VALUES (?, "
      "?, ?, ?, ?)",
      document_id, cooperative_id, element, name, value);
}

void EpcisBook::add_named_query(const EpcisNamedQuery& query) {
  engine_->database->insert(
      "INSERT INTO epcis_query (cooperative_id, name, query) VALUES (?, ?, ?)",
      query.cooperative_id, query.name, query.query);
}

void EpcisBook::remove_named_query(std::string_view cooperative_id, std::string_view name) {
  engine_->database->run("DELETE FROM epcis_query WHERE cooperative_id = ? AND name = ?",
                         cooperative_id, name);
}

std::optional<EpcisNamedQuery> EpcisBook::named_query(std::string_view cooperative_id,
                                                      std::string_view name) const {
  Statement row = engine_->database->query(
      "SELECT cooperative_id, name, query FROM epcis_query WHERE cooperative_id = ? AND name = ?",
      cooperative_id, name);
  if (!row.step()) return std::nullopt;
  return query_row(row);
}

std::uint64_t EpcisBook::count_named_queries(std::string_view cooperative_id) const {
  return static_cast<std::uint64_t>(engine_->database->number(
      "SELECT count(*) FROM epcis_query WHERE cooperative_id = ?", cooperative_id));
}

std::vector<EpcisNamedQuery> EpcisBook::named_queries(std::string_view cooperative_id,
                                                      std::string_view after,
                                                      unsigned limit) const {
  Statement rows = engine_->database->query(
      "SELECT cooperative_id, name, query FROM epcis_query WHERE cooperative_id = ? AND name > ? "
      "ORDER BY name LIMIT ?",
      cooperative_id, after, limit);
  std::vector<EpcisNamedQuery> all;
  while (rows.step()) all.push_back(query_row(rows));
  return all;
}

}  // namespace temgoc
