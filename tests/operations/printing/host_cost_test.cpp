#include "temgoc/printing/host_cost.h"

#include <doctest/doctest.h>

using namespace temgoc;

TEST_CASE("a host's length costs modules, and what is said of a shorter one is so") {
  const HostCost fifteen = host_cost("truyxuat.abc.vn");
  CHECK(fifteen.modules == 41);
  CHECK(fifteen.side_mm == doctest::Approx(24.5));
  const HostCost sixteen = host_cost("truyxuat.abcd.vn");
  CHECK(sixteen.modules == 45);
  CHECK(sixteen.side_mm == doctest::Approx(26.5));
  REQUIRE(sixteen.shorter_letters.has_value());
  CHECK(*sixteen.shorter_letters == 15);
  CHECK(sixteen.shorter_side_mm == doctest::Approx(24.5));
  CHECK_FALSE(host_cost("a.vn").shorter_letters.has_value());
}
