#include <doctest/doctest.h>

#include <set>

#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

using namespace temgoc;

namespace {

// A source that gives these values, 0 to 31, in turn.
RandomSource values(std::vector<std::uint8_t> given) {
  return [given, at = std::size_t{0}](std::span<std::uint8_t> out) mutable {
    for (auto& byte : out) byte = given[at++ % given.size()];
  };
}

std::string code_of(std::string_view typed) {
  const auto code = ShortCode::parse(typed);
  return code ? code->text() : code.error().code;
}

bool seen(const std::string& typed) { return code_of(typed) == "short_code_check"; }

}  // namespace

TEST_CASE("a random code parses back in every way that people type it") {
  for (int i = 0; i < 1000; ++i) {
    const auto code = ShortCode::random(system_random());
    CHECK(code.text().size() == 9);
    CHECK(code_of(code.text()) == code.text());
    CHECK(code_of(code.printed()) == code.text());
    CHECK(code_of(" " + ascii_lower(code.printed()) + "\n") == code.text());
  }
  const auto code = ShortCode::random(values({0, 1, 0, 1, 0, 1, 0, 1}));
  auto typed = code.text();
  for (auto& c : typed) c = c == '0' ? 'o' : c == '1' ? 'l' : c;
  CHECK(code_of(typed) == code.text());
}

TEST_CASE("the printed form has two dashes") {
  CHECK(ShortCode::random(values({0})).printed() == "0000-0000-0");
  CHECK(ShortCode::random(values({0, 0, 0, 0, 0, 0, 0, 1})).printed() == "0000-0001-2");
  CHECK(ShortCode::random(values({0, 0, 0, 0, 0, 0, 0, 16})).printed() == "0000-000G-5");
}

TEST_CASE("a code that is none says why") {
  CHECK(code_of("") == "short_code_length");
  CHECK(code_of("0000-0000") == "short_code_length");
  CHECK(code_of("0000-0000-00") == "short_code_length");
  CHECK(code_of("0000-0000-U") == "short_code_character");
  CHECK(code_of("0000-0000-Đ") == "short_code_character");
  CHECK(code_of("0000-0000-1") == "short_code_check");
}

// The check is linear, so a wrong character shows in every code if it shows in one; several are
// tried all the same.
TEST_CASE("any one wrong character is seen, at every place and for every value") {
  for (int i = 0; i < 50; ++i) {
    const auto good = ShortCode::random(system_random()).text();
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const char wrong : kCrockford) {
        auto bad = good;
        bad[at] = wrong;
        if (seen(bad) != (wrong != good[at])) FAIL(good << " " << bad);
      }
    }
  }
}

TEST_CASE("any swap of two unlike neighbours is seen, for every pair of values at every place") {
  std::size_t tried = 0;
  for (std::uint8_t a = 0; a < 32; ++a) {
    for (std::uint8_t b = 0; b < 32; ++b) {
      for (std::size_t at = 0; at < 7; ++at) {
        std::vector<std::uint8_t> given{3, 17, 29, 8, 0, 21, 5, 11};
        given[at] = a;
        given[at + 1] = b;
        auto code = ShortCode::random(values(given)).text();
        std::swap(code[at], code[at + 1]);
        if (seen(code) != (a != b)) FAIL(code);
        ++tried;
      }
    }
  }
  CHECK(tried == 7168);
}

TEST_CASE("a swap of the last character and the check character is seen") {
  std::set<std::pair<char, char>> pairs;
  for (int i = 0; i < 20000; ++i) {
    auto code = ShortCode::random(system_random()).text();
    pairs.insert({code[7], code[8]});
    const bool alike = code[7] == code[8];
    std::swap(code[7], code[8]);
    if (seen(code) == alike) FAIL(code);
  }
  CHECK(pairs.size() == 1024);
}
