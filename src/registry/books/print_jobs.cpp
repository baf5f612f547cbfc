// Stores print jobs and reprints with their serials and templates, and finds them.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

const std::string sql::kJobSelect =
    "SELECT j.id, j.lot_id, j.template_id, j.template_sha256, j.kind, j.first_serial, "
    "j.last_serial, j.labels, j.at, j.leaf_index, j.dpi, j.language, j.start_cell, j.cells, "
    "j.copies, j.pages_in_part, j.content, j.file, j.who, j.over_quantity_reason, "
    "coalesce(j.reprint_of, 0), j.first_label, j.reprint_reason, j.placement FROM print_job j ";

namespace {

constexpr std::uint32_t kLastSealedSerial = 9'999'999;

std::uint32_t number(const Statement& row, int column) {
  return static_cast<std::uint32_t>(row.integer(column));
}

PrintSetup setup_row(const Statement& row) {
  return {.dpi = number(row, 10),
          .language = row.text(11),
          .start_cell = number(row, 12),
          .cells = number(row, 13),
          .copies = number(row, 14),
          .pages_in_part = number(row, 15),
          .content = row.text(16),
          .placement = placement_from(row.text(23)),
          .file = row.text(17)};
}

Result<std::int64_t> realm_of_lot(Database& database, std::int64_t lot_id) {
  Statement row = database.query("SELECT realm_id FROM lot WHERE id = ?", lot_id);
  if (row.step()) return row.integer(0);
  return Error{.code = "unknown_reference", .field = "lot_id", .value = std::to_string(lot_id)};
}

Result<void> give_serials(Database& database, PrintJob& job) {
  if (job.kind != CodeKind::item_seal) return {};
  const std::uint32_t last = std::max(sql::last_printed(database, job.lot_id),
                                      static_cast<std::uint32_t>(sql::spent_number(
                                          database, "serial", std::to_string(job.lot_id))));
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

void insert_job(Database& database, std::int64_t realm_id, PrintJob& job) {
  job.id = database.number("SELECT coalesce(max(id), 0) + 1 FROM print_job");
  const PrintSetup& setup = job.setup;
  database.run(
      "INSERT INTO print_job (id, lot_id, realm_id, leaf_index, template_id, template_sha256, "
      "kind, first_serial, last_serial, labels, at, dpi, language, start_cell, cells, copies, "
      "pages_in_part, content, file, who, over_quantity_reason, reprint_of, first_label, "
      "reprint_reason, placement) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, "
      "?)",
      job.id, job.lot_id, realm_id, job.leaf_index, job.template_id, job.template_sha256,
      to_text(job.kind), job.first_serial, job.last_serial, job.labels, job.at, setup.dpi,
      setup.language, setup.start_cell, setup.cells, setup.copies, setup.pages_in_part,
      setup.content, setup.file, job.who, job.over_quantity_reason, job.reprint_of, job.first_label,
      job.reprint_reason, stored(setup.placement));
}

void keep_template(Database& database, const PrintRequest& request) {
  if (request.template_text.empty()) return;
  database.run("INSERT INTO label_template (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
               request.template_sha256, request.template_text);
}

Result<void> list_serials(Database& database, const PrintJob& job,
                          std::span<const Serial> serials) {
  try {
    sql::Transaction part(database);
    const auto rows = database.pour("listed_serial", {"lot_id", "serial", "job_id", "position"});
    std::int64_t position = 0;
    for (const Serial& serial : serials) rows->add({job.lot_id, serial.text(), job.id, ++position});
    rows->finish();
    part.commit();
    return {};
  } catch (const sql::ConstraintFailure&) {
    // The schema says that one of them is there already, and not which.
    if (auto taken = sql::taken_serial(serials, [&](const std::string& serial) {
          return database.exists("SELECT 1 FROM listed_serial WHERE lot_id = ? AND serial = ?",
                                 job.lot_id, serial);
        }))
      return *taken;
    throw;
  }
}

void require_labels(const PrintRequest& request, std::size_t listed_serials) {
  const bool listed = request.kind == CodeKind::item_link;
  if (request.labels < 1 || request.labels > kLastSealedSerial ||
      listed_serials != (listed ? request.labels : 0)) {
    throw std::logic_error("a print job of no labels, too many, or with other serials than labels");
  }
}

void require_repeat(const PrintJob& again, const std::optional<PrintJob>& first) {
  const bool within = first && first->reprint_of == 0 && again.lot_id == first->lot_id &&
                      again.kind == first->kind && again.first_label >= 1 && again.labels >= 1 &&
                      again.first_label + again.labels - 1 <= first->labels;
  if (!within) throw std::logic_error("a reprint of labels that its first job does not have");
}

}  // namespace

std::optional<Error> sql::taken_serial(std::span<const Serial> serials,
                                       const std::function<bool(const std::string&)>& stands) {
  std::set<std::string> seen;
  for (const Serial& each : serials)
    if (stands(each.text()) || !seen.insert(each.text()).second)
      return Error{.code = "serial_taken", .field = "serial", .value = each.text()};
  return std::nullopt;
}

PrintJob sql::job_row(const Statement& row) {
  const auto kind = code_kind(row.text(4));
  if (!kind) throw SystemFailure({.code = "registry_damaged", .args = {{"reason", "code kind"}}});
  return {.id = row.integer(0),
          .lot_id = row.integer(1),
          .template_id = row.text(2),
          .template_sha256 = row.text(3),
          .kind = *kind,
          .first_serial = number(row, 5),
          .last_serial = number(row, 6),
          .labels = number(row, 7),
          .at = row.instant(8),
          .leaf_index = static_cast<std::uint64_t>(row.integer(9)),
          .setup = setup_row(row),
          .who = row.text(18),
          .over_quantity_reason = row.text(19),
          .reprint_of = row.integer(20),
          .first_label = number(row, 21),
          .reprint_reason = row.text(22)};
}

std::uint32_t sql::last_printed(Database& database, std::int64_t lot_id) {
  return static_cast<std::uint32_t>(database.number(
      "SELECT coalesce(max(last_serial), 0) FROM print_job WHERE lot_id = ?", lot_id));
}

Result<PrintJob> Registry::add_print_job(const PrintRequest& request, Instant at,
                                         std::span<const Serial> listed_serials,
                                         const std::function<std::string(const PrintJob&)>& entry) {
  require_labels(request, listed_serials.size());
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const Result<std::int64_t> realm_id = realm_of_lot(database, request.lot_id);
  if (!realm_id) return realm_id.error();
  if (const auto cancelled = sql::cancellation_of(database, request.lot_id))
    return lot_is_cancelled(*lot(request.lot_id), *cancelled);
  PrintJob job{.lot_id = request.lot_id,
               .template_id = request.template_id,
               .template_sha256 = request.template_sha256,
               .kind = request.kind,
               .labels = request.labels,
               .at = at,
               .leaf_index = sql::next_leaf_index(database, *realm_id),
               .setup = request.setup,
               .who = request.who,
               .over_quantity_reason = request.over_quantity_reason};
  if (const auto given = give_serials(database, job); !given) return given.error();
  keep_template(database, request);
  sql::append_log_entry(database, *realm_id, job.leaf_index, entry(job));
  insert_job(database, *realm_id, job);
  if (const auto stored = list_serials(database, job, listed_serials); !stored) {
    return stored.error();
  }
  transaction.commit();
  return job;
}

Result<PrintJob> Registry::add_reprint(const PrintJob& again) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  require_repeat(again, print_job(again.reprint_of));
  const Result<std::int64_t> realm_id = realm_of_lot(database, again.lot_id);
  if (!realm_id) return realm_id.error();
  if (auto voided = sql::first_voided(database, again)) {
    return Error{.code = "label_voided", .field = "labels", .value = *voided};
  }
  PrintJob job = again;
  insert_job(database, *realm_id, job);
  if (engine_->fact_entries) {
    const sql::LogPlace place = sql::log_place_of_lot(database, job.lot_id);
    sql::append_log_entry(database, *realm_id, engine_->fact_entries->reprint(place.realm, job));
  }
  transaction.commit();
  return job;
}

std::optional<PrintJob> Registry::print_job(std::int64_t id) const {
  static const std::string kSql = sql::kJobSelect + "WHERE j.id = ?";
  Statement row = engine_->database->query(kSql, id);
  if (!row.step()) return std::nullopt;
  return sql::job_row(row);
}

std::vector<PrintJob> Registry::print_jobs(std::int64_t lot_id) const {
  static const std::string kSql = sql::kJobSelect + "WHERE lot_id = ? ORDER BY id";
  Statement rows = engine_->database->query(kSql, lot_id);
  std::vector<PrintJob> jobs;
  while (rows.step()) jobs.push_back(sql::job_row(rows));
  return jobs;
}

std::optional<PrintJob> Registry::first_print_job(std::int64_t lot_id) const {
  static const std::string kSql =
      sql::kJobSelect + "WHERE j.id = (SELECT min(id) FROM print_job WHERE lot_id = ?)";
  Statement row = engine_->database->query(kSql, lot_id);
  if (!row.step()) return std::nullopt;
  return sql::job_row(row);
}

std::vector<PrintJob> sql::newest_jobs(Database& database, const PrintFilter& filter) {
  // The condition has SQLite walk the key from there down.
  static const std::string kAny = sql::kJobSelect + "WHERE id < ?2 ORDER BY id DESC LIMIT ?1";
  static const std::string kOfLot =
      sql::kJobSelect + "WHERE lot_id = ?3 AND id < ?2 ORDER BY id DESC LIMIT ?1";
  static const std::string kOfCooperative =
      sql::kJobSelect +
      "JOIN job_of_cooperative c ON c.job_id = j.id WHERE c.cooperative_id = ?3 "
      "AND c.job_id < ?2 ORDER BY c.job_id DESC LIMIT ?1";
  Statement rows =
      filter.lot_id ? database.query(kOfLot, filter.limit, filter.before_id, *filter.lot_id)
      : filter.cooperative_id.empty()
          ? database.query(kAny, filter.limit, filter.before_id)
          : database.query(kOfCooperative, filter.limit, filter.before_id, filter.cooperative_id);
  std::vector<PrintJob> jobs;
  while (rows.step()) jobs.push_back(sql::job_row(rows));
  return jobs;
}

std::vector<Serial> Registry::listed_serials(std::int64_t job_id) const {
  const auto job = print_job(job_id);
  std::vector<Serial> serials;
  if (!job || job->kind != CodeKind::item_link) return serials;
  Statement rows = engine_->database->query(
      "SELECT serial FROM listed_serial WHERE job_id = ? AND position BETWEEN ? AND ? "
      "ORDER BY position",
      job->first_job(), job->first_label, job->first_label + job->labels - 1);
  while (rows.step()) serials.push_back(sql::trusted(Serial::parse(rows.text(0))));
  return serials;
}

std::optional<std::string> Registry::template_text(std::string_view sha256) const {
  Statement row =
      engine_->database->query("SELECT body FROM label_template WHERE sha256 = ?", sha256);
  if (!row.step()) return std::nullopt;
  return row.text(0);
}

}  // namespace temgoc
