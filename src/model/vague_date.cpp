// Dates no more exact than the record is.
#include <fmt/format.h>

#include <charconv>

#include "named.h"
#include "temgoc/base/text.h"
#include "temgoc/model/certification.h"

namespace temgoc {
namespace {

using std::chrono::year;
using Precision = VagueDate::Precision;

constexpr Names<Precision, 4> kPrecisions{{{Precision::day, "day"},
                                           {Precision::month, "month"},
                                           {Precision::year, "year"},
                                           {Precision::announced, "announced"}}};
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

Error date_error(std::string_view code, std::string_view text, std::string_view field) {
  return Error{.code = std::string(code), .field = std::string(field), .value = shortened(text)};
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_year(std::string_view text) { return text.size() == 4 && is_digits(text); }
bool is_month(std::string_view text) { return text.size() <= 2 && is_digits(text); }

VagueDate whole_year(int number) {
  return {Precision::year, Day{year{number} / 1 / 1}, Day{year{number} / 12 / 31}};
}

VagueDate whole_month(int year_number, int month_number) {
  const auto month = year{year_number} / std::chrono::month(static_cast<unsigned>(month_number));
  return {Precision::month, Day{month / 1}, Day{month / std::chrono::last}};
}

// "2026-11" or "11/2026" as year and month; none when it is neither.
std::optional<std::pair<int, int>> year_and_month(std::string_view text) {
  const auto at = text.find_first_of("/-.");
  if (at == text.npos) return std::nullopt;
  auto first = text.substr(0, at);
  auto second = text.substr(at + 1);
  if (is_year(second)) std::swap(first, second);
  if (!is_year(first) || !is_month(second)) return std::nullopt;
  return std::pair(number(first), number(second));
}

bool in_range(int year_number) { return year_number >= kFirstYear && year_number <= kLastYear; }

}  // namespace

Result<VagueDate> VagueDate::parse(std::string_view raw, std::string_view field) {
  const auto text = trimmed(raw);
  if (is_year(text)) {
    if (!in_range(number(text))) return date_error("date_not_real", raw, field);
    return whole_year(number(text));
  }
  if (const auto found = year_and_month(text)) {
    const auto [year_number, month_number] = *found;
    if (!in_range(year_number) || month_number < 1 || month_number > 12) {
      return date_error("date_not_real", raw, field);
    }
    return whole_month(year_number, month_number);
  }
  const auto day = parse_day(text, field);
  if (!day) return day.error();
  return exact(*day);
}

Result<VagueDate> VagueDate::announced(std::string_view year_text, Day announced_on,
                                       std::string_view field) {
  const auto text = trimmed(year_text);
  if (!is_year(text)) return date_error("date_unreadable", year_text, field);
  auto date = whole_year(number(text));
  if (!in_range(number(text)) || announced_on < date.first) {
    return date_error("date_not_real", year_text, field);
  }
  date.precision = Precision::announced;
  date.last = std::min(date.last, announced_on);
  return date;
}

std::string VagueDate::text() const {
  const auto iso = to_iso(first);
  if (precision == Precision::day) return iso;
  return iso.substr(0, precision == Precision::month ? 7 : 4);
}

std::string to_text(Precision precision) { return name_in(kPrecisions, precision); }
std::optional<Precision> date_precision(std::string_view text) {
  return value_in(kPrecisions, text);
}

}  // namespace temgoc
