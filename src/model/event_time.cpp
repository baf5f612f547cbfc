// Moments as a diary has them: a day, or a day and what a clock showed.
#include <fmt/format.h>

#include <charconv>

#include "named.h"
#include "temgoc/base/text.h"
#include "temgoc/model/event.h"

namespace temgoc {
namespace {

using std::chrono::minutes;
using Precision = EventTime::Precision;

constexpr Names<Precision, 3> kPrecisions{
    {{Precision::day, "day"}, {Precision::minute, "minute"}, {Precision::second, "second"}}};
constexpr int kMostZoneMinutes = 14 * 60;

Error unreadable(std::string_view text) {
  return {.code = "event_time_unreadable", .field = "when", .value = shortened(text)};
}

// One or two digits, at most `most`.
std::optional<int> part(std::string_view text, int most) {
  int value = 0;
  if (!is_digits(text) || text.size() > 2) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value <= most ? std::optional(value) : std::nullopt;
}

struct ClockTime {
  int seconds = 0;  // since midnight
  bool exact = false;
};

// "06:30", "6:30:15", "6h30", "6h".
std::optional<ClockTime> clock_time(std::string text) {
  for (char& c : text) {
    if (c == 'h' || c == 'H') c = ':';
  }
  if (text.ends_with(':')) text += "00";
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hour = part(parts[0], 23), minute = part(parts[1], 59);
  const auto second = parts.size() == 3 ? part(parts[2], 59) : std::optional(0);
  if (!hour || !minute || !second) return std::nullopt;
  return ClockTime{(*hour * 60 + *minute) * 60 + *second, parts.size() == 3};
}

// "Z", "+07:00", "-05:30"; empty: Vietnam's.
std::optional<int> zone_in(std::string_view text) {
  if (text.empty()) return EventTime{}.zone_minutes;
  if (text == "Z" || text == "z") return 0;
  const auto parts = split(text.substr(1), ':');
  if (parts.size() != 2) return std::nullopt;
  const auto hours = part(parts[0], 14), rest = part(parts[1], 59);
  if (!hours || !rest || *hours * 60 + *rest > kMostZoneMinutes) return std::nullopt;
  return (*hours * 60 + *rest) * (text.front() == '-' ? -1 : 1);
}

}  // namespace

std::string to_text(EventTime::Precision precision) { return name_in(kPrecisions, precision); }

Result<EventTime> EventTime::parse(std::string_view text) {
  const std::string clean = trimmed(text);
  const std::size_t end = clean.find_first_of(" T");
  auto day = parse_day(clean.substr(0, end), "when");
  if (!day) return day.error();
  EventTime time{.precision = Precision::day};
  std::string rest = end == clean.npos ? std::string() : trimmed(clean.substr(end + 1));
  const std::size_t zone_at = rest.find_first_of("Zz+-");
  const auto zone = zone_in(zone_at == rest.npos ? "" : trimmed(rest.substr(zone_at)));
  if (!zone) return unreadable(text);
  time.zone_minutes = *zone;
  rest = trimmed(rest.substr(0, zone_at));
  ClockTime clock;
  if (!rest.empty()) {
    const auto read = clock_time(rest);
    if (!read) return unreadable(text);
    clock = *read;
    time.precision = clock.exact ? Precision::second : Precision::minute;
  } else if (zone_at != clean.npos && end != clean.npos) {
    return unreadable(text);
  }
  time.at = Instant(*day) + std::chrono::seconds(clock.seconds) - minutes(time.zone_minutes);
  return time;
}

Instant EventTime::latest() const {
  const std::chrono::milliseconds span = precision == Precision::day      ? std::chrono::hours(24)
                                         : precision == Precision::minute ? minutes(1)
                                                                          : std::chrono::seconds(1);
  return at + span - std::chrono::milliseconds(1);
}

Day EventTime::day() const {
  return std::chrono::floor<std::chrono::days>(at + minutes(zone_minutes));
}

std::string EventTime::text() const {
  if (precision == Precision::day && zone_minutes == EventTime{}.zone_minutes) return to_iso(day());
  const std::chrono::hh_mm_ss time{at + minutes(zone_minutes) - Instant(day())};
  const int zone = zone_minutes < 0 ? -zone_minutes : zone_minutes;
  std::string text =
      fmt::format("{}T{:02}:{:02}", to_iso(day()), time.hours().count(), time.minutes().count());
  if (precision == Precision::second) text += fmt::format(":{:02}", time.seconds().count());
  return text + fmt::format("{}{:02}:{:02}", zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
}

std::string EventTime::shown() const {
  if (precision == Precision::day) return to_dmy(day());
  const std::chrono::hh_mm_ss time{at + minutes(zone_minutes) - Instant(day())};
  return fmt::format("{} {:02}:{:02}", to_dmy(day()), time.hours().count(), time.minutes().count());
}

}  // namespace temgoc
