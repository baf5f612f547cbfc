// A record as a person reads it: its values in words, and what each version of it changed.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// One line for each value that is on record, id and name first.
std::string record_text(const Terminal& terminal, const Json& record);
// Of a record with several versions: when each was stored, in Vietnam, and which values it changed;
// else empty.
std::string history_text(const Terminal& terminal, const std::vector<RecordVersion>& history);

}  // namespace temgoc
