// When the registry last learnt something.
#pragma once

#include <filesystem>
#include <vector>

#include "temgoc/clock.h"

namespace temgoc {

// When the last of each kind of fact was recorded: records, keys' statuses, lots, print jobs, what
// became of them, voids, recalls, cancelled lots, links. In no order; empty in a new registry.
// Those of Registry::open_read_only.
Result<std::vector<Instant>> last_moments(const std::filesystem::path& registry);

}  // namespace temgoc
