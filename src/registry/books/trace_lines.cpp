// The graph of lots, as it is walked.
#include "engine.h"
#include "line_reading.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {

using sql::Statement;

namespace {

TraceLine line_row(const Statement& row) {
  TraceLine line{
      .event = row.integer(0), .role = static_cast<LotRole>(row.integer(1)), .lot = row.integer(2)};
  if (!row.is_null(3)) {
    line.unit = row.integer(3);
    line.amount = row.integer(4);
  }
  return line;
}

std::vector<std::int64_t> numbers(Statement rows) {
  std::vector<std::int64_t> all;
  while (rows.step()) all.push_back(rows.integer(0));
  return all;
}

}  // namespace

std::vector<std::int64_t> EventBook::events_of(std::int64_t traced_lot_id, LotRole role) const {
  return numbers(engine_->database->query(
      "SELECT event_id FROM event_lot WHERE traced_lot_id = ? AND role = ? ORDER BY event_id",
      traced_lot_id, static_cast<int>(role)));
}

std::vector<TraceLine> EventBook::lines_of(std::int64_t event_id) const {
  Statement rows = engine_->database->query(
      "SELECT event_id, role, traced_lot_id, unit_id, amount FROM event_lot WHERE event_id = ?",
      event_id);
  std::vector<TraceLine> lines;
  while (rows.step()) lines.push_back(line_row(rows));
  return lines;
}

void EventBook::each_line(const std::function<void(const TraceLine&)>& visit) const {
  sql::read_lines(*engine_->database, visit);
}

std::vector<std::int64_t> EventBook::events_in_error() const {
  return numbers(engine_->database->query("SELECT event_id FROM event_error ORDER BY event_id"));
}

std::vector<std::int64_t> EventBook::events_after(Instant moment) const {
  return numbers(
      engine_->database->query("SELECT id FROM event WHERE happened_at > ? ORDER BY id", moment));
}

std::int64_t EventBook::last_traced_lot() const {
  return engine_->database->number("SELECT coalesce(max(id), 0) FROM traced_lot");
}

std::string EventBook::unit_name(std::int64_t unit) const {
  Statement row = engine_->database->query("SELECT name FROM event_unit WHERE id = ?", unit);
  return row.step() ? row.text(0) : std::string();
}

}  // namespace temgoc
