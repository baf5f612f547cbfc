// Lots and serials: the characters that stand in a URI, a QR code's alphanumeric mode and on a
// label alike.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kMaxLength = 20;
constexpr std::string_view kCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
constexpr std::uint32_t kMaxSealed = 9'999'999;
constexpr std::size_t kListedCharacters = 13;

// The whole UTF-8 character at `at`, however broken the text is.
std::string character_at(std::string_view text, std::size_t at) {
  auto end = at + 1;
  while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  return shortened(text.substr(at, end - at));
}

// What is wrong with `text` as a lot or serial, in codes that begin with `field`.
std::optional<Error> fault(std::string_view text, const std::string& field) {
  Error error{.code = field, .field = field, .value = shortened(text)};
  const auto at = text.find_first_not_of(kCharacters);
  if (text.empty() || (text.size() > kMaxLength && at == text.npos)) {
    error.code += "_length";
    error.args["length"] = std::to_string(text.size());
  } else if (at != text.npos) {
    error.code += "_character";
    error.args["character"] = character_at(text, at);
  } else if (text.find_first_not_of('.') == text.npos) {
    error.code += "_dots";
  } else {
    return std::nullopt;
  }
  return error;
}

}  // namespace

Result<LotCode> LotCode::parse(std::string_view text) {
  if (auto error = fault(text, "lot_code")) return *error;
  return LotCode(std::string(text));
}

LotCode LotCode::suggest(Day packed_on, unsigned nth) {
  const std::chrono::year_month_day date{packed_on};
  return LotCode(fmt::format("{:02}{:02}{:02}-{:02}", int(date.year()) % 100,
                             unsigned(date.month()), unsigned(date.day()), nth));
}

Result<Serial> Serial::parse(std::string_view text) {
  if (auto error = fault(text, "serial")) return *error;
  return Serial(std::string(text));
}

Serial Serial::sealed(std::uint32_t number) {
  if (number < 1 || number > kMaxSealed) throw std::logic_error("sealed serial out of range");
  return Serial(fmt::format("{:0{}}", number, kSealedDigits));
}

Serial Serial::listed(const RandomSource& random) {
  return Serial(random_crockford(random, kListedCharacters));
}

std::uint32_t Serial::sealed_number() const {
  if (text_.size() != kSealedDigits || !is_digits(text_)) return 0;
  std::uint32_t number = 0;
  std::from_chars(text_.data(), text_.data() + text_.size(), number);
  return number;
}

}  // namespace temgoc
