#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "bundle_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const TestRealm kTestRealm;

Bytes at_day(std::uint32_t lots, int nth) {
  const std::string made = "2026-12-0" + std::to_string(nth) + "T03:00:00.000Z";
  return bundle_file(kTestRealm, lots, {}, terms(made.c_str()));
}
}  // namespace

TEST_CASE("a delta makes the very file that the whole bundle is, and is far smaller") {
  const Bytes base = at_day(400, 1);
  const Bytes target = at_day(430, 2);
  const Bytes delta = bundle_delta(base, target).value();
  CHECK(apply_bundle_delta(base, delta).value() == target);
  CHECK(delta.size() < target.size() * 2 / 3);
  CHECK(is_bundle_delta(delta));
  CHECK_FALSE(is_bundle_delta(target));
  CHECK(error_of(kTestRealm, delta) == "bundle_is_delta");
}

TEST_CASE("deltas form a chain, and each applies to its own base alone") {
  const Bytes first = at_day(5, 1);
  const Bytes second = at_day(9, 2);
  const Bytes third = at_day(9, 3);
  const Bytes to_second = bundle_delta(first, second).value();
  const Bytes to_third = bundle_delta(second, third).value();
  const Bytes held = apply_bundle_delta(first, to_second).value();
  CHECK(apply_bundle_delta(held, to_third).value() == third);
  CHECK(apply_bundle_delta(first, to_third).error().code == "bundle_wrong_base");
  CHECK(apply_bundle_delta(third, to_second).error().code == "bundle_wrong_base");
  CHECK(apply_bundle_delta(to_second, to_third).error().code == "bundle_is_delta");
}

TEST_CASE("an altered or cut delta is refused or makes the same file") {
  const Bytes base = at_day(5, 1);
  const Bytes target = at_day(9, 2);
  const Bytes delta = bundle_delta(base, target).value();
  for (std::size_t at = 0; at < delta.size(); at += 3) {
    Bytes altered = delta;
    altered[at] ^= 0x04;
    const auto made = apply_bundle_delta(base, altered);
    if (!made) continue;
    const auto bundle = Bundle::open(*made, kTestRealm.roots());
    if (bundle) CHECK(bundle->digest() == opened(kTestRealm, target).digest());
  }
  for (std::size_t length = 0; length < delta.size(); ++length)
    REQUIRE_FALSE(apply_bundle_delta(base, ByteView(delta).first(length)));
}

TEST_CASE("any bundle leads to any later one") {
  REQUIRE(rc::check([] {
    const auto before = *rc::gen::inRange<std::uint32_t>(0, 60);
    const auto after = *rc::gen::inRange<std::uint32_t>(0, 60);
    const Bytes base = at_day(before, 1);
    const Bytes target = at_day(after, 2);
    RC_ASSERT(apply_bundle_delta(base, bundle_delta(base, target).value()).value() == target);
  }));
}
