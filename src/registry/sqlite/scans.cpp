#include <chrono>

#include "engine.h"

namespace temgoc {

using sqlite::Database;
using sqlite::Statement;

namespace {

// A second look at the same pack counts once.
constexpr std::int64_t kTenMinutesMs = std::chrono::milliseconds(std::chrono::minutes(10)).count();

bool elsewhere_just_now(Database& database, const RecordedScan& scan, std::chrono::minutes gap) {
  if (scan.serial.empty() || scan.place.empty()) return false;
  return database.exists(
      "SELECT 1 FROM scan WHERE lot_id = ?1 AND serial = ?2 AND place NOT IN ('', ?3) "
      "AND abs(last_at - ?4) < ?5 LIMIT 1",
      scan.lot_id, scan.serial, scan.place, scan.at, std::chrono::milliseconds(gap).count());
}

// The first scan of a code in a place always counts. After it a known phone counts for itself;
// where phones cannot be told apart, the place counts once in ten minutes.
bool counts(Database& database, const RecordedScan& scan) {
  Statement last =
      database.query("SELECT counted_at FROM scan WHERE lot_id = ? AND serial = ? AND place = ?",
                     scan.lot_id, scan.serial, scan.place);
  if (!last.step()) return true;
  if (scan.phone != Phone::not_known) return scan.phone == Phone::fresh;
  return (scan.at - last.instant(0)).count() >= kTenMinutesMs;
}

}  // namespace

void Registry::add_scan(const RecordedScan& scan, std::chrono::minutes too_fast_within) {
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  const bool counted = counts(database, scan);
  database.run(
      "INSERT INTO scan (lot_id, serial, place, scans, first_at, counted_at, last_at, too_fast) "
      "VALUES (?1, ?2, ?3, 1, ?4, ?4, ?4, ?5) ON CONFLICT (lot_id, serial, place) DO UPDATE SET "
      "scans = scans + ?6, "
      "counted_at = CASE WHEN ?6 THEN max(counted_at, ?4) ELSE counted_at END, "
      "first_at = min(first_at, ?4), last_at = max(last_at, ?4), too_fast = max(too_fast, ?5)",
      scan.lot_id, scan.serial, scan.place, scan.at,
      int{elsewhere_just_now(database, scan, too_fast_within)}, int{counted});
  if (counted) {
    database.run(
        "INSERT INTO scan_day (day, lot_id, serial, place, scans, first_at, last_at) "
        "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5) ON CONFLICT (day, lot_id, serial, place) "
        "DO UPDATE SET scans = scans + 1, first_at = min(first_at, ?5), "
        "last_at = max(last_at, ?5)",
        vietnam_day(scan.at), scan.lot_id, scan.serial, scan.place, scan.at);
  }
  transaction.commit();
}

ScanCount sqlite::scans_of(Database& database, std::int64_t lot_id, std::string_view serial) {
  Statement rows = database.query(
      "SELECT place, scans, first_at, too_fast FROM scan WHERE lot_id = ? AND serial = ?", lot_id,
      serial);
  ScanCount count;
  while (rows.step()) {
    const std::string place = rows.text(0);
    count.scans += static_cast<std::uint64_t>(rows.integer(1));
    if (!place.empty()) ++count.places;
    if (!count.first_at || rows.instant(2) < *count.first_at) {
      count.first_at = rows.instant(2);
      count.first_place = place;
    }
    if (rows.integer(3) != 0) count.too_fast = true;
  }
  return count;
}

}  // namespace temgoc
