// Days and moments by the clocks of Vietnam.
#include "temgoc/base/vietnam_time.h"

namespace temgoc {

Instant first_moment_of(Day day) { return Instant(day) - kVietnamAhead; }

Instant last_moment_of(Day day) {
  return first_moment_of(day + std::chrono::days(1)) - std::chrono::milliseconds(1);
}

std::string vietnam_time(Instant instant) { return to_iso(instant + kVietnamAhead).substr(11, 5); }

std::string vietnam_moment(Instant instant) {
  return vietnam_time(instant) + " " + to_dmy(vietnam_day(instant));
}

}  // namespace temgoc
