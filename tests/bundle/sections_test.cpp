// The parts of a bundle each by itself: numbers, columns, bits and lists.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "bundle/byte_stream.h"
#include "bundle/listed_codes.h"
#include "bundle/lot_table.h"
#include "bundle_fixture.h"
#include "temgoc/base/compression.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("numbers come back, and each has one form") {
  REQUIRE(rc::check(
      [](const std::vector<std::uint64_t>& numbers, const std::vector<std::int64_t>& differences) {
        ByteWriter out;
        for (const auto number : numbers) out.varint(number);
        for (const auto difference : differences) out.zigzag(difference);
        ByteReader in(out.out());
        for (const auto number : numbers) RC_ASSERT(in.varint() == number);
        for (const auto difference : differences) RC_ASSERT(in.zigzag() == difference);
        RC_ASSERT(in.at_end());
      }));
  for (const Bytes& bad : {Bytes{}, Bytes{0x80}, Bytes{0x80, 0x00}, Bytes(10, 0xFF),
                           Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02}}) {
    ByteReader in(bad);
    in.varint();
    CHECK_FALSE(in.good());
  }
}

namespace {
// Two jobs of sealed serials for one lot in three, listed ones for one in eleven.
void add_jobs(LotTable& table, LotRow& row, std::uint32_t i) {
  row.first_job = static_cast<std::uint32_t>(table.jobs.size());
  if (row.product == 0) return;
  if (i % 3 == 0) {
    row.jobs = 2;
    table.jobs.push_back({1000, row.leaf_index + 1});
    table.jobs.push_back({1000 + i + 1, row.leaf_index + 5 + i % 90});
  }
  if (i % 11 != 0) return;
  table.links.push_back({row.leaf_index + 2, row.leaf_index + 2 + i % 2, 83});
  row.links = static_cast<std::uint32_t>(table.links.size());
}
}  // namespace

TEST_CASE("lots come back from their columns, numbers that no lot has among them") {
  LotTable table;
  for (std::uint32_t i = 0; i < 500; ++i) {
    LotRow row;
    if (i % 7 != 3) {
      row = {
          .typed_code = i * 0x1234567ull,
          .leaf_index = 900 - i,
          .product = 1 + i % 4,
          .nth = i % 5,
          .packed = static_cast<std::uint16_t>(2000 + i % 40),
          .shelf_life_days = static_cast<std::uint16_t>(i % 2 * 180),
          .host = static_cast<std::uint16_t>(i % 2),
      };
      if (row.nth == 0) {
        row.code = static_cast<std::uint32_t>(table.codes.size());
        table.codes.push_back("LO-" + std::to_string(i));
      }
    }
    add_jobs(table, row, i);
    table.rows.push_back(row);
  }
  const Bytes lots = table.lots_section();
  const Bytes codes = table.codes_section();
  const TableLimits limits{500, 4, 2, 1000};
  const auto read = read_lot_table(lots, codes, limits);
  REQUIRE(read);
  CHECK(read->rows == table.rows);
  CHECK(read->codes == table.codes);
  CHECK(read->jobs == table.jobs);
  CHECK(read->links == table.links);
  CHECK_FALSE(read_lot_table(lots, codes, {499, 4, 2, 1000}));
  CHECK_FALSE(read_lot_table(lots, codes, {500, 3, 2, 1000}));
  CHECK_FALSE(read_lot_table(lots, codes, {500, 4, 1, 1000}));
  CHECK_FALSE(read_lot_table(lots, codes, {500, 4, 2, 900}));
  CHECK_FALSE(read_lot_table(lots, codes, {500, 4, 2, 1000, true}));
  // A number that no lot has has nothing.
  LotTable ghost = table;
  ghost.rows[3].shelf_life_days = 1;
  CHECK_FALSE(read_lot_table(ghost.lots_section(), codes, limits));
  ghost = table;
  ghost.rows[3].typed_code = 1;
  CHECK_FALSE(read_lot_table(lots, ghost.codes_section(), limits));
  for (std::size_t cut = 0; cut < lots.size(); ++cut)
    REQUIRE_FALSE(read_lot_table(ByteView(lots).first(cut), codes, limits));
}

TEST_CASE("a lot code is short where it is the suggested one, whatever was typed") {
  CHECK(suggested_nth("261124-01", day("2026-11-24")) == 1);
  CHECK(suggested_nth("261124-123", day("2026-11-24")) == 123);
  for (const char* other : {"261124-1", "261124-001", "261124-00", "261125-01", "261124-",
                            "261124-01A", "LO-1", "261124-4294967296"})
    CHECK(suggested_nth(other, day("2026-11-24")) == 0);
}

TEST_CASE("every typed code comes back from 40 bits, check character and all") {
  REQUIRE(rc::check([](std::uint64_t seed) {
    const ShortCode code = ShortCode::random([seed](std::span<std::uint8_t> bytes) {
      for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(seed >> (8 * i));
    });
    RC_ASSERT(typed_code(typed_code_bits(code)) == code);
  }));
}

TEST_CASE(
    "status bits are exact and small: 2 kB for a million lots of which one in 1,000 is recalled") {
  StatusBits bits(1'000'000);
  std::vector<std::uint32_t> recalled;
  std::uint64_t state = 1;
  for (int i = 0; i < 1000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    recalled.push_back(static_cast<std::uint32_t>((state >> 33) % 1'000'000 + 1));
    bits.set(recalled.back());
  }
  std::ranges::sort(recalled);
  std::uint32_t wrong = 0;
  for (std::uint32_t number = 0; number <= 1'000'001; ++number)
    wrong += bits.is_set(number) != std::ranges::binary_search(recalled, number);
  CHECK(wrong == 0);
  CHECK(compressed(bits.bytes()).size() < 2'500);
  CHECK(StatusBits::from_bytes(bits.bytes(), 1'000'000) == bits);
  CHECK_FALSE(StatusBits::from_bytes(bits.bytes(), 1'000'008));
  CHECK_FALSE(StatusBits::from_bytes(Bytes{0b1000}, 2));  // a lot that does not exist
  CHECK_FALSE(StatusBits::from_bytes(Bytes{1}, 2));
}

TEST_CASE("listed codes are found, others are not, at every width of the buckets") {
  const auto hash_of = [](std::uint32_t number) {
    return listed_hash(kRealm, gtin("0299000000001"), LotCode::parse("261124-01").value(),
                       Serial::sealed(number));
  };
  for (const std::uint32_t count : {0u, 1u, 255u, 256u, 5000u, 66'000u}) {
    std::vector<ListedHash> hashes;
    for (std::uint32_t number = 1; number <= count; ++number) hashes.push_back(hash_of(number));
    const Bytes section = ListedCodes::section(hashes);
    const auto codes = ListedCodes::read(section);
    REQUIRE(codes);
    CHECK(codes->size() == count);
    std::uint32_t found = 0;
    for (const ListedHash& hash : hashes) found += codes->contains(hash);
    CHECK(found == count);
    for (std::uint32_t number = 70'000; number < 70'500; ++number)
      CHECK_FALSE(codes->contains(hash_of(number)));
    CHECK_FALSE(ListedCodes::read(ByteView(section).first(section.size() - 1)));
  }
}
