// No more labels than goods, where that can be known.
#pragma once

#include <cstdint>
#include <optional>

#include "temgoc/label/label.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

struct LabelQuantity {
  std::optional<std::uint64_t> packs;  // that the lot makes; none: cannot be known
  // On record for the lot's packs (LabelTemplate::on_packs), copies counted, neither void nor
  // reprints.
  std::uint64_t labels = 0;
};
LabelQuantity label_quantity(const Registry& registry, const Lot& lot);

// Whether so many more would be more labels than packs.
bool is_over(const LabelQuantity& quantity, const LabelTemplate& label, std::uint64_t asked);
// What is said where nobody gave a reason for it: args packs, printed. REQUIRES is_over.
Error labels_over_quantity(const LabelQuantity& quantity, std::uint64_t asked);

}  // namespace temgoc
