// The rows of an event's form that name lots, and what drawing the form and reading it share.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/visit.h"
#include "temgoc/events/events.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// A block of rows that each name a lot.
struct LotBlock {
  std::string_view name;        // of the fields: use-1-lot
  std::optional<LotRole> role;  // none: the usual one of the kind
  bool tells_goods = false;     // what a new lot is
  bool required = false;
};

std::vector<LotBlock> blocks_of(EventKind kind);
// Rows as they were typed, or those of the event that is corrected, or the usual number of empty
// ones.
View block_view(const Visit& visit, const LotBlock& block, EventKind kind,
                const std::optional<RecordedEvent>& before);
// Adds the rows that were typed to the event, whose kind and cooperative are set. Those of
// lot_named, clean_text and written_quantity.
Result<void> read_block(const Visit& visit, const LotBlock& block, Event& event);

// An amount as a person would type it, so that it is read back as the same: "1,2340 kg" is no
// thousand.
std::string typed_amount(const Visit& visit, const Quantity& quantity);
// The form came back, so its fields are what was typed.
bool was_sent(const Visit& visit);
// The one whose records this person sees; empty where there are several.
std::string only_cooperative(const Visit& visit);

}  // namespace temgoc
