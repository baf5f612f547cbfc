// What people who doubt a label told us.
#include "engine.h"

namespace temgoc {

using sql::Statement;

namespace {

SuspicionReport report_row(const Statement& row) {
  return {.number = static_cast<unsigned>(row.integer(0)),
          .label = row.text(1),
          .verdict = row.text(2),
          .reason = row.text(3),
          .lot_id = row.is_null(4) ? std::nullopt : std::optional(row.integer(4)),
          .message = row.text(5),
          .place = row.text(6),
          .at = row.instant(7)};
}

}  // namespace

bool Registry::add_report(const SuspicionReport& report) {
  sql::Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const bool added = database.exists(
      "INSERT INTO report (day, nth, label, verdict, reason, lot_id, message, place, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
      vietnam_day(report.at), static_cast<std::int64_t>(report.number), report.label,
      report.verdict, report.reason, report.lot_id, report.message, report.place, report.at);
  transaction.commit();
  return added;
}

std::vector<SuspicionReport> Registry::reports(unsigned limit) const {
  Statement rows = engine_->database->query(
      "SELECT nth, label, verdict, reason, lot_id, message, place, at FROM report "
      "ORDER BY id DESC LIMIT ?",
      limit);
  std::vector<SuspicionReport> reports;
  while (rows.step()) reports.push_back(report_row(rows));
  return reports;
}

}  // namespace temgoc
