// How often a command that does not end does its work again.
#pragma once

#include <chrono>
#include <optional>

#include "cli/command.h"

namespace temgoc {

// The minutes of --every; none where it is not given. `log_watch_every` (value the number), and
// those of Given::number.
Result<std::optional<std::chrono::minutes>> every_of(const Given& given);

}  // namespace temgoc
