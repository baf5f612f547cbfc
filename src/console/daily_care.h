// What the console does by itself once a day: lets go what the law lets go.
#pragma once

#include <chrono>

#include "console/visit.h"

namespace temgoc {

class DailyCare {
 public:
  explicit DailyCare(const House& house) : house_(house) {}
  // To be called often; it works at most once an hour, and waits a minute after the start. What
  // fails is tried again then.
  void look(std::chrono::steady_clock::time_point now);

 private:
  void work() const;
  const House& house_;
  std::optional<std::chrono::steady_clock::time_point> next_ = {};
};

}  // namespace temgoc
