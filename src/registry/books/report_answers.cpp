// Reports with their answers.
#include "engine.h"
#include "temgoc/registry/report_book.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

const std::string kSelect =
    "SELECT r.id, r.nth, r.label, r.verdict, r.reason, r.lot_id, r.message, r.place, r.at, "
    "coalesce(l.cooperative_id, '') FROM report r LEFT JOIN lot l ON l.id = r.lot_id ";

std::vector<ReportAnswer> answers_to(Database& database, std::int64_t report_id) {
  Statement rows = database.query(
      "SELECT kind, words, at, actor_id, actor_name, actor_role, channel FROM report_answer "
      "WHERE report_id = ? ORDER BY id",
      report_id);
  std::vector<ReportAnswer> answers;
  while (rows.step()) {
    answers.push_back({.kind = answer_kind(rows.text(0)).value(),
                       .words = rows.text(1),
                       .at = rows.instant(2),
                       .actor = {rows.text(3), rows.text(4), rows.text(5),
                                 channel_from(rows.text(6)).value_or(Channel::command)}});
  }
  return answers;
}

AnsweredReport report_row(Database& database, const Statement& row) {
  AnsweredReport found{
      .id = row.integer(0),
      .report = {.number = static_cast<unsigned>(row.integer(1)),
                 .label = row.text(2),
                 .verdict = row.text(3),
                 .reason = row.text(4),
                 .lot_id = row.is_null(5) ? std::nullopt : std::optional(row.integer(5)),
                 .message = row.text(6),
                 .place = row.text(7),
                 .at = row.instant(8)},
      .cooperative_id = row.text(9)};
  found.answers = answers_to(database, found.id);
  return found;
}

}  // namespace

std::vector<AnsweredReport> ReportBook::reports(const ReportFilter& filter) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  static const std::string kSql =
      kSelect +
      "WHERE r.id < ?1 AND (?2 = '' OR r.lot_id IS NULL OR l.cooperative_id = ?2) "
      "AND (?3 = 0 OR NOT EXISTS (SELECT 1 FROM report_answer a WHERE a.report_id = r.id)) "
      "ORDER BY r.id DESC LIMIT ?4";
  Statement rows = database.query(kSql, filter.before_id, filter.cooperative_id,
                                  filter.only_open ? 1 : 0, filter.limit);
  std::vector<AnsweredReport> found;
  while (rows.step()) found.push_back(report_row(database, rows));
  return found;
}

std::optional<AnsweredReport> ReportBook::report(const ReportReceipt& receipt) const {
  Database& database = *engine_->database;
  static const std::string kSql = kSelect + "WHERE r.day = ? AND r.nth = ?";
  Statement row = database.query(kSql, receipt.day, static_cast<std::int64_t>(receipt.number));
  if (!row.step()) return std::nullopt;
  return report_row(database, row);
}

void ReportBook::add_answer(std::int64_t report_id, const ReportAnswer& answer) {
  engine_->database->run(
      "INSERT INTO report_answer (report_id, at, kind, words, actor_id, actor_name, actor_role, "
      "channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      report_id, answer.at, to_text(answer.kind), answer.words, answer.actor.id, answer.actor.name,
      answer.actor.role, to_text(answer.actor.channel));
}

}  // namespace temgoc
