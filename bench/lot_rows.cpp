// lot_rows REGISTRY COUNT: fills the registry up to COUNT lots of its first lot's product and key,
// row by row as they would lie there but without a signature, then looks random ones up as a scan
// does. Prints the seconds that filling took, the bytes of the file, and the microseconds of one
// look-up.
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <unordered_set>

#include "sqlite_rows.h"
#include "temgoc/registry/registry.h"
#include "temgoc/seal/seal.h"

using namespace temgoc;

namespace {

using Seconds = std::chrono::duration<double>;
constexpr unsigned kDays = 1500;  // that the lots are spread over
constexpr unsigned kLookUps = 200'000;

std::string code_of(unsigned number) { return "B" + std::to_string(number); }
Day packed_on(const Lot& first, unsigned number) {
  return first.packed_on - std::chrono::days(number % kDays);
}

SealHeader header_of(const Lot& first, unsigned number) {
  SealHeader header =
      decode_header(std::span<const std::uint8_t, 13>(first.seal.data(), 13)).value();
  header.issue_number = number;
  header.packed_on = packed_on(first, number);
  return header;
}

// Some of ten million random ones are the same, as they would be at issuing.
std::string new_short_code(std::unordered_set<std::string>& taken, const RandomSource& random) {
  while (true) {
    std::string code = ShortCode::random(random).text();
    if (taken.insert(code).second) return code;
  }
}

void add_lot(const Rows& rows, sqlite3_stmt* entry, sqlite3_stmt* lot, const Lot& first,
             unsigned number, sqlite3_int64 leaf, const std::string& short_code) {
  const std::string code = code_of(number);
  const auto header = encode(header_of(first, number));
  auto seal = first.seal;
  std::copy(header.begin(), header.end(), seal.begin());
  sqlite3_bind_int64(entry, 1, leaf);
  rows.check(sqlite3_step(entry));
  sqlite3_reset(entry);
  sqlite3_bind_int64(lot, 1, number);
  sqlite3_bind_int64(lot, 2, leaf);
  sqlite3_bind_text(lot, 3, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
  sqlite3_bind_text(lot, 4, short_code.data(), static_cast<int>(short_code.size()), SQLITE_STATIC);
  sqlite3_bind_blob(lot, 5, seal.data(), static_cast<int>(seal.size()), SQLITE_STATIC);
  sqlite3_bind_int64(lot, 6, packed_on(first, number).time_since_epoch().count());
  rows.check(sqlite3_step(lot));
  sqlite3_reset(lot);
}

sqlite3_int64 number_of(const Rows& rows, const char* sql) {
  sqlite3_stmt* row = rows.prepared(sql);
  rows.check(sqlite3_step(row));
  const sqlite3_int64 number = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  return number;
}

void fill(const char* path, const Lot& first, unsigned count) {
  const Rows rows(path);
  rows.run(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; BEGIN");
  sqlite3_stmt* entry = rows.prepared(
      "INSERT INTO log_entry SELECT realm_id, ?1, entry FROM log_entry WHERE (realm_id, "
      "leaf_index) "
      "= (SELECT realm_id, leaf_index FROM lot WHERE issue_number = 1 LIMIT 1)");
  sqlite3_stmt* lot = rows.prepared(
      "INSERT INTO lot (realm_id, key_id, issue_number, leaf_index, cooperative_id, product_id, "
      "gtin, code, short_code, seal, host, packed_on, shelf_life_days, quantity_thousandths, unit, "
      "place_id, request_id, backdate_reason, issued_at) SELECT realm_id, key_id, ?1, ?2, "
      "cooperative_id, product_id, gtin, ?3, ?4, ?5, host, ?6, shelf_life_days, "
      "quantity_thousandths, unit, place_id, NULL, backdate_reason, issued_at FROM lot "
      "WHERE id = 1");
  sqlite3_stmt* record = rows.prepared(
      "INSERT INTO lot_record SELECT last_insert_rowid(), record, certifications, cooperative, "
      "place, product FROM lot_record WHERE lot_id = 1");
  std::mt19937_64 generator(1);
  const RandomSource random = [&](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator() >> 32);
  };
  std::unordered_set<std::string> taken{first.short_code.text()};
  const auto last = static_cast<unsigned>(number_of(rows, "SELECT max(issue_number) FROM lot"));
  // Behind the entries that the workplace made itself, without a gap.
  sqlite3_int64 leaf = number_of(rows,
                                 "SELECT max(leaf_index) FROM log_entry WHERE realm_id = (SELECT "
                                 "realm_id FROM lot WHERE id = 1)");
  for (unsigned number = last + 1; number <= count; ++number) {
    add_lot(rows, entry, lot, first, number, ++leaf, new_short_code(taken, random));
    rows.check(sqlite3_step(record));
    sqlite3_reset(record);
  }
  for (sqlite3_stmt* each : {entry, lot, record}) sqlite3_finalize(each);
  rows.run("COMMIT; PRAGMA journal_mode = WAL");
}

// The same ones twice: the first time reads their part of the file into memory.
double look_up_us(const char* path, const Lot& first, unsigned count) {
  const Registry registry = std::move(Registry::open_read_only(path).value());
  Seconds took{};
  for (int round = 0; round < 2; ++round) {
    std::mt19937 generator(2);
    const auto began = std::chrono::steady_clock::now();
    for (unsigned i = 0; i < kLookUps; ++i) {
      const auto number = static_cast<unsigned>(2 + generator() % (count - 1));
      const Claim claim{header_of(first, number), first.gtin,
                        LotCode::parse(code_of(number)).value(), std::nullopt};
      if (!registry.facts(claim, Instant()).lot) std::abort();
    }
    took = std::chrono::steady_clock::now() - began;
  }
  return took.count() * 1e6 / kLookUps;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const unsigned count = static_cast<unsigned>(std::atoi(argv[2]));
  const Lot first = *Registry::open_read_only(argv[1]).value().lot(1);
  const auto began = std::chrono::steady_clock::now();
  fill(argv[1], first, count);
  const Seconds filled = std::chrono::steady_clock::now() - began;
  std::printf("%.0f %ju %.2f\n", filled.count(), std::filesystem::file_size(argv[1]),
              look_up_us(argv[1], first, count));
}
