#include <stdexcept>

#include "engine.h"

namespace temgoc {

using sqlite::Database;
using sqlite::Statement;

namespace {

constexpr std::uint32_t kLastSealedSerial = 9'999'999;

}  // namespace

PrintJob sqlite::job_row(const Statement& row) {
  const auto kind = code_kind(row.text(4));
  if (!kind) throw SystemFailure({.code = "registry_damaged", .args = {{"reason", "code kind"}}});
  return {.id = row.integer(0),
          .lot_id = row.integer(1),
          .template_id = row.text(2),
          .template_sha256 = row.text(3),
          .kind = *kind,
          .first_serial = static_cast<std::uint32_t>(row.integer(5)),
          .last_serial = static_cast<std::uint32_t>(row.integer(6)),
          .labels = static_cast<std::uint32_t>(row.integer(7)),
          .at = row.instant(8),
          .leaf_index = static_cast<std::uint64_t>(row.integer(9))};
}

Void sqlite::void_row(const Statement& row) {
  return {.first = static_cast<std::uint32_t>(row.integer(0)),
          .last = static_cast<std::uint32_t>(row.integer(1)),
          .listed_serial = row.text(2),
          .reason = row.text(3),
          .at = row.instant(4)};
}

namespace {

Result<std::int64_t> realm_of_lot(Database& database, std::int64_t lot_id) {
  Statement row = database.query("SELECT realm_id FROM lot WHERE id = ?", lot_id);
  if (row.step()) return row.integer(0);
  return Error{.code = "unknown_reference", .field = "lot_id", .value = std::to_string(lot_id)};
}

// Ranges of a lot follow one another without a gap, from 1.
std::uint32_t last_printed(Database& database, std::int64_t lot_id) {
  return static_cast<std::uint32_t>(database.number(
      "SELECT coalesce(max(last_serial), 0) FROM print_job WHERE lot_id = ?", lot_id));
}

Result<void> give_serials(Database& database, PrintJob& job) {
  if (job.kind != CodeKind::item_seal) return {};
  const std::uint32_t last = last_printed(database, job.lot_id);
  if (job.labels > kLastSealedSerial - last) {
    return Error{.code = "serials_exhausted",
                 .field = "labels",
                 .value = std::to_string(job.labels),
                 .args = {{"left", std::to_string(kLastSealedSerial - last)}}};
  }
  job.first_serial = last + 1;
  job.last_serial = last + job.labels;
  return {};
}

void insert_job(Database& database, std::int64_t realm_id, const PrintJob& job) {
  database.run(
      "INSERT INTO print_job (id, lot_id, realm_id, leaf_index, template_id, template_sha256, "
      "kind, first_serial, last_serial, labels, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      job.id, job.lot_id, realm_id, job.leaf_index, job.template_id, job.template_sha256,
      to_text(job.kind), job.first_serial, job.last_serial, job.labels, job.at);
}

Result<void> list_serials(Database& database, const PrintJob& job,
                          std::span<const Serial> serials) {
  std::int64_t position = 0;
  for (const Serial& serial : serials) {
    try {
      database.run(
          "INSERT INTO listed_serial (lot_id, serial, job_id, position) VALUES (?, ?, ?, ?)",
          job.lot_id, serial.text(), job.id, ++position);
    } catch (const sqlite::ConstraintFailure&) {
      return Error{.code = "serial_taken", .field = "serial", .value = serial.text()};
    }
  }
  return {};
}

bool is_listed(Database& database, std::int64_t lot_id, const std::string& serial) {
  return database.exists("SELECT 1 FROM listed_serial WHERE lot_id = ? AND serial = ?", lot_id,
                         serial);
}

bool was_printed(Database& database, std::int64_t lot_id, const Void& voided) {
  if (!voided.listed_serial.empty()) return is_listed(database, lot_id, voided.listed_serial);
  return voided.first >= 1 && voided.first <= voided.last &&
         voided.last <= last_printed(database, lot_id);
}

// A listed serial has no range.
Void as_stored(Void voided) {
  if (!voided.listed_serial.empty()) voided.first = voided.last = 0;
  return voided;
}

std::optional<Void> first_void(Statement rows) {
  if (!rows.step()) return std::nullopt;
  return sqlite::void_row(rows);
}

std::optional<Void> void_of_number(Database& database, std::int64_t lot_id, std::uint32_t number) {
  return first_void(
      database.query("SELECT first, last, listed_serial, reason, at FROM void_range "
                     "WHERE lot_id = ?1 AND listed_serial IS NULL AND last >= ?2 AND first <= ?2 "
                     "ORDER BY id LIMIT 1",
                     lot_id, number));
}

std::optional<Void> void_of_listed(Database& database, std::int64_t lot_id,
                                   const std::string& serial) {
  return first_void(
      database.query("SELECT first, last, listed_serial, reason, at FROM void_range "
                     "WHERE lot_id = ? AND listed_serial = ? ORDER BY id LIMIT 1",
                     lot_id, serial));
}

}  // namespace

Result<PrintJob> Registry::add_print_job(const PrintRequest& request, Instant at,
                                         std::span<const Serial> listed_serials,
                                         const std::function<std::string(const PrintJob&)>& entry) {
  const bool listed = request.kind == CodeKind::item_link;
  if (request.labels < 1 || request.labels > kLastSealedSerial ||
      listed_serials.size() != (listed ? request.labels : 0)) {
    throw std::logic_error("a print job of no labels, too many, or with other serials than labels");
  }
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  const Result<std::int64_t> realm_id = realm_of_lot(database, request.lot_id);
  if (!realm_id) return realm_id.error();
  PrintJob job{.lot_id = request.lot_id,
               .template_id = request.template_id,
               .template_sha256 = request.template_sha256,
               .kind = request.kind,
               .labels = request.labels,
               .at = at,
               .leaf_index = sqlite::next_leaf_index(database, *realm_id)};
  if (const auto given = give_serials(database, job); !given) return given.error();
  job.id = database.number("SELECT coalesce(max(id), 0) + 1 FROM print_job");
  sqlite::append_log_entry(database, *realm_id, job.leaf_index, entry(job));
  insert_job(database, *realm_id, job);
  if (const auto stored = list_serials(database, job, listed_serials); !stored) {
    return stored.error();
  }
  transaction.commit();
  return job;
}

std::vector<PrintJob> Registry::print_jobs(std::int64_t lot_id) const {
  Statement rows = engine_->database->query(
      "SELECT id, lot_id, template_id, template_sha256, kind, first_serial, last_serial, labels, "
      "at, leaf_index FROM print_job WHERE lot_id = ? ORDER BY id",
      lot_id);
  std::vector<PrintJob> jobs;
  while (rows.step()) jobs.push_back(sqlite::job_row(rows));
  return jobs;
}

std::vector<Serial> Registry::listed_serials(std::int64_t job_id) const {
  Statement rows = engine_->database->query(
      "SELECT serial FROM listed_serial WHERE job_id = ? ORDER BY position", job_id);
  std::vector<Serial> serials;
  while (rows.step()) serials.push_back(sqlite::trusted(Serial::parse(rows.text(0))));
  return serials;
}

Result<void> Registry::add_void(std::int64_t lot_id, const Void& voided) {
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  if (!was_printed(database, lot_id, voided)) {
    const std::string range = std::to_string(voided.first) + "-" + std::to_string(voided.last);
    return Error{.code = "serial_not_issued",
                 .field = "serial",
                 .value = voided.listed_serial.empty() ? range : voided.listed_serial};
  }
  database.run(
      "INSERT INTO void_range (lot_id, first, last, listed_serial, reason, at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      lot_id, as_stored(voided).first, as_stored(voided).last,
      sqlite::null_if_empty(voided.listed_serial), voided.reason, voided.at);
  if (engine_->fact_entries) {
    const sqlite::LogPlace place = sqlite::log_place_of_lot(database, lot_id);
    sqlite::append_log_entry(
        database, place.realm_id,
        engine_->fact_entries->voided(place.realm, place.lot_leaf_index, as_stored(voided)));
  }
  transaction.commit();
  return {};
}

sqlite::SerialFacts sqlite::sealed_serial(Database& database, std::int64_t lot_id,
                                          const Serial& serial) {
  const std::uint32_t number = serial.sealed_number();
  const bool issued = number != 0 && database.exists(
                                         "SELECT 1 FROM print_job WHERE lot_id = ?1 AND "
                                         "last_serial >= ?2 AND first_serial BETWEEN 1 AND ?2",
                                         lot_id, number);
  if (!issued) return {SerialState::not_issued};
  if (auto voided = void_of_number(database, lot_id, number)) {
    return {SerialState::voided, std::move(voided)};
  }
  return {SerialState::issued};
}

sqlite::SerialFacts sqlite::any_serial(Database& database, std::int64_t lot_id,
                                       const Serial& serial) {
  if (!is_listed(database, lot_id, serial.text())) return sealed_serial(database, lot_id, serial);
  if (auto voided = void_of_listed(database, lot_id, serial.text())) {
    return {SerialState::voided, std::move(voided)};
  }
  return {SerialState::listed};
}

}  // namespace temgoc
