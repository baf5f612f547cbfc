#include "temgoc/base/vietnam_time.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {
Instant at(const char* iso) { return parse_instant(iso).value(); }
Day day(const char* text) { return parse_day(text, "day").value(); }
}  // namespace

TEST_CASE("a day of Vietnam begins and ends seven hours before that of UTC") {
  CHECK(first_moment_of(day("24/11/2026")) == at("2026-11-23T17:00:00.000Z"));
  CHECK(last_moment_of(day("24/11/2026")) == at("2026-11-24T16:59:59.999Z"));
  CHECK(vietnam_day(first_moment_of(day("01/01/2027"))) == day("01/01/2027"));
  CHECK(vietnam_day(last_moment_of(day("31/12/2026"))) == day("31/12/2026"));
}

TEST_CASE("a moment is said as a clock in Vietnam shows it") {
  CHECK(vietnam_time(at("2026-11-24T02:14:59.999Z")) == "09:14");
  CHECK(vietnam_moment(at("2026-11-24T17:30:00.000Z")) == "00:30 25/11/2026");
}
