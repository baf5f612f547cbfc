// Counts scans by code and place, and notices a pack that was seen too far away too soon.
#include <chrono>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// A second look at the same pack counts once.
constexpr std::chrono::minutes kSecondLook{10};

std::string place_of(const RecordedScan& scan) {
  return scan.place ? std::string(scan.place->name()) : std::string();
}

bool is_too_fast(Database& database, const RecordedScan& scan, unsigned fastest_km_per_hour) {
  if (scan.serial.empty() || !scan.place || fastest_km_per_hour == 0) return false;
  Statement elsewhere = database.query(
      "SELECT place, last_at FROM scan WHERE lot_id = ? AND serial = ? AND place NOT IN ('', ?)",
      scan.lot_id, scan.serial, scan.place->name());
  while (elsewhere.step()) {
    const auto place = Province::named(elsewhere.text(0));
    const std::chrono::duration<double, std::ratio<3600>> hours =
        std::chrono::abs(scan.at - elsewhere.instant(1));
    if (place && scan.place->km_at_least_to(*place) > fastest_km_per_hour * hours.count())
      return true;
  }
  return false;
}

// The first scan of a code in a place always counts. After it a known phone counts for itself;
// where phones cannot be told apart, the place counts once in ten minutes.
bool counts(Database& database, const RecordedScan& scan) {
  Statement last =
      database.query("SELECT counted_at FROM scan WHERE lot_id = ? AND serial = ? AND place = ?",
                     scan.lot_id, scan.serial, place_of(scan));
  if (!last.step()) return true;
  if (scan.phone != Phone::not_known) return scan.phone == Phone::fresh;
  return std::chrono::abs(scan.at - last.instant(0)) >= kSecondLook;
}

}  // namespace

bool Registry::add_scan(const RecordedScan& scan, unsigned fastest_km_per_hour) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const bool counted = counts(database, scan);
  const std::string place = place_of(scan);
  database.run(
      "INSERT INTO scan (lot_id, serial, place, scans, first_at, counted_at, last_at, too_fast) "
      "VALUES (?1, ?2, ?3, 1, ?4, ?4, ?4, ?5) ON CONFLICT (lot_id, serial, place) DO UPDATE SET "
      "scans = scan.scans + ?6, "
      "counted_at = CASE WHEN ?6 <> 0 THEN ?4 ELSE scan.counted_at END, "
      "first_at = min(scan.first_at, ?4), last_at = max(scan.last_at, ?4), "
      "too_fast = max(scan.too_fast, ?5)",
      scan.lot_id, scan.serial, place, scan.at,
      int{is_too_fast(database, scan, fastest_km_per_hour)}, int{counted});
  if (counted) {
    database.run(
        "INSERT INTO scan_day (day, lot_id, serial, place, scans, first_at, last_at) "
        "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5) ON CONFLICT (day, lot_id, serial, place) "
        "DO UPDATE SET scans = scan_day.scans + 1, first_at = min(scan_day.first_at, ?5), "
        "last_at = max(scan_day.last_at, ?5)",
        vietnam_day(scan.at), scan.lot_id, scan.serial, place, scan.at);
  }
  transaction.commit();
  return counted;
}

ScanCount sql::scans_of(Database& database, std::int64_t lot_id, std::string_view serial) {
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
