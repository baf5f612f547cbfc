// A trace, by whichever way is faster.
#include "temgoc/trace/trace.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "trace/near_trace.h"

namespace temgoc {

Trace trace_lots(const TraceSource& source, std::int64_t first, TraceWay way,
                 std::size_t near_events) {
  auto trace = near_trace(source, first, way, near_events);
  if (!trace && way == TraceWay::forward) trace = wide_trace(source, first);
  // Back there are few ways to be wide, and each lot on the way must be looked at anyhow.
  if (!trace) trace = near_trace(source, first, way, std::numeric_limits<std::size_t>::max());
  std::ranges::sort(trace->parts, {},
                    [](const TracedPart& part) { return std::tuple(part.steps, part.lot); });
  return *std::move(trace);
}

}  // namespace temgoc
