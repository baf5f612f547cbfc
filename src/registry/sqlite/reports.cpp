#include <cstdio>

#include "engine.h"

namespace temgoc {

using sqlite::Statement;

namespace {

std::string receipt_of(Day day, std::int64_t nth) {
  const std::chrono::year_month_day date(day);
  char text[40];
  std::snprintf(text, sizeof text, "BN-%02d%02u%02u-%lld", static_cast<int>(date.year()) % 100,
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<long long>(nth));
  return text;
}

SuspicionReport report_row(const Statement& row) {
  return {.receipt = receipt_of(row.day(0), row.integer(1)),
          .label = row.text(2),
          .verdict = row.text(3),
          .reason = row.text(4),
          .lot_id = row.is_null(5) ? std::nullopt : std::optional(row.integer(5)),
          .message = row.text(6),
          .place = row.text(7),
          .at = row.instant(8)};
}

}  // namespace

Result<std::string> Registry::add_report(const SuspicionReport& report) {
  sqlite::Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  const Day day = vietnam_day(report.at);
  Statement standing = database.query(
      "SELECT nth FROM report WHERE day = ? AND label = ? AND message = ? AND place = ?", day,
      report.label, report.message, report.place);
  if (standing.step()) return receipt_of(day, standing.integer(0));
  const std::int64_t nth =
      database.number("SELECT coalesce(max(nth), 0) + 1 FROM report WHERE day = ?", day);
  if (nth > kMaxReportsOfDay)
    return Error{.code = "reports_full", .args = {{"limit", std::to_string(kMaxReportsOfDay)}}};
  database.run(
      "INSERT INTO report (day, nth, label, verdict, reason, lot_id, message, place, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      day, nth, report.label, report.verdict, report.reason, report.lot_id, report.message,
      report.place, report.at);
  transaction.commit();
  return receipt_of(day, nth);
}

std::vector<SuspicionReport> Registry::reports(unsigned limit) const {
  Statement rows = engine_->database->query(
      "SELECT day, nth, label, verdict, reason, lot_id, message, place, at FROM report "
      "ORDER BY id DESC LIMIT ?",
      limit);
  std::vector<SuspicionReport> reports;
  while (rows.step()) reports.push_back(report_row(rows));
  return reports;
}

}  // namespace temgoc
