// A trace that is walked from lot to lot.
#pragma once

#include <optional>

#include "temgoc/trace/trace.h"

namespace temgoc {

// Nothing if there are more than `most` events on the way.
std::optional<Trace> near_trace(const TraceSource& source, std::int64_t first, TraceWay way,
                                std::size_t most);
// Forward, by reading the whole graph.
Trace wide_trace(const TraceSource& source, std::int64_t first);

}  // namespace temgoc
