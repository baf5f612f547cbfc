// The typed code and its check character.
//
// The characters are elements of GF(32) with x^5 + x^2 + 1, and the sum of the nine, each times a
// power of x, is zero. The weights are not zero, so one wrong character shows; they differ, so a
// swap of any two does.
#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kRandomCharacters = 8;
constexpr std::size_t kCharacters = kRandomCharacters + 1;
constexpr unsigned kPolynomial = 0b100101;

constexpr unsigned times_x(unsigned element) {
  const unsigned product = element << 1;
  return product & 32 ? product ^ kPolynomial : product;
}

// The weighted sum, the last character's weight being 1.
unsigned weighted_sum(std::string_view characters) {
  unsigned sum = 0;
  for (const char c : characters) {
    sum = times_x(sum) ^ static_cast<unsigned>(kCrockford.find(c));
  }
  return sum;
}

Error short_code_error(std::string_view code, std::string_view typed) {
  return Error{.code = std::string(code), .field = "short_code", .value = shortened(typed)};
}

}  // namespace

Result<ShortCode> ShortCode::parse(std::string_view typed) {
  auto text = crockford_forgiven(trimmed(typed));
  if (!text) return short_code_error("short_code_character", typed);
  if (text->size() != kCharacters) return short_code_error("short_code_length", typed);
  if (weighted_sum(*text) != 0) return short_code_error("short_code_check", typed);
  return ShortCode(std::move(*text));
}

ShortCode ShortCode::random(const RandomSource& random) {
  std::string text = random_crockford(random, kRandomCharacters);
  // In characteristic 2 the element that makes the sum zero is the sum itself.
  text += kCrockford[times_x(weighted_sum(text))];
  return ShortCode(std::move(text));
}

std::string ShortCode::printed() const { return in_groups(text_); }

}  // namespace temgoc
