// How lots of a trace are said to people.
#pragma once

#include <string>

#include "cli/command.h"
#include "temgoc/events/event_json.h"
#include "temgoc/events/trace_words.h"

namespace temgoc {

// One line, and a line for each delivery; with its share and indented where `as_part`.
std::string entry_line(const Terminal& terminal, const TraceEntry& entry, bool as_part);

}  // namespace temgoc
