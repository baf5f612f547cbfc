// GTIN: GS1 General Specifications, sections 1.4 (prefixes) and 7.9.1 (check digit).
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kStoredDigits = 14;

Error gtin_error(std::string_view code, std::string_view text) {
  return Error{.code = std::string(code), .field = "gtin", .value = shortened(text)};
}

bool is_gtin_length(std::size_t length) {
  return length == 8 || length == 12 || length == 13 || length == 14;
}

// "8.93E+12", "8,93601E+12": what a spreadsheet shows of a long number and keeps when it saves a
// CSV.
bool is_scientific(std::string_view text) {
  const auto at = text.find_first_of("eE");
  if (at == std::string_view::npos || at == 0) return false;
  auto exponent = text.substr(at + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const auto in_number = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; };
  const auto mantissa = text.substr(0, at);
  return is_digits(exponent) && std::all_of(mantissa.begin(), mantissa.end(), in_number);
}

}  // namespace

char Gtin::check_digit(std::string_view digits_without_it) {
  int sum = 0;
  int weight = 3;
  for (auto digit = digits_without_it.rbegin(); digit != digits_without_it.rend(); ++digit) {
    sum += weight * (*digit - '0');
    weight = 4 - weight;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Result<Gtin> Gtin::parse(std::string_view text) {
  const auto digits = trimmed(text);
  if (is_scientific(digits)) return gtin_error("gtin_excel_damaged", text);
  if (!digits.empty() && !is_digits(digits)) return gtin_error("gtin_not_digits", text);
  if (!is_gtin_length(digits.size())) {
    auto error = gtin_error("gtin_length", text);
    error.args["length"] = std::to_string(digits.size());
    return error;
  }
  const auto expected = check_digit(std::string_view(digits).substr(0, digits.size() - 1));
  if (digits.back() != expected) {
    auto error = gtin_error("gtin_check_digit", text);
    error.args["expected"] = std::string(1, expected);
    return error;
  }
  return Gtin(std::string(kStoredDigits - digits.size(), '0') + digits);
}

std::string Gtin::printed() const {
  if (digits_.starts_with("000000")) return digits_.substr(6);
  if (digits_.starts_with("00")) return digits_.substr(2);
  return digits_.starts_with('0') ? digits_.substr(1) : digits_;
}

bool Gtin::has_prefix(std::string_view prefix) const {
  return std::string_view(digits_).substr(1).starts_with(prefix);
}

bool Gtin::is_restricted() const {
  // Six leading zeros: a GTIN-8, whose own prefix follows them.
  if (digits_.starts_with("000000")) return digits_[6] == '0' || digits_[6] == '2';
  return has_prefix("02") || has_prefix("04") || has_prefix("2");
}

}  // namespace temgoc
