// What a template would be refused for, and the label that has the most to hold.
#pragma once

#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/printing/trial_items.h"

namespace temgoc {

// Those of check_template, check_values and check_translations, in every language that the template
// offers; a fault that several share is told once. Empty: good.
Result<std::vector<Error>> template_faults(const LabelTemplate& label, unsigned dpi,
                                           const TrialItems& trial);

// One item with the widest value of each field. Where those of several products are too much
// together, though the label holds each product: the product with the most to say of those that
// fit. `font_not_found`, `font_unusable`.
Result<TrialItems> longest_item(const LabelTemplate& label, TrialItems trial);

}  // namespace temgoc
