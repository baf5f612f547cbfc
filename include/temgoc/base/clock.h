// Days and instants, and the only doors to the clock and to randomness.
// A calendar day is always a day in Asia/Ho_Chi_Minh (UTC+7, no daylight saving); an instant is
// UTC.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

using Day = std::chrono::sys_days;
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// The world, passed in: tests give fixed ones.
using Clock = std::function<Instant()>;
using RandomSource = std::function<void(std::span<std::uint8_t>)>;
Clock system_clock();
RandomSource system_random();  // OpenSSL's generator; throws SystemFailure

Day vietnam_day(Instant instant);

std::string to_iso(Day day);                          // 2026-11-24
std::string to_dmy(Day day);                          // 24/11/2026
std::string to_iso(Instant instant);                  // 2026-11-24T02:14:00.000Z
Result<Instant> parse_instant(std::string_view iso);  // `instant_unreadable`

// dd/mm/yyyy (also with - . or space, one-digit day and month), yyyy-mm-dd. Years 1900 to 2199.
// Refuses with `date_unreadable`, `date_not_real` (31/02), `date_two_digit_year`.
Result<Day> parse_day(std::string_view text, std::string_view field);

// The same day number `months` later, or the month's last day where it has no such number.
Day add_months(Day day, int months);

}  // namespace temgoc
