// Appends and lists log entries, and counts the rows that each must have one.
#include <algorithm>
#include <limits>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// What the entry is of; empty where it has no second line.
std::string first_line(const Bytes& entry) {
  const std::string_view text = as_text(entry);
  const std::size_t end = text.find('\n');
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end));
}

}  // namespace

std::int64_t sql::within_63_bits(std::uint64_t value) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(value, kMost));
}

std::uint64_t sql::next_leaf_index(Database& database, std::int64_t realm_id) {
  return static_cast<std::uint64_t>(database.number(
      "SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry WHERE realm_id = ?", realm_id));
}

void sql::append_log_entry(Database& database, std::int64_t realm_id, std::uint64_t leaf_index,
                           std::string_view entry) {
  database.send("INSERT INTO log_entry (realm_id, leaf_index, entry) VALUES (?, ?, ?)", realm_id,
                leaf_index, as_bytes(entry));
}

void sql::append_log_entry(Database& database, std::int64_t realm_id, std::string_view entry) {
  append_log_entry(database, realm_id, next_leaf_index(database, realm_id), entry);
}

sql::LogPlace sql::log_place_of_lot(Database& database, std::int64_t lot_id) {
  Statement row = database.query(
      "SELECT r.id, r.name, l.leaf_index FROM lot l JOIN realm r ON r.id = l.realm_id WHERE l.id "
      "= ?",
      lot_id);
  row.step();
  return {row.integer(0), row.text(1), static_cast<std::uint64_t>(row.integer(2))};
}

std::optional<sql::LogPlace> sql::main_log(Database& database) {
  Statement row = database.query("SELECT id, name FROM realm ORDER BY test LIMIT 1");
  if (!row.step()) return std::nullopt;
  return LogPlace{.realm_id = row.integer(0), .realm = row.text(1)};
}

void sql::append_to_main_log(Database& database,
                             const std::function<std::string(std::string_view realm)>& make) {
  const std::optional<LogPlace> place = main_log(database);
  if (place) append_log_entry(database, place->realm_id, make(place->realm));
}

void Registry::log_facts_with(FactEntries entries) { engine_->fact_entries = std::move(entries); }

std::uint64_t Registry::log_size(std::string_view realm) const {
  return static_cast<std::uint64_t>(
      engine_->database->number("SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry "
                                "WHERE realm_id = (SELECT id FROM realm WHERE name = ?)",
                                realm));
}

std::vector<std::string> Registry::log_entries(std::string_view realm, std::uint64_t from,
                                               std::size_t limit) const {
  Statement rows = engine_->database->query(
      "SELECT entry, leaf_index FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name = "
      "?) "
      "AND leaf_index >= ? ORDER BY leaf_index LIMIT ?",
      realm, sql::within_63_bits(from), sql::within_63_bits(limit));
  std::vector<std::string> entries;
  while (rows.step() && static_cast<std::uint64_t>(rows.integer(1)) == from + entries.size())
    entries.emplace_back(as_text(rows.blob(0)));
  return entries;
}

LoggedRows Registry::logged_rows() const {
  Statement row = engine_->database->query(
      "SELECT (SELECT count(*) FROM lot), (SELECT count(*) FROM print_job), "
      "(SELECT count(*) FROM print_job WHERE reprint_of IS NOT NULL), "
      "(SELECT count(*) FROM recall), (SELECT count(*) FROM void_range), "
      "(SELECT count(*) FROM issuer_key), (SELECT count(*) FROM issuer_key_status), "
      "(SELECT count(*) FROM record), (SELECT count(*) FROM link), "
      "(SELECT count(*) FROM link WHERE removed_at IS NOT NULL), "
      "(SELECT count(*) FROM lot_cancellation), (SELECT count(*) FROM partner), "
      "(SELECT count(*) FROM event), (SELECT count(*) FROM event_error), "
      "(SELECT count(*) FROM trust_note WHERE logged = 1), (SELECT count(*) FROM roll), "
      "(SELECT count(*) FROM roll_range), "
      "(SELECT count(*) FROM erasure), (SELECT count(*) FROM evidence)");
  row.step();
  const auto at = [&row](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
  std::map<std::string, std::uint64_t> lost;
  Statement entries = engine_->database->query(
      "SELECT e.entry FROM known_by_entry k JOIN log_entry e ON e.realm_id = k.realm_id AND "
      "e.leaf_index = k.leaf_index WHERE k.row_id IS NULL");
  while (entries.step()) ++lost[first_line(entries.blob(0))];
  return {.lots = at(0),
          .print_jobs = at(1) - at(2),
          .reprints = at(2),
          .recalls = at(3),
          .voids = at(4),
          .lot_cancellations = at(10),
          .keys = at(5),
          .key_changes = at(6) - at(5),
          .records = at(7) + at(11) + at(17) + at(18),
          .links = at(8) + at(9),
          .events = at(12),
          .event_errors = at(13),
          .trust_notes = at(14),
          .rolls = at(15),
          .roll_ranges = at(16),
          .lost = std::move(lost)};
}

}  // namespace temgoc
