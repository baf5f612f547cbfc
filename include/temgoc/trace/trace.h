// Where goods came from and where they went: the graph of lots, walked to any depth with the shares
// that the amounts tell. docs/events.md says how shares are counted.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_set>
#include <vector>

#include "temgoc/model/trace_line.h"

namespace temgoc {

enum class TraceWay { back, forward };

// The graph as somebody stores it. Inputs and outputs alone are looked at.
struct TraceSource {
  std::function<std::vector<std::int64_t>(std::int64_t lot, LotRole role)> events_of;
  std::function<std::vector<TraceLine>(std::int64_t event)> lines_of;
  // Every input and output, event by event, inputs first, in the order in which events were
  // recorded.
  std::function<void(const std::function<void(const TraceLine&)>& visit)> each_line;
  std::int64_t last_lot = 0;                       // no lot has a higher number
  std::unordered_set<std::int64_t> left_out = {};  // events that do not count
};

// One lot on the way.
struct TracedPart {
  std::int64_t lot = 0;
  // Back: the part of the first lot that came from this one. Forward: the part of this lot that
  // came from the first one. From 0 to 1; not a number if the amounts do not tell.
  double share = 0;
  std::uint32_t steps = 0;  // the fewest events between the two lots
};

struct Trace {
  std::vector<TracedPart> parts = {};  // by steps, then by number; the first lot is not among them
  // The events on the way, for drawings. Empty if the trace is too wide to draw.
  std::vector<TraceLine> lines = {};
  bool wide = false;  // more than kMostNearEvents events
};

// A trace of so many events at most is walked from lot to lot. Beyond, reading the whole graph in
// its order is faster.
inline constexpr std::size_t kMostNearEvents = 20'000;

// REQUIRES a graph without circles. `near_events` is there for tests.
Trace trace_lots(const TraceSource& source, std::int64_t first, TraceWay way,
                 std::size_t near_events = kMostNearEvents);

}  // namespace temgoc
