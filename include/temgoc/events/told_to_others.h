// What one cooperative is told of a chain that runs through another: that a lot is there, what it
// is and whose it is. Partners, places, amounts and papers stay with the cooperative that recorded
// them. docs/decisions/whose_chain.md.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "temgoc/model/event.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// The cooperative that issued or made the lot, or that received it from its partner. Empty if
// nobody on record did.
std::string keeper_of(const Registry& registry, const LotName& name);

// A stage that everybody may know of: planting, harvest, receipt, cooling, processing and passed
// inspections.
bool is_public_stage(const Event& event);

// The event as other cooperatives may know it: its kind, its day, its cooperative, and those of its
// lots that are in `chain`, without amounts. Returns nothing for what is no stage of the goods' way
// (deliveries, sales, treatments, holds), and for an event that counts no more.
std::optional<Event> told_to_others(const RecordedEvent& recorded, const std::set<LotName>& chain);

// A partner's lot loses its number and its owner: "C02:*".
LotName told_to_others(const LotName& name, const std::string& keeper);

}  // namespace temgoc
