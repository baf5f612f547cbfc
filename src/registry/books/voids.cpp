// Which labels must not be on goods.
#include <algorithm>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

bool is_listed(Database& database, std::int64_t lot_id, const std::string& serial) {
  return database.exists("SELECT 1 FROM listed_serial WHERE lot_id = ? AND serial = ?", lot_id,
                         serial) ||
         sql::claimed_at(database, lot_id, serial);
}

// Of a job that a restore knows by its entry alone nobody can say which serials it listed.
bool lists_lost_serials(Database& database, std::int64_t lot_id) {
  return database.exists(
      "SELECT 1 FROM print_job j JOIN known_by_entry k ON k.kind = 'print_job' AND k.row_id = j.id "
      "WHERE j.lot_id = ? AND j.kind = 'item_link'",
      lot_id);
}

bool was_printed(Database& database, std::int64_t lot_id, const Void& voided) {
  if (!voided.listed_serial.empty()) return is_listed(database, lot_id, voided.listed_serial);
  return voided.first >= 1 && voided.first <= voided.last &&
         voided.last <= sql::last_printed(database, lot_id);
}

// A listed serial has no range.
Void as_stored(Void voided) {
  if (!voided.listed_serial.empty()) voided.first = voided.last = 0;
  return voided;
}

// The one that was recorded first. Found here: they are few, and SQLite's sorter costs more to set
// up than the whole look-up.
std::optional<Void> first_void(Statement rows) {
  std::optional<Void> first;
  std::int64_t first_id = 0;
  while (rows.step()) {
    if (first && rows.integer(6) >= first_id) continue;
    first = sql::void_row(rows);
    first->who = rows.text(5);
    first_id = rows.integer(6);
  }
  return first;
}

std::optional<Void> void_of_number(Database& database, std::int64_t lot_id, std::uint32_t number) {
  return first_void(
      database.query("SELECT first, last, listed_serial, reason, at, who, id FROM void_range "
                     "WHERE lot_id = ?1 AND listed_serial IS NULL AND last >= ?2 AND first <= ?2",
                     lot_id, number));
}

std::optional<Void> void_of_listed(Database& database, std::int64_t lot_id,
                                   const std::string& serial) {
  return first_void(
      database.query("SELECT first, last, listed_serial, reason, at, who, id FROM void_range "
                     "WHERE lot_id = ? AND listed_serial = ?",
                     lot_id, serial));
}

std::optional<std::uint64_t> first_index(Statement rows) {
  if (!rows.step()) return std::nullopt;
  return static_cast<std::uint64_t>(rows.integer(0));
}

std::optional<sql::SerialRange> printed_range(Database& database, std::int64_t lot_id,
                                              std::uint32_t number) {
  if (number == 0) return std::nullopt;
  Statement row = database.query(
      "SELECT first_serial, last_serial, leaf_index FROM print_job WHERE lot_id = ?1 AND "
      "last_serial >= ?2 AND first_serial BETWEEN 1 AND ?2 LIMIT 1",
      lot_id, number);
  if (!row.step()) return std::nullopt;
  return sql::SerialRange{static_cast<std::uint32_t>(row.integer(0)),
                          static_cast<std::uint32_t>(row.integer(1)),
                          static_cast<std::uint64_t>(row.integer(2))};
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

std::vector<Range> ranges(Statement rows) {
  std::vector<Range> found;
  while (rows.step()) {
    found.emplace_back(static_cast<std::uint32_t>(rows.integer(0)),
                       static_cast<std::uint32_t>(rows.integer(1)));
  }
  std::sort(found.begin(), found.end());
  return found;
}

// The labels of a job that are void, as sorted ranges of their numbers in it; they may overlap.
std::vector<Range> voided_ranges(Database& database, const PrintJob& job) {
  if (job.kind == CodeKind::lot_seal) {
    return ranges(
        database.query("SELECT first_label, last_label FROM print_outcome WHERE job_id = ? AND "
                       "kind = 'voided'",
                       job.id));
  }
  if (job.kind == CodeKind::item_seal) {
    return ranges(
        database.query("SELECT max(first, ?2) - ?2 + 1, min(last, ?3) - ?2 + 1 FROM void_range "
                       "WHERE lot_id = ?1 AND listed_serial IS NULL AND last >= ?2 AND first <= ?3",
                       job.lot_id, job.first_serial, job.last_serial));
  }
  // Few are void of many that are listed: so the void ones are walked.
  return ranges(database.query(
      "SELECT s.position - ?2 + 1, s.position - ?2 + 1 FROM void_range v CROSS JOIN listed_serial "
      "s ON s.lot_id = v.lot_id AND s.serial = v.listed_serial WHERE v.lot_id = ?1 AND "
      "v.listed_serial IS NOT NULL AND s.job_id = ?4 AND s.position BETWEEN ?2 AND ?3",
      job.lot_id, job.first_label, job.first_label + job.labels - 1, job.first_job()));
}

}  // namespace

std::uint32_t sql::voided_labels(Database& database, const PrintJob& job) {
  std::uint32_t count = 0, until = 0;
  for (const auto& [first, last] : voided_ranges(database, job)) {
    if (last <= until) continue;
    count += last - std::max(first, until + 1) + 1;
    until = last;
  }
  return count;
}

std::optional<std::string> sql::first_voided(Database& database, const PrintJob& again) {
  if (again.kind != CodeKind::lot_seal) {
    const auto voided = voided_ranges(database, again);
    if (voided.empty()) return std::nullopt;
    const std::uint32_t label = voided.front().first;
    return again.kind == CodeKind::item_seal ? Serial::sealed(again.first_serial + label - 1).text()
                                             : std::to_string(again.first_label + label - 1);
  }
  // Labels of a lot's seal have no serial: what was said of the first job's is asked.
  PrintJob first = again;
  first.id = again.reprint_of;
  for (const auto& [from, until] : voided_ranges(database, first)) {
    if (until < again.first_label || from >= again.first_label + again.labels) continue;
    return std::to_string(std::max(from, again.first_label));
  }
  return std::nullopt;
}

Void sql::void_row(const Statement& row) {
  return {.first = static_cast<std::uint32_t>(row.integer(0)),
          .last = static_cast<std::uint32_t>(row.integer(1)),
          .listed_serial = row.text(2),
          .reason = row.text(3),
          .at = row.instant(4)};
}

std::vector<Void> sql::voids_of(Database& database, const PrintJob& job,
                                const PrintOutcome& outcome) {
  std::vector<Void> voids;
  Void voided{.reason = outcome.reason, .at = outcome.at, .who = outcome.who};
  if (job.kind == CodeKind::item_seal) {
    voided.first = job.first_serial + outcome.first_label - 1;
    voided.last = job.first_serial + outcome.last_label - 1;
    voids.push_back(voided);
  }
  if (job.kind != CodeKind::item_link) return voids;
  Statement rows = database.query(
      "SELECT serial FROM listed_serial WHERE job_id = ? AND position BETWEEN ? AND ?",
      job.first_job(), job.first_label + outcome.first_label - 1,
      job.first_label + outcome.last_label - 1);
  while (rows.step()) {
    voided.listed_serial = rows.text(0);
    voids.push_back(voided);
  }
  return voids;
}

// In the transaction that its cause is stored in.
void Registry::store_void(std::int64_t lot_id, const Void& asked) {
  Database& database = *engine_->database;
  const Void voided = as_stored(asked);
  database.run(
      "INSERT INTO void_range (lot_id, first, last, listed_serial, reason, at, who) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      lot_id, voided.first, voided.last, sql::null_if_empty(voided.listed_serial), voided.reason,
      voided.at, voided.who);
  if (!engine_->fact_entries) return;
  const sql::LogPlace place = sql::log_place_of_lot(database, lot_id);
  sql::append_log_entry(database, place.realm_id,
                        engine_->fact_entries->voided(place.realm, place.lot_leaf_index, voided));
}

Result<void> Registry::add_void(std::int64_t lot_id, const Void& voided) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (!was_printed(database, lot_id, voided)) {
    const std::string range = std::to_string(voided.first) + "-" + std::to_string(voided.last);
    return Error{.code = "serial_not_issued",
                 .field = "serial",
                 .value = voided.listed_serial.empty() ? range : voided.listed_serial};
  }
  store_void(lot_id, voided);
  transaction.commit();
  return {};
}

sql::SerialFacts sql::sealed_serial(Database& database, std::int64_t lot_id, const Serial& serial) {
  const std::uint32_t number = serial.sealed_number();
  const auto range = printed_range(database, lot_id, number);
  // A serial that a restore declared spent may have been printed: nobody can say that it was not.
  const bool may_be = !range && number != 0 &&
                      number <= sql::spent_number(database, "serial", std::to_string(lot_id));
  if (!range && !may_be) return {SerialState::not_issued};
  auto voided = void_of_number(database, lot_id, number);
  const SerialState state = voided ? SerialState::voided : SerialState::issued;
  return {state, std::move(voided), range ? std::optional(range->leaf_index) : std::nullopt, range};
}

// Of sealed serials.
bool sql::has_voids(Database& database, std::int64_t lot_id) {
  return database.exists("SELECT 1 FROM void_range WHERE lot_id = ? AND listed_serial IS NULL",
                         lot_id);
}

sql::SerialFacts sql::any_serial(Database& database, std::int64_t lot_id, const Serial& serial) {
  auto printed = first_index(
      database.query("SELECT j.leaf_index FROM listed_serial s JOIN print_job j ON j.id = s.job_id "
                     "WHERE s.lot_id = ? AND s.serial = ?",
                     lot_id, serial.text()));
  if (!printed) printed = sql::claimed_at(database, lot_id, serial.text());
  auto voided = void_of_listed(database, lot_id, serial.text());
  if (voided) return {SerialState::voided, std::move(voided), printed};
  if (printed) return {SerialState::listed, std::nullopt, printed};
  auto known = sealed_serial(database, lot_id, serial);
  if (known.state == SerialState::not_issued && serial.sealed_number() == 0 &&
      (lists_lost_serials(database, lot_id) || sql::lost_rolls(database) > 0))
    return {SerialState::none_asked};
  return known;
}

}  // namespace temgoc
