// A graph of lots in memory.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "temgoc/trace/trace.h"

namespace temgoc::test {

class Graph {
 public:
  using Amounts =
      std::vector<std::pair<std::int64_t, std::int64_t>>;  // lot, amount; 0: not weighed

  std::int64_t add(const Amounts& inputs, const Amounts& outputs) {
    const std::int64_t event = ++last_event_;
    for (const auto& [lot, amount] : inputs) add_line(event, LotRole::input, lot, amount);
    for (const auto& [lot, amount] : outputs) add_line(event, LotRole::output, lot, amount);
    return event;
  }

  TraceSource source() const {
    return {.events_of =
                [this](std::int64_t lot, LotRole role) {
                  std::vector<std::int64_t> events;
                  for (const TraceLine& line : lines_) {
                    if (line.lot == lot && line.role == role) events.push_back(line.event);
                  }
                  return events;
                },
            .lines_of =
                [this](std::int64_t event) {
                  std::vector<TraceLine> lines;
                  std::ranges::copy_if(lines_, std::back_inserter(lines),
                                       [&](const TraceLine& line) { return line.event == event; });
                  return lines;
                },
            .each_line = [this](const auto& visit) { std::ranges::for_each(lines_, visit); },
            .last_lot = last_lot_};
  }

  const std::vector<TraceLine>& lines() const { return lines_; }

 private:
  void add_line(std::int64_t event, LotRole role, std::int64_t lot, std::int64_t amount) {
    lines_.push_back({event, role, lot, amount == 0 ? 0 : 1, amount});
    last_lot_ = std::max(last_lot_, lot);
  }

  std::vector<TraceLine> lines_;
  std::int64_t last_event_ = 0, last_lot_ = 0;
};

}  // namespace temgoc::test
