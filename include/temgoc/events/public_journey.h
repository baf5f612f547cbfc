// What everybody may know of a lot's way: dated stages, without partners, persons, prices, amounts
// or exact farms.
#pragma once

#include <string>
#include <vector>

#include "temgoc/model/event.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// All events of one kind on the way to a lot.
struct JourneyStage {
  EventKind kind = EventKind::harvest;
  Instant at = {};  // of the first
  Day first = {};
  Day last = {};
  Instant recorded = {};                    // when the last of them was recorded
  std::vector<std::string> goods = {};      // what came out, at most three, each once
  std::vector<std::string> provinces = {};  // where, as the places are called now; at most three
};

// The stages of a lot by their first day: planting, harvest, receipt, cooling, processing and
// passed inspections. Empty if no event names it, or if more than a few hundred lots went into it.
std::vector<JourneyStage> public_journey(const Registry& registry, const Lot& lot, Day today);

}  // namespace temgoc
