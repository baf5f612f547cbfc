#include "web/recent_phones.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace temgoc;

namespace {

RecordedScan scan_at(int minute, std::int64_t lot = 1, const char* serial = "0000001") {
  return {.lot_id = lot,
          .serial = serial,
          .at = parse_instant("2026-12-01T05:00:00.000Z").value() + std::chrono::minutes(minute)};
}

}  // namespace

TEST_CASE("a second look within ten minutes is the same phone's") {
  RecentPhones phones(system_random());
  CHECK(phones.seen(7, scan_at(0)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(9)) == Phone::again);
  CHECK(phones.seen(8, scan_at(9)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(9, 2)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(9, 1, "")) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(10)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(19)) == Phone::again);
  CHECK(phones.seen(7, scan_at(5)) == Phone::again);  // a clock put back
}

TEST_CASE("the Vietnamese day ends what was remembered, and its salt") {
  int drawn = 0;
  RecentPhones phones([&](std::span<std::uint8_t> bytes) {
    ++drawn;
    std::ranges::fill(bytes, std::uint8_t(drawn));
  });
  CHECK(phones.seen(7, scan_at(12 * 60 - 1)) == Phone::fresh);  // 23:59 in Vietnam
  const int before = drawn;
  CHECK(phones.seen(7, scan_at(12 * 60)) == Phone::fresh);
  CHECK(drawn == before + 1);
  CHECK(phones.seen(7, scan_at(12 * 60 + 1)) == Phone::again);
}

TEST_CASE("a clock that goes back a day forgets the phones, and the day before is no day again") {
  RecentPhones phones(system_random());
  CHECK(phones.seen(7, scan_at(24 * 60)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(0)) == Phone::fresh);
  CHECK(phones.seen(7, scan_at(1)) == Phone::again);
  CHECK(phones.seen(7, scan_at(24 * 60)) == Phone::fresh);
}

TEST_CASE("a flood of addresses takes bounded room, and pushes out the oldest first") {
  RecentPhones phones(system_random(), 100);
  for (std::uint64_t address = 0; address < 100; ++address) phones.seen(address, scan_at(0));
  for (std::uint64_t address = 1000; address < 1050; ++address) phones.seen(address, scan_at(1));
  CHECK(phones.seen(99, scan_at(2)) == Phone::again);
  for (std::uint64_t address = 2000; address < 2200; ++address) phones.seen(address, scan_at(2));
  CHECK(phones.seen(99, scan_at(3)) == Phone::fresh);
}
