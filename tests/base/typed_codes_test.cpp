// What people type and what addresses carry: random codes, hex digits, percent-encoding, slips.
#include <doctest/doctest.h>

#include <algorithm>

#include "temgoc/base/edit_distance.h"
#include "temgoc/base/hex_digit.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"

using namespace temgoc;

TEST_CASE("a random code has every letter that cannot be mistaken, and no other") {
  std::uint8_t next = 0;
  const RandomSource counting = [&](std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = next++;
  };
  std::string code = random_crockford(counting, 256);
  REQUIRE(code.size() == 256);
  for (const char letter : kCrockford) {
    CAPTURE(letter);
    CHECK(std::ranges::count(code, letter) == 8);
  }
}

TEST_CASE("a hyphen stands after four letters that others follow") {
  CHECK(in_groups("ABCDEFGHJ") == "ABCD-EFGH-J");
  CHECK(in_groups("ABCDEFGH") == "ABCD-EFGH");
  CHECK(in_groups("AB") == "AB");
  CHECK(in_groups("") == "");
}

TEST_CASE("hex digits have their value in either case") {
  CHECK(hex_digit('0') == 0);
  CHECK(hex_digit('9') == 9);
  CHECK(hex_digit('a') == 10);
  CHECK(hex_digit('F') == 15);
  for (const char none : {'g', 'G', '/', ':', '@', '`', ' ', '\0'}) CHECK(hex_digit(none) == -1);
}

TEST_CASE("what is percent-encoded is decoded to the same bytes") {
  const std::string text = "lô 01/đặc\xFF";
  CHECK(percent_encoded("a-Z_0.~") == "a-Z_0.~");
  CHECK(percent_encoded(" /") == "%20%2F");
  CHECK(percent_decoded(percent_encoded(text)) == text);
  CHECK(percent_decoded("%2f+") == "/+");
  for (const char* broken : {"%", "%2", "%2x", "a%"}) CHECK_FALSE(percent_decoded(broken));
}

TEST_CASE("a distance is the fewest letters to insert, delete or change") {
  CHECK(edit_distance("print", "print") == 0);
  CHECK(edit_distance("pirnt", "print") == 2);
  CHECK(edit_distance("prin", "print") == 1);
  CHECK(edit_distance("", "lot") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}
