// Converts serial numbers to days, and tells from a format code whether a cell shows a date.
#include "xlsx_values.h"

#include <charconv>
#include <cmath>

#include "temgoc/base/hex_digit.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kExcelRows = 1'048'576;
constexpr std::size_t kExcelColumns = 16'384;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// The characters of a format that stand for parts of a date: without literals, brackets, escapes
// and AM/PM.
std::string format_symbols(std::string_view code) {
  std::string symbols;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"' || c == '[') {
      at = std::min(code.find(c == '"' ? '"' : ']', at + 1), code.size() - 1);
    } else {
      symbols.push_back(c);
    }
  }
  symbols = ascii_lower(symbols);
  if (const auto at = symbols.find("am/pm"); at != std::string::npos) symbols.erase(at, 5);
  return symbols;
}

bool has(std::string_view symbols, char c) { return symbols.find(c) != std::string_view::npos; }

// The character of an escape "_xHHHH_" at the start of `text`; none where there is no escape.
std::optional<char32_t> escape_at(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  char32_t point = 0;
  for (char c : text.substr(2, 4)) {
    if (hex_digit(c) < 0) return std::nullopt;
    point = point * 16 + static_cast<char32_t>(hex_digit(c));
  }
  if (point >= 0xD800 && point < 0xE000) return std::nullopt;
  return point;
}

}  // namespace

std::optional<CellAddress> parse_cell_address(std::string_view text) {
  CellAddress address;
  std::size_t at = 0;
  for (; at < text.size() && is_letter(text[at]); ++at) {
    address.column = address.column * 26 + static_cast<std::size_t>(text[at] - 'A' + 1);
    if (address.column > kExcelColumns) return std::nullopt;
  }
  const std::string_view digits = text.substr(at);
  if (at == 0 || digits.size() > 7 || !is_digits(digits)) return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), address.row);
  if (address.row == 0 || address.row > kExcelRows) return std::nullopt;
  return address;
}

NumberFormat built_in_format(unsigned id) {
  if (id == 17) return {NumberShape::month};
  const bool is_date = (id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                       (id >= 50 && id <= 58);
  return {is_date ? NumberShape::day : NumberShape::plain};
}

NumberFormat custom_format(std::string_view code) {
  const std::string symbols = format_symbols(code);
  if (symbols.size() >= 2 && symbols.find_first_not_of('0') == std::string::npos) {
    return {NumberShape::padded, symbols.size()};
  }
  if (symbols == "general") return {};
  if (has(symbols, 'd')) return {NumberShape::day};
  const bool has_time = has(symbols, 'h') || has(symbols, 's');
  if (has(symbols, 'y')) return {has(symbols, 'm') ? NumberShape::month : NumberShape::year};
  if (has(symbols, 'm') && !has_time) return {NumberShape::month};
  return {};
}

std::optional<Day> day_of_serial(double serial, bool from_1904) {
  constexpr double kLast = 2'958'465;  // 31/12/9999
  if (!(serial >= (from_1904 ? 0 : 1)) || serial > kLast) return std::nullopt;
  const int days = static_cast<int>(std::floor(serial));
  if (from_1904) return Day{std::chrono::year{1904} / 1 / 1} + std::chrono::days{days};
  if (days == 60) return std::nullopt;
  const Day zero{std::chrono::year{1899} / 12 / 31};
  return zero + std::chrono::days{days > 60 ? days - 1 : days};
}

std::string number_text(double number) {
  char buffer[64];
  const bool fits = std::abs(number) < 1e21 && (number == 0 || std::abs(number) >= 1e-10);
  const auto format = fits ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, format);
  const std::string text(buffer, end.ptr);
  return text == "-0" ? "0" : text;
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = end.ec == std::errc{} && end.ptr == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto escaped = text[at] == '_' ? escape_at(text.substr(at)) : std::nullopt;
    if (!escaped) {
      out.push_back(text[at]);
      continue;
    }
    out += to_utf8(std::u32string_view(&*escaped, 1));
    at += 6;
  }
  return out;
}

}  // namespace temgoc
