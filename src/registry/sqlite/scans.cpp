#include <chrono>

#include "engine.h"

namespace temgoc {

using sqlite::Database;
using sqlite::Statement;

namespace {

// A second look at the same pack counts once; two places within it are farther apart than anyone
// travels.
constexpr std::int64_t kTenMinutesMs = std::chrono::milliseconds(std::chrono::minutes(10)).count();

bool elsewhere_just_now(Database& database, std::int64_t lot_id, std::string_view serial,
                        std::string_view place, Instant at) {
  if (serial.empty() || place.empty()) return false;
  return database.exists(
      "SELECT 1 FROM scan WHERE lot_id = ?1 AND serial = ?2 AND place NOT IN ('', ?3) "
      "AND abs(last_at - ?4) < ?5 LIMIT 1",
      lot_id, serial, place, at, kTenMinutesMs);
}

}  // namespace

void Registry::add_scan(std::int64_t lot_id, std::string_view serial, std::string_view place,
                        Instant at) {
  Database& database = *engine_->database;
  sqlite::Transaction transaction(database);
  database.run(
      "INSERT INTO scan (lot_id, serial, place, scans, first_at, counted_at, last_at, too_fast) "
      "VALUES (?1, ?2, ?3, 1, ?4, ?4, ?4, ?5) ON CONFLICT (lot_id, serial, place) DO UPDATE SET "
      "scans = scans + (?4 - counted_at >= ?6), "
      "counted_at = CASE WHEN ?4 - counted_at >= ?6 THEN ?4 ELSE counted_at END, "
      "first_at = min(first_at, ?4), last_at = max(last_at, ?4), too_fast = max(too_fast, ?5)",
      lot_id, serial, place, at, int{elsewhere_just_now(database, lot_id, serial, place, at)},
      kTenMinutesMs);
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
