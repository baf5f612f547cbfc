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

// How the amounts of some lines compare: looked at once, for an event may name many thousand lots.
class Amounts {
 public:
  explicit Amounts(std::span<const TraceLine> lines) : single_(lines.size() == 1) {
    for (const TraceLine& line : lines) {
      sum_ += static_cast<double>(line.amount);
      comparable_ = comparable_ && line.unit != 0 && line.unit == lines.front().unit;
    }
  }
  // The part of one of the lines in all of them. A single line is the whole, measured or not. Not a
  // number where the amounts do not tell.
  double part_of(const TraceLine& line) const {
    if (single_) return 1;
    return comparable_ && sum_ > 0 ? static_cast<double>(line.amount) / sum_ : kUnknownShare;
  }

 private:
  bool single_;
  bool comparable_ = true;  // all measured, in one unit
  double sum_ = 0;
};

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
