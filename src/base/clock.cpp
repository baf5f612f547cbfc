// Days and instants as text, and back.
#include "temgoc/base/clock.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

using std::chrono::year_month_day;

constexpr std::string_view kSeparators = "/-. ";
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

Error date_error(std::string_view code, std::string_view text, std::string_view field) {
  return Error{
      .code = std::string(code), .field = std::string(field), .value = shortened(text, 60)};
}

std::optional<int> number(std::string_view digits) {
  if (!is_digits(digits) || digits.size() > 4) return std::nullopt;
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "24/11/2026" as its three parts; the decree's form without separators, 24112026, too. Empty when
// it is neither.
std::vector<std::string_view> date_parts(std::string_view text) {
  const auto at = text.find_first_of(kSeparators);
  if (at != std::string_view::npos) return split(text, text[at]);
  if (!is_digits(text)) return {};
  if (text.size() == 8) return {text.substr(0, 2), text.substr(2, 2), text.substr(4)};
  if (text.size() == 6) return {text.substr(0, 2), text.substr(2, 2), text.substr(4)};
  return {};
}

Result<Day> real_day(int year, int month, int day, std::string_view text, std::string_view field) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month(unsigned(month)),
                            std::chrono::day(unsigned(day))};
  if (!date.ok()) return date_error("date_not_real", text, field);
  return Day{date};
}

// The digits of `text` where `pattern` has '0', which must have its other characters as they stand.
bool matches(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) return false;
  }
  return true;
}

Error instant_error(std::string_view text) {
  return Error{.code = "instant_unreadable", .value = shortened(text, 60)};
}

}  // namespace

Clock system_clock() {
  return [] {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  };
}

Day vietnam_day(Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant + kVietnamAhead);
}

std::string to_iso(Day day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()));
}

std::string to_dmy(Day day) {
  const year_month_day date{day};
  return fmt::format("{:02}/{:02}/{:04}", unsigned(date.day()), unsigned(date.month()),
                     int(date.year()));
}

std::string to_iso(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

Result<Instant> parse_instant(std::string_view iso) {
  const bool milliseconds = matches(iso, "0000-00-00T00:00:00.000Z");
  if (!milliseconds && !matches(iso, "0000-00-00T00:00:00Z")) return instant_error(iso);
  const auto part = [&](std::size_t at, std::size_t size) { return *number(iso.substr(at, size)); };
  const auto day = real_day(part(0, 4), part(5, 2), part(8, 2), iso, {});
  if (!day || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 59) return instant_error(iso);
  return Instant{*day + std::chrono::hours(part(11, 2)) + std::chrono::minutes(part(14, 2)) +
                 std::chrono::seconds(part(17, 2)) +
                 std::chrono::milliseconds(milliseconds ? part(20, 3) : 0)};
}

Result<Day> parse_day(std::string_view text, std::string_view field) {
  const auto clean = trimmed(text);
  const auto parts = date_parts(clean);
  if (parts.size() != 3) return date_error("date_unreadable", text, field);
  std::array<int, 3> values{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = number(parts[i]);
    if (!value) return date_error("date_unreadable", text, field);
    values[i] = *value;
  }
  const bool year_first = parts[0].size() == 4 && parts[2].size() <= 2;
  if (year_first) std::swap(values[0], values[2]);
  const auto year_size = parts[year_first ? 0 : 2].size();
  if (year_size == 2) return date_error("date_two_digit_year", text, field);
  if (year_size != 4 || parts[1].size() > 2 || parts[year_first ? 2 : 0].size() > 2) {
    return date_error("date_unreadable", text, field);
  }
  if (values[2] < kFirstYear || values[2] > kLastYear) {
    return date_error("date_not_real", text, field);
  }
  return real_day(values[2], values[1], values[0], text, field);
}

Day add_months(Day day, int months) {
  const year_month_day date{day};
  const auto month = date.year() / date.month() + std::chrono::months(months);
  const year_month_day same{month / date.day()};
  return same.ok() ? Day{same} : Day{month / std::chrono::last};
}

}  // namespace temgoc
