// Sums by month, day and place.
#include "temgoc/registry/tallies.h"

#include "engine.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr int kMonths = 12;

// Scans of real lots; what is not asked for is left out by a bound that nothing passes.
std::string sum_of_scans(std::string_view by, std::string_view order) {
  std::string sql = "SELECT ";
  sql.append(by).append(
      ", sum(d.scans) AS times FROM scan_day d JOIN lot l ON l.id = d.lot_id "
      "JOIN realm r ON r.id = l.realm_id WHERE r.test = 0 AND d.day BETWEEN ?1 AND ?2 "
      "AND (?3 = '' OR l.cooperative_id = ?3) AND (?4 = 0 OR d.lot_id = ?4) GROUP BY ");
  return sql.append(by).append(" ORDER BY ").append(order);
}

Statement scans_of(sql::Database& database, const std::string& sql, const ScanFilter& filter) {
  return database.query(sql, filter.from.value_or(Day(std::chrono::days(0))),
                        filter.until.value_or(Day(std::chrono::days(1'000'000))),
                        filter.cooperative_id, filter.lot_id.value_or(0));
}

std::uint64_t count_in(const Statement& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

}  // namespace

std::vector<LotsOfMonth> Tallies::lots_by_month(Day from, Day until) const {
  // CROSS JOIN: the index of the moments leads, whatever SQLite knows of the tables.
  Statement rows = engine_->database->query(
      "SELECT CAST(strftime('%Y', l.issued_at / 1000 + ?3, 'unixepoch') AS INTEGER) * 12 + "
      "CAST(strftime('%m', l.issued_at / 1000 + ?3, 'unixepoch') AS INTEGER) - 1 AS month, "
      "l.cooperative_id, count(*), count(c.lot_id) FROM lot l "
      "CROSS JOIN realm r ON r.id = l.realm_id LEFT JOIN lot_cancellation c ON c.lot_id = l.id "
      "WHERE r.test = 0 AND l.issued_at >= ?1 AND l.issued_at < ?2 "
      "GROUP BY month, l.cooperative_id ORDER BY month, l.cooperative_id",
      first_moment_of(from), first_moment_of(until + std::chrono::days(1)),
      static_cast<std::int64_t>(std::chrono::seconds(kVietnamAhead).count()));
  std::vector<LotsOfMonth> months;
  while (rows.step()) {
    const auto month = static_cast<int>(rows.integer(0));
    months.push_back({std::chrono::year(month / kMonths) /
                          std::chrono::month(static_cast<unsigned>(month % kMonths) + 1),
                      rows.text(1), count_in(rows, 2), count_in(rows, 3)});
  }
  return months;
}

std::vector<ScansOnDay> Tallies::scans_by_day(const ScanFilter& filter) const {
  static const std::string kSql = sum_of_scans("d.day", "d.day");
  Statement rows = scans_of(*engine_->database, kSql, filter);
  std::vector<ScansOnDay> days;
  while (rows.step()) days.push_back({rows.day(0), count_in(rows, 1)});
  return days;
}

std::vector<ScansInPlace> Tallies::scans_by_place(const ScanFilter& filter) const {
  static const std::string kSql = sum_of_scans("d.place", "times DESC, d.place");
  Statement rows = scans_of(*engine_->database, kSql, filter);
  std::vector<ScansInPlace> places;
  while (rows.step()) places.push_back({rows.text(0), count_in(rows, 1)});
  return places;
}

}  // namespace temgoc
