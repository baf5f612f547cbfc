// The receipt of a report.
#include "temgoc/model/report.h"

#include <cstdio>

namespace temgoc {

std::string SuspicionReport::receipt() const {
  const std::chrono::year_month_day day(vietnam_day(at));
  char text[40];
  std::snprintf(text, sizeof text, "BN-%02d%02u%02u-%u", static_cast<int>(day.year()) % 100,
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), number);
  return text;
}

}  // namespace temgoc
