#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/seal/seal.h"

using namespace temgoc;

namespace {

std::string groups_of(std::string_view seventeen_digits) {
  std::string digits;
  for (int group = 0; group < 11; ++group) digits.append(seventeen_digits);
  return digits;
}

}  // namespace

TEST_CASE("seventy-seven bytes become 187 digits with every leading zero") {
  CHECK(seal_digits(SealBytes{}) == std::string(187, '0'));
  SealBytes full;
  full.fill(0xff);
  CHECK(seal_digits(full) == groups_of("72057594037927935"));
}

TEST_CASE("the largest group is read and the next number is refused") {
  CHECK(parse_seal_digits(groups_of("72057594037927935")).has_value());
  for (std::size_t group = 0; group < 11; ++group) {
    std::string digits(187, '0');
    digits.replace(group * 17, 17, "72057594037927936");
    CHECK_FALSE(parse_seal_digits(digits));
  }
  CHECK_FALSE(parse_seal_digits(groups_of("99999999999999999")));
}

TEST_CASE("other lengths and other characters than ASCII digits are refused") {
  const std::string digits(187, '1');
  REQUIRE(parse_seal_digits(digits));
  CHECK_FALSE(parse_seal_digits(""));
  CHECK_FALSE(parse_seal_digits(digits + "1"));
  CHECK_FALSE(parse_seal_digits(std::string_view(digits).substr(1)));
  for (const char c : {'/', ':', ' ', '-', '+', 'a', '\0', '\xb2'}) {
    std::string altered = digits;
    altered[93] = c;
    CHECK_FALSE(parse_seal_digits(altered));
  }
}

TEST_CASE("any seal survives its digits, and any digits that are read are written again") {
  CHECK(rc::check([](const SealBytes& seal) {
    RC_ASSERT(parse_seal_digits(seal_digits(seal)).value() == seal);
  }));
  CHECK(rc::check([] {
    const auto digits = *rc::gen::container<std::string>(187, rc::gen::inRange<char>('0', '8'));
    const auto seal = parse_seal_digits(digits);
    const bool refused_or_same = !seal || seal_digits(*seal) == digits;
    RC_ASSERT(refused_or_same);
  }));
}
