// Vietnam's clock, seven hours ahead of UTC the whole year; vietnam_day is in clock.h.
#pragma once

#include <chrono>
#include <string>

#include "temgoc/base/clock.h"

namespace temgoc {

inline constexpr std::chrono::hours kVietnamAhead{7};

Instant first_moment_of(Day day);  // its midnight in Vietnam
Instant last_moment_of(Day day);   // the millisecond before the next midnight

std::string vietnam_time(Instant instant);    // 09:14
std::string vietnam_moment(Instant instant);  // 09:14 24/11/2026

}  // namespace temgoc
