// What is read back of scans: by day, and what looks wrong.
#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// A thief with a key could name any number of lots; past this many rows a day all count as one.
constexpr std::int64_t kMostAlarmsOfDay = 1'000;

const std::string kDaySelect =
    "SELECT d.day, l.cooperative_id, l.gtin, l.code, d.serial, d.place, d.scans, d.first_at, "
    "d.last_at FROM scan_day d JOIN lot l ON l.id = d.lot_id ";

ScansOfDay day_row(const Statement& row) {
  return {.day = row.day(0),
          .cooperative_id = row.text(1),
          .gtin = sql::trusted(Gtin::parse(row.text(2))),
          .lot = sql::trusted(LotCode::parse(row.text(3))),
          .serial = row.text(4),
          .place = row.text(5),
          .scans = static_cast<std::uint64_t>(row.integer(6)),
          .first_at = row.instant(7),
          .last_at = row.instant(8)};
}

bool is_on_record(Database& database, const ScanAlarm& alarm) {
  return database.exists(
      "SELECT 1 FROM scan_alarm WHERE day = ? AND kind = ? AND gtin = ? AND lot = ?", alarm.day,
      to_text(alarm.kind), alarm.gtin, alarm.lot);
}

// Without the lot, where the day has too many of them already.
ScanAlarm bounded(Database& database, const ScanAlarm& alarm) {
  if (is_on_record(database, alarm)) return alarm;
  if (database.number("SELECT count(*) FROM scan_alarm WHERE day = ?", alarm.day) <
      kMostAlarmsOfDay)
    return alarm;
  return {.kind = alarm.kind, .day = alarm.day, .asked = alarm.asked};
}

}  // namespace

std::vector<ScansOfDay> Registry::scan_days(const ScanFilter& filter) const {
  // Each column that is not asked for is left out by a bound that nothing passes.
  const Day from = filter.from.value_or(Day(std::chrono::days(0)));
  const Day until = filter.until.value_or(Day(std::chrono::days(1'000'000)));
  Statement rows =
      filter.lot_id ? engine_->database->query(kDaySelect +
                                                   "WHERE d.lot_id = ? AND d.day BETWEEN ? AND ? "
                                                   "ORDER BY d.day, d.serial, d.place LIMIT ?",
                                               *filter.lot_id, from, until, filter.limit)
                    : engine_->database->query(
                          kDaySelect +
                              "WHERE d.day BETWEEN ? AND ? AND (?3 = '' OR l.cooperative_id = ?3) "
                              "ORDER BY d.day, d.lot_id, d.serial, d.place LIMIT ?4",
                          from, until, filter.cooperative_id, filter.limit);
  std::vector<ScansOfDay> days;
  while (rows.step()) days.push_back(day_row(rows));
  return days;
}

std::vector<ScannedItem> Registry::items_over(const CopyThresholds& most,
                                              std::string_view cooperative_id, unsigned limit,
                                              std::optional<Day> since) const {
  // Of all items, or of those that the days since name: by their day, not by all lots of ever.
  static const std::string kAll = "(SELECT * FROM scan WHERE ?5 IS NULL) s";
  static const std::string kLately =
      "(SELECT DISTINCT +lot_id AS lot_id, +serial AS serial FROM scan_day WHERE day >= ?5) i "
      "CROSS JOIN scan s ON s.lot_id = i.lot_id AND s.serial = i.serial";
  const std::string sql =
      "SELECT s.lot_id, s.serial, sum(s.scans) AS times FROM " + (since ? kLately : kAll) +
      " JOIN lot l ON l.id = s.lot_id WHERE s.serial <> '' AND (?1 = '' OR l.cooperative_id = ?1) "
      "GROUP BY s.lot_id, s.serial "
      "HAVING sum(s.scans) > ?2 OR count(nullif(s.place, '')) > ?3 OR max(s.too_fast) = 1 "
      "ORDER BY times DESC, s.lot_id, s.serial LIMIT ?4";
  std::vector<ScannedItem> items;
  const sql::Snapshot snapshot(*engine_->database);
  Statement rows =
      engine_->database->query(sql, cooperative_id, most.scans, most.places, limit, since);
  while (rows.step()) {
    auto of = lot(rows.integer(0));
    if (!of || of->test) continue;
    const std::string serial = rows.text(1);
    items.push_back({*of, serial, sql::scans_of(*engine_->database, of->id, serial)});
  }
  return items;
}

std::vector<ScannedLot> Registry::lots_over_printed(std::string_view cooperative_id,
                                                    unsigned limit) const {
  std::vector<ScannedLot> lots;
  const sql::Snapshot snapshot(*engine_->database);
  Statement rows = engine_->database->query(
      "SELECT lot_id, times, printed FROM (SELECT s.lot_id, sum(s.scans) AS times, "
      "(SELECT coalesce(sum(j.labels), 0) FROM print_job j WHERE j.lot_id = s.lot_id AND "
      "j.kind = 'lot_seal' AND j.reprint_of IS NULL) AS printed "
      "FROM scan s JOIN lot l ON l.id = s.lot_id "
      "WHERE s.serial = '' AND (?1 = '' OR l.cooperative_id = ?1) GROUP BY s.lot_id) AS sums "
      "WHERE times > printed ORDER BY times - printed DESC, lot_id LIMIT ?2",
      cooperative_id, limit);
  while (rows.step()) {
    auto of = lot(rows.integer(0));
    if (!of || of->test) continue;
    lots.push_back({std::move(*of), static_cast<std::uint64_t>(rows.integer(1)),
                    static_cast<std::uint64_t>(rows.integer(2))});
  }
  return lots;
}

std::vector<ReportedLot> Registry::lots_reported(std::string_view cooperative_id, Day from,
                                                 unsigned limit) const {
  std::vector<ReportedLot> lots;
  const sql::Snapshot snapshot(*engine_->database);
  Statement rows = engine_->database->query(
      "SELECT r.lot_id, count(*) AS times, max(r.at) FROM report r "
      "LEFT JOIN lot l ON l.id = r.lot_id "
      "WHERE r.day >= ?1 AND (?2 = '' OR r.lot_id IS NULL OR l.cooperative_id = ?2) "
      "GROUP BY r.lot_id ORDER BY times DESC, r.lot_id LIMIT ?3",
      from, cooperative_id, limit);
  while (rows.step()) {
    ReportedLot reported{.reports = static_cast<std::uint64_t>(rows.integer(1)),
                         .last_at = rows.instant(2)};
    if (!rows.is_null(0)) reported.lot = lot(rows.integer(0));
    if (!reported.lot || !reported.lot->test) lots.push_back(std::move(reported));
  }
  return lots;
}

void Registry::add_scan_alarm(const ScanAlarm& alarm) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const ScanAlarm kept = bounded(database, alarm);
  database.run(
      "INSERT INTO scan_alarm (day, kind, gtin, lot, serial, asked) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (day, kind, gtin, lot) DO UPDATE SET asked = scan_alarm.asked + excluded.asked",
      kept.day, to_text(kept.kind), kept.gtin, kept.lot, kept.serial, kept.asked);
  transaction.commit();
}

std::vector<ScanAlarm> Registry::scan_alarms(Day from) const {
  Statement rows = engine_->database->query(
      "SELECT kind, day, gtin, lot, serial, asked FROM scan_alarm WHERE day >= ? "
      "ORDER BY day DESC, kind, gtin, lot",
      from);
  std::vector<ScanAlarm> alarms;
  while (rows.step()) {
    alarms.push_back({.kind = scan_alarm_kind(rows.text(0)).value(),
                      .day = rows.day(1),
                      .gtin = rows.text(2),
                      .lot = rows.text(3),
                      .serial = rows.text(4),
                      .asked = static_cast<std::uint64_t>(rows.integer(5))});
  }
  return alarms;
}

std::uint64_t Registry::thin_scans(Day before, unsigned most) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  std::int64_t gone = database.change(
      "DELETE FROM scan_day WHERE (day, lot_id, serial, place) IN "
      "(SELECT day, lot_id, serial, place FROM scan_day WHERE day < ? LIMIT ?)",
      before, most);
  gone += database.change("DELETE FROM scan_alarm WHERE day < ?", before);
  transaction.commit();
  return static_cast<std::uint64_t>(gone);
}

}  // namespace temgoc
