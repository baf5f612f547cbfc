// One event of the graph, and how its amounts are weighed.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "temgoc/model/trace_line.h"

namespace temgoc {

inline constexpr double kUnknownShare = std::numeric_limits<double>::quiet_NaN();

// Whether the amounts can be compared: all measured, in one unit.
inline bool comparable(std::span<const TraceLine> lines) {
  return std::ranges::all_of(lines, [&](const TraceLine& line) {
    return line.unit != 0 && line.unit == lines.front().unit;
  });
}

// The part of each line in all of them. A single line is the whole, measured or not. Not a number
// where the amounts do not tell.
inline double part_of(const TraceLine& line, std::span<const TraceLine> all) {
  if (all.size() == 1) return 1;
  if (!comparable(all)) return kUnknownShare;
  double sum = 0;
  for (const TraceLine& each : all) sum += static_cast<double>(each.amount);
  return sum > 0 ? static_cast<double>(line.amount) / sum : kUnknownShare;
}

// A mixture of parts. If every part has the same content, the amounts do not matter.
class Mixture {
 public:
  void add(double content, double part) {
    same_ = same_ && (empty_ || content == first_);
    if (empty_) first_ = content;
    empty_ = false;
    // Nothing of an unknown part is nothing.
    sum_ += content == 0 ? 0 : content * part;
  }
  double content() const { return same_ ? first_ : std::clamp(sum_, 0.0, 1.0); }

 private:
  bool empty_ = true;
  bool same_ = true;
  double first_ = 0;
  double sum_ = 0;
};

}  // namespace temgoc
