// The resolver's links, as facts.
#pragma once

#include <cstdint>

#include "temgoc/model/link.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// On record and in the log. Returns the link with its number. Those of Registry::add_link.
Result<Link> add_link(Workplace& workplace, const Link& link);
// No longer offered; it stays on record. Returns what was taken out. Those of
// Registry::remove_link.
Result<Link> remove_link(Workplace& workplace, std::int64_t id);

}  // namespace temgoc
