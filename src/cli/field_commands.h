// The commands about people who check labels in the field: inspector, visit.
#pragma once

#include <vector>

#include "cli/command.h"

namespace temgoc {

void add_inspector_commands(std::vector<Command>& all);
void add_visit_commands(std::vector<Command>& all);

void add_evidence_commands(
    std::vector<Command>& all);  // evidence add|list|publish|hide|remove|save

}  // namespace temgoc
