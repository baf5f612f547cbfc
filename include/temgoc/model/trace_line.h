// The graph of lots as it is walked: a line for each lot of each event.
#pragma once

#include <cstdint>

#include "temgoc/model/event.h"

namespace temgoc {

struct TraceLine {
  std::int64_t event = 0;
  LotRole role = LotRole::handled;
  std::int64_t lot = 0;     // as the registry numbers lots that events name
  std::int64_t unit = 0;    // a number for each base unit; 0: not measured
  std::int64_t amount = 0;  // in the base unit; see measure.h
  bool operator==(const TraceLine&) const = default;
};

}  // namespace temgoc
