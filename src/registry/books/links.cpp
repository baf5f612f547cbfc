// Stores and removes registered links, and refuses one that clashes with those that stand.
#include <algorithm>

#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

std::string lot_text(const LinkSubject& subject) {
  return subject.lot ? subject.lot->text() : std::string();
}
std::string serial_text(const LinkSubject& subject) {
  return subject.serial ? subject.serial->text() : std::string();
}

Link link_row(const Statement& row) {
  Link link = link_from(sql::trusted(parse_json(row.text(1))));
  link.id = row.integer(0);
  return link;
}

std::vector<Link> all(Statement rows) {
  std::vector<Link> links;
  while (rows.step()) links.push_back(link_row(rows));
  return links;
}

std::vector<Link> links_of(Database& database, const LinkSubject& subject) {
  return all(
      database.query("SELECT id, body FROM link WHERE removed_at IS NULL "
                     "AND ai = ? AND value = ? AND lot = ? AND serial = ? ORDER BY id",
                     subject.ai, subject.value, lot_text(subject), serial_text(subject)));
}

std::string_view record_query(std::string_view ai) {
  if (ai == "01") return "SELECT 1 FROM product WHERE gtin = ?";
  if (ai == "253") return "SELECT 1 FROM certification WHERE gdti = ?";
  if (ai == "417") return "SELECT 1 FROM cooperative WHERE gln = ?";
  return "SELECT 1 FROM place WHERE gln = ?1 UNION ALL SELECT 1 FROM cooperative WHERE gln = ?1";
}

std::string_view field_of(std::string_view ai) {
  if (ai == "01") return "gtin";
  return ai == "253" ? "gdti" : "gln";
}

std::optional<Error> missing_subject(Database& database, const LinkSubject& subject) {
  if (!database.exists(record_query(subject.ai), subject.value))
    return Error{.code = "unknown_reference",
                 .field = std::string(field_of(subject.ai)),
                 .value = shortened(subject.value)};
  const bool lot_is_issued =
      !subject.lot || database.exists(
                          "SELECT 1 FROM realm r CROSS JOIN lot l ON l.realm_id = r.id "
                          "WHERE l.gtin = ? AND l.code = ?",
                          subject.value, subject.lot->text());
  if (lot_is_issued) return std::nullopt;
  return Error{.code = "unknown_reference", .field = "lot", .value = subject.lot->text()};
}

bool leads_there_by_description(const std::vector<Link>& links, const std::string& url) {
  return std::ranges::any_of(
      links, [&](const Link& link) { return !link.is_any_default() && link.url == url; });
}

std::optional<Error> clash(const Link& link, const std::vector<Link>& standing) {
  for (const Link& other : standing) {
    Link same = other;
    same.id = link.id;
    same.title = link.title;
    if (same == link)
      return Error{.code = "link_exists",
                   .field = "url",
                   .value = shortened(link.url),
                   .args = {{"id", std::to_string(other.id)}}};
    if (link.is_default() && other.is_default())
      return Error{.code = "link_default_exists",
                   .field = "type",
                   .value = link.type,
                   .args = {{"id", std::to_string(other.id)}}};
  }
  if (link.is_any_default() && !leads_there_by_description(standing, link.url))
    return Error{.code = "link_default_unlisted", .field = "url", .value = shortened(link.url)};
  return std::nullopt;
}

// The default that would lead to an address of no other type.
std::optional<Error> still_in_use(const Link& link, std::vector<Link> standing) {
  std::erase_if(standing, [&](const Link& other) { return other.id == link.id; });
  if (link.is_any_default() || leads_there_by_description(standing, link.url)) return std::nullopt;
  for (const Link& other : standing)
    if (other.is_any_default() && other.url == link.url)
      return Error{.code = "link_in_use",
                   .field = "id",
                   .value = std::to_string(link.id),
                   .args = {{"id", std::to_string(other.id)}}};
  return std::nullopt;
}

}  // namespace

// In the transaction that stores it.
void Registry::log_link(std::int64_t id, std::string_view body, Instant at) {
  if (!engine_->fact_entries) return;
  sql::append_to_main_log(*engine_->database, [&](std::string_view realm) {
    return engine_->fact_entries->link(realm, id, body, at);
  });
}

Result<Link> Registry::add_link(const Link& link, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (auto missing = missing_subject(database, link.subject)) return *missing;
  if (auto refused = clash(link, links_of(database, link.subject))) return *refused;
  const std::string body = canonical_json(to_json(link));
  Link stored = link;
  stored.id = std::max(database.number("SELECT coalesce(max(id), 0) FROM link"),
                       sql::spent_number(database, "link", "")) +
              1;
  database.run(
      "INSERT INTO link (id, ai, value, lot, serial, type, url, body, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      stored.id, link.subject.ai, link.subject.value, lot_text(link.subject),
      serial_text(link.subject), link.type, link.url, body, at);
  log_link(stored.id, body, at);
  transaction.commit();
  return stored;
}

Result<Link> Registry::remove_link(std::int64_t id, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  std::vector<Link> found =
      all(database.query("SELECT id, body FROM link WHERE id = ? AND removed_at IS NULL", id));
  if (found.empty())
    return Error{.code = "link_unknown", .field = "id", .value = std::to_string(id)};
  Link link = std::move(found.front());
  if (auto refused = still_in_use(link, links_of(database, link.subject))) return *refused;
  database.run("UPDATE link SET removed_at = ? WHERE id = ?", at, id);
  log_link(id, {}, at);
  transaction.commit();
  return link;
}

std::vector<Link> Registry::links(const LinkSubject& up_to) const {
  Database& database = *engine_->database;
  LinkSubject level{.ai = up_to.ai, .value = up_to.value};
  std::vector<Link> links = links_of(database, level);
  const auto append = [&](const LinkSubject& subject) {
    for (Link& link : links_of(database, subject)) links.push_back(std::move(link));
  };
  if (up_to.lot) append({.ai = up_to.ai, .value = up_to.value, .lot = up_to.lot});
  if (up_to.serial) append({.ai = up_to.ai, .value = up_to.value, .serial = up_to.serial});
  return links;
}

std::vector<Link> Registry::links() const {
  return all(
      engine_->database->query("SELECT id, body FROM link WHERE removed_at IS NULL ORDER BY id"));
}

}  // namespace temgoc
