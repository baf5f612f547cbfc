// GLN and GDTI: GS1 General Specifications, sections 3.7 and 3.2.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kKeyDigits = 13;
constexpr std::size_t kLongestGdtiSerial = 17;

std::optional<Error> wrong_check_digit(std::string_view digits, std::string_view code,
                                       std::string_view field) {
  const char expected = Gtin::check_digit(digits.substr(0, kKeyDigits - 1));
  if (digits[kKeyDigits - 1] == expected) return std::nullopt;
  return Error{std::string(code),
               std::string(field),
               shortened(digits),
               {},
               {{"expected", std::string(1, expected)}}};
}

}  // namespace

bool is_gs1_character(char c) {
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alphanumeric ||
         (c != '\0' && std::string_view("!\"%&'()*+,-./:;<=>?_").find(c) != std::string_view::npos);
}

Result<std::string> parse_gln(std::string_view text, std::string_view field) {
  std::string gln = trimmed(text);
  if (gln.size() != kKeyDigits || !is_digits(gln))
    return Error{"gln_length", std::string(field), shortened(text)};
  if (auto wrong = wrong_check_digit(gln, "gln_check_digit", field)) return *wrong;
  return gln;
}

Result<std::string> parse_gdti(std::string_view text, std::string_view field) {
  std::string gdti = trimmed(text);
  const std::string_view read = gdti;
  if (read.size() < kKeyDigits || read.size() > kKeyDigits + kLongestGdtiSerial ||
      !is_digits(read.substr(0, kKeyDigits)) || !std::ranges::all_of(read, is_gs1_character))
    return Error{"gdti_invalid", std::string(field), shortened(text)};
  if (auto wrong = wrong_check_digit(gdti, "gdti_check_digit", field)) return *wrong;
  return gdti;
}

}  // namespace temgoc
