// What became of print jobs.
#include <stdexcept>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

std::vector<PrintedPart> parts_of_job(Database& database, std::int64_t job_id) {
  Statement rows = database.query(
      "SELECT part, file, sha256, pages, read_back, at FROM printed_part WHERE job_id = ? "
      "ORDER BY part",
      job_id);
  std::vector<PrintedPart> parts;
  while (rows.step()) {
    parts.push_back({.part = static_cast<unsigned>(rows.integer(0)),
                     .file = rows.text(1),
                     .sha256 = rows.text(2),
                     .pages = static_cast<std::uint32_t>(rows.integer(3)),
                     .read_back = static_cast<std::uint32_t>(rows.integer(4)),
                     .at = rows.instant(5)});
  }
  return parts;
}

std::vector<PrintOutcome> outcomes_of(Database& database, std::int64_t job_id) {
  Statement rows = database.query(
      "SELECT kind, first_label, last_label, reason, who, at FROM print_outcome WHERE job_id = ? "
      "ORDER BY id",
      job_id);
  std::vector<PrintOutcome> outcomes;
  while (rows.step()) {
    outcomes.push_back({.kind = outcome_kind(rows.text(0)).value(),
                        .first_label = static_cast<std::uint32_t>(rows.integer(1)),
                        .last_label = static_cast<std::uint32_t>(rows.integer(2)),
                        .reason = rows.text(3),
                        .who = rows.text(4),
                        .at = rows.instant(5)});
  }
  return outcomes;
}

std::vector<std::int64_t> reprints_of(Database& database, std::int64_t job_id) {
  Statement rows =
      database.query("SELECT id FROM print_job WHERE reprint_of = ? ORDER BY id", job_id);
  std::vector<std::int64_t> ids;
  while (rows.step()) ids.push_back(rows.integer(0));
  return ids;
}

PrintRecord record_of(Database& database, PrintJob job) {
  PrintRecord record{.job = std::move(job)};
  record.parts = parts_of_job(database, record.job.id);
  record.outcomes = outcomes_of(database, record.job.id);
  record.voided_labels = sql::voided_labels(database, record.job);
  record.reprints = reprints_of(database, record.job.id);
  return record;
}

Statement part_query(Database& database, std::int64_t job_id, unsigned part) {
  return database.query("SELECT sha256 FROM printed_part WHERE job_id = ? AND part = ?", job_id,
                        part);
}

void require_labels(const PrintOutcome& outcome, const std::optional<PrintJob>& job) {
  const bool none = outcome.kind == PrintOutcome::Kind::came_out && outcome.last_label == 0;
  const bool some = job && outcome.first_label >= 1 && outcome.first_label <= outcome.last_label &&
                    outcome.last_label <= job->labels;
  if (!none && !some) throw std::logic_error("an outcome of labels that the job does not have");
}

}  // namespace

Result<void> Registry::add_printed_part(std::int64_t job_id, const PrintedPart& part) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (Statement known = part_query(database, job_id, part.part); known.step()) {
    if (known.text(0) == part.sha256) return {};
    return Error{.code = "part_differs", .field = "file", .value = part.file};
  }
  database.run(
      "INSERT INTO printed_part (job_id, part, file, sha256, pages, read_back, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      job_id, part.part, part.file, part.sha256, part.pages, part.read_back, part.at);
  transaction.commit();
  return {};
}

void Registry::add_print_outcome(std::int64_t job_id, const PrintOutcome& outcome) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const auto job = print_job(job_id);
  require_labels(outcome, job);
  if (outcome.kind == PrintOutcome::Kind::voided) {
    for (const Void& voided : sql::voids_of(database, *job, outcome)) {
      store_void(job->lot_id, voided);
    }
  }
  database.run(
      "INSERT INTO print_outcome (job_id, kind, first_label, last_label, reason, who, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      job_id, to_text(outcome.kind), outcome.first_label, outcome.last_label, outcome.reason,
      outcome.who, outcome.at);
  transaction.commit();
}

std::optional<PrintRecord> Registry::print_record(std::int64_t job_id) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  auto job = print_job(job_id);
  if (!job) return std::nullopt;
  return record_of(database, std::move(*job));
}

std::vector<PrintRecord> Registry::print_records(const PrintFilter& filter) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  std::vector<PrintRecord> records;
  for (PrintJob& job : sql::newest_jobs(database, filter)) {
    records.push_back(record_of(database, std::move(job)));
  }
  return records;
}

}  // namespace temgoc
