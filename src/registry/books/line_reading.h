// The lines of the whole graph of lots, read by two connections beside each other: reading takes
// most of the time of a wide trace.
#pragma once

#include <functional>

#include "registry/database.h"
#include "temgoc/model/trace_line.h"

namespace temgoc::sql {

// Every input and output, event by event in the order recorded, inputs first. `visit` is called on
// the thread of the caller alone. What is recorded meanwhile is not seen. Throws SystemFailure as
// Database does, and what `visit` throws.
void read_lines(Database& database, const std::function<void(const TraceLine&)>& visit);

}  // namespace temgoc::sql
