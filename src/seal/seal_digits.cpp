// Writes a seal's bytes as decimal digits, group by group, and reads them back.
#include <algorithm>

#include "seal_format.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

namespace f = seal_format;

static_assert(f::kGroups * f::kGroupDigits == kSealDigits);
static_assert(f::kGroups * f::kGroupBytes == std::tuple_size_v<SealBytes>);

std::string seal_digits(const SealBytes& seal) {
  std::string digits(kSealDigits, '0');
  for (std::size_t group = 0; group < f::kGroups; ++group) {
    std::uint64_t number = read_be(seal, group * f::kGroupBytes, f::kGroupBytes);
    for (std::size_t at = (group + 1) * f::kGroupDigits; number != 0; number /= 10) {
      digits[--at] = static_cast<char>('0' + number % 10);
    }
  }
  return digits;
}

std::optional<SealBytes> parse_seal_digits(std::string_view digits) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.size() != kSealDigits || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  SealBytes seal{};
  for (std::size_t group = 0; group < f::kGroups; ++group) {
    std::uint64_t number = 0;
    for (const char c : digits.substr(group * f::kGroupDigits, f::kGroupDigits)) {
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (number >= f::kGroupLimit) return std::nullopt;
    write_be(seal, group * f::kGroupBytes, f::kGroupBytes, number);
  }
  return seal;
}

}  // namespace temgoc
