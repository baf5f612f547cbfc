#include "temgoc/base/clock.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>
#include <vector>

using namespace temgoc;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {
Day on(int y, unsigned m, unsigned d) { return Day{std::chrono::year{y} / m / d}; }
std::string code_of(std::string_view text) {
  const auto result = parse_day(text, "packed_on");
  return result ? to_iso(*result) : result.error().code;
}
}  // namespace

TEST_CASE("dates are read as Vietnamese users, Excel and machines write them") {
  for (const auto* text : {"24/11/2026", "24-11-2026", "24.11.2026", "24 11 2026", "2026-11-24",
                           " 24/11/2026 ", "24112026", "2026/11/24"}) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == "2026-11-24");
  }
  CHECK(code_of("1/2/2026") == "2026-02-01");
  CHECK(code_of("29/02/2024") == "2024-02-29");
}

TEST_CASE("a date that is not one says why") {
  const std::pair<const char*, const char*> table[] = {{"", "date_unreadable"},
                                                       {"hôm nay", "date_unreadable"},
                                                       {"45985", "date_unreadable"},
                                                       {"24/11", "date_unreadable"},
                                                       {"24/11-2026", "date_unreadable"},
                                                       {"24//2026", "date_unreadable"},
                                                       {"24/11/2026/1", "date_unreadable"},
                                                       {"024/11/2026", "date_unreadable"},
                                                       {"24/011/2026", "date_unreadable"},
                                                       {"24/11/026", "date_unreadable"},
                                                       {"-1/11/2026", "date_unreadable"},
                                                       {"24/11/20260", "date_unreadable"},
                                                       {"31/02/2026", "date_not_real"},
                                                       {"29/02/2025", "date_not_real"},
                                                       {"00/01/2026", "date_not_real"},
                                                       {"01/13/2026", "date_not_real"},
                                                       {"24/11/1899", "date_not_real"},
                                                       {"24/11/2200", "date_not_real"},
                                                       {"24/11/26", "date_two_digit_year"},
                                                       {"241126", "date_two_digit_year"}};
  for (const auto& [text, code] : table) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == code);
  }
  CHECK(parse_day("x", "packed_on").error().field == "packed_on");
}

TEST_CASE("every day from 1900 to 2199 reads back from both of its forms") {
  for (auto d = on(1900, 1, 1); d <= on(2199, 12, 31); d += days(1)) {
    const auto iso = parse_day(to_iso(d), "");
    const auto dmy = parse_day(to_dmy(d), "");
    if (!iso || *iso != d || !dmy || *dmy != d) FAIL(to_iso(d));
  }
}

TEST_CASE("an instant reads back and belongs to the day in Vietnam") {
  const auto instant = parse_instant("2026-11-23T17:00:00.000Z");
  REQUIRE(instant);
  CHECK(to_iso(*instant) == "2026-11-23T17:00:00.000Z");
  CHECK(vietnam_day(*instant) == on(2026, 11, 24));
  CHECK(vietnam_day(*instant - milliseconds(1)) == on(2026, 11, 23));
  CHECK(rc::check([] {
    const Instant at{milliseconds(*rc::gen::inRange<std::int64_t>(0, 4102444800000))};
    RC_ASSERT(*parse_instant(to_iso(at)) == at);
  }));
  CHECK(*parse_instant("2026-11-23T17:00:00Z") == *instant);
}

TEST_CASE("an instant in another form is refused") {
  for (const auto* text : {"", "2026-11-23", "2026-11-23 17:00:00Z", "2026-11-23T17:00:00",
                           "2026-11-23T24:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T17:60:00Z",
                           "2026-11-23T17:00:00+07:00", "2026-11-23T17:00:00.00Z"}) {
    CAPTURE(std::string(text));
    REQUIRE_FALSE(parse_instant(text));
    CHECK(parse_instant(text).error().code == "instant_unreadable");
  }
}

TEST_CASE("months are added to the same day number or the month's last day") {
  CHECK(add_months(on(2019, 12, 31), 36) == on(2022, 12, 31));
  CHECK(add_months(on(2024, 2, 29), 36) == on(2027, 2, 28));
  CHECK(add_months(on(2024, 2, 29), 48) == on(2028, 2, 29));
  CHECK(add_months(on(2026, 1, 31), 1) == on(2026, 2, 28));
  CHECK(add_months(on(2026, 11, 30), -9) == on(2026, 2, 28));
}

TEST_CASE("the system's randomness does not repeat itself") {
  const auto random = system_random();
  std::set<std::vector<std::uint8_t>> seen;
  for (int i = 0; i < 100; ++i) {
    std::vector<std::uint8_t> bytes(16);
    random(bytes);
    seen.insert(bytes);
  }
  CHECK(seen.size() == 100);
}
