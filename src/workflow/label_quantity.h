// No more labels than goods, where that can be known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "temgoc/registry.h"

namespace temgoc {

struct LabelQuantity {
  std::optional<std::uint64_t> packs;  // that the lot makes; none: cannot be known
  std::uint64_t labels = 0;            // on record for the lot, neither void nor reprints
};
LabelQuantity label_quantity(const Registry& registry, const Lot& lot);

// `labels_over_quantity` (value asked, args packs, printed) for more labels than packs without a
// reason.
Result<void> check_quantity(const LabelQuantity& quantity, std::uint32_t asked,
                            const std::string& reason);

}  // namespace temgoc
