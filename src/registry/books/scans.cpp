// Counts scans by code and place, and notices a pack that was seen too far away too soon.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>
#include <vector>

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

// A code of a lot, and what is known of its scans in each place.
using Code = std::pair<std::int64_t, std::string>;
struct Seen {
  Instant counted_at = {};
  Instant last_at = {};
};
using SeenByPlace = std::map<std::string, Seen>;
using Known = std::map<Code, SeenByPlace>;

// Asked for so many codes at once, so that a server is not asked for each scan.
constexpr std::size_t kCodesAtOnce = 100;

std::string question(std::size_t codes) {
  std::string pairs;
  for (std::size_t n = 0; n < codes; ++n) pairs += n == 0 ? "(?, ?)" : ", (?, ?)";
  return "SELECT s.lot_id, s.serial, s.place, s.counted_at, s.last_at FROM (VALUES " + pairs +
         ") AS asked CROSS JOIN scan s ON s.lot_id = asked.column1 AND s.serial = asked.column2";
}

void ask(Database& database, std::span<const Code> codes, Known& known) {
  static const std::string kOne = question(1), kMany = question(kCodesAtOnce);
  std::vector<sql::Value> values;
  for (const auto& [lot, serial] : codes) {
    values.emplace_back(lot);
    values.emplace_back(serial);
  }
  // One statement for any number: the first code fills up the rest.
  const std::size_t places = codes.size() == 1 ? 1 : kCodesAtOnce;
  while (values.size() < 2 * places) {
    values.emplace_back(codes.front().first);
    values.emplace_back(codes.front().second);
  }
  Statement rows = database.query_list(places == 1 ? kOne : kMany, values);
  while (rows.step())
    known[{rows.integer(0), rows.text(1)}][rows.text(2)] = {rows.instant(3), rows.instant(4)};
}

Known known_of(Database& database, std::span<const RecordedScan> scans) {
  std::set<Code> asked;
  for (const RecordedScan& scan : scans) asked.emplace(scan.lot_id, scan.serial);
  const std::vector<Code> codes(asked.begin(), asked.end());
  Known known;
  for (std::size_t from = 0; from < codes.size(); from += kCodesAtOnce)
    ask(database, std::span(codes).subspan(from, std::min(kCodesAtOnce, codes.size() - from)),
        known);
  return known;
}

bool is_too_fast(const SeenByPlace& seen, const RecordedScan& scan, unsigned fastest_km_per_hour) {
  if (scan.serial.empty() || !scan.place || fastest_km_per_hour == 0) return false;
  for (const auto& [name, there] : seen) {
    if (name.empty() || name == scan.place->name()) continue;
    const std::chrono::duration<double, std::ratio<3600>> hours =
        std::chrono::abs(scan.at - there.last_at);
    const auto place = Province::named(name);
    if (place && scan.place->km_at_least_to(*place) > fastest_km_per_hour * hours.count())
      return true;
  }
  return false;
}

// The first scan of a code in a place always counts. After it a known phone counts for itself;
// where phones cannot be told apart, the place counts once in ten minutes.
bool counts(const SeenByPlace& seen, const RecordedScan& scan) {
  const auto here = seen.find(place_of(scan));
  if (here == seen.end()) return true;
  if (scan.phone != Phone::not_known) return scan.phone == Phone::fresh;
  return std::chrono::abs(scan.at - here->second.counted_at) >= kSecondLook;
}

void store_scan(Database& database, const RecordedScan& scan, bool counted, bool too_fast) {
  const std::string place = place_of(scan);
  database.send(
      "INSERT INTO scan (lot_id, serial, place, scans, first_at, counted_at, last_at, too_fast) "
      "VALUES (?1, ?2, ?3, 1, ?4, ?4, ?4, ?5) ON CONFLICT (lot_id, serial, place) DO UPDATE SET "
      "scans = scan.scans + ?6, "
      "counted_at = CASE WHEN ?6 <> 0 THEN ?4 ELSE scan.counted_at END, "
      "first_at = min(scan.first_at, ?4), last_at = max(scan.last_at, ?4), "
      "too_fast = max(scan.too_fast, ?5)",
      scan.lot_id, scan.serial, place, scan.at, int{too_fast}, int{counted});
  if (!counted) return;
  database.send(
      "INSERT INTO scan_day (day, lot_id, serial, place, scans, first_at, last_at) "
      "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5) ON CONFLICT (day, lot_id, serial, place) "
      "DO UPDATE SET scans = scan_day.scans + 1, first_at = min(scan_day.first_at, ?5), "
      "last_at = max(scan_day.last_at, ?5)",
      vietnam_day(scan.at), scan.lot_id, scan.serial, place, scan.at);
}

}  // namespace

std::size_t Registry::add_scans(std::span<const RecordedScan> scans, unsigned fastest_km_per_hour) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  Known known = known_of(database, scans);
  std::size_t counted = 0;
  for (const RecordedScan& scan : scans) {
    SeenByPlace& seen = known[{scan.lot_id, scan.serial}];
    const bool is_counted = counts(seen, scan);
    store_scan(database, scan, is_counted, is_too_fast(seen, scan, fastest_km_per_hour));
    const auto [here, is_new] = seen.try_emplace(place_of(scan), Seen{scan.at, scan.at});
    if (is_counted) here->second.counted_at = scan.at;
    here->second.last_at = std::max(here->second.last_at, scan.at);
    counted += is_counted;
  }
  transaction.commit();
  return counted;
}

bool Registry::add_scan(const RecordedScan& scan, unsigned fastest_km_per_hour) {
  return add_scans({&scan, 1}, fastest_km_per_hour) == 1;
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
