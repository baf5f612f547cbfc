// A label large enough for what a product's record says.
#pragma once

#include <optional>
#include <string>

#include "temgoc/label/label.h"

namespace temgoc {

// The smallest shipped template that prints the same kind of code in the same language, shows all
// compulsory fields that `label` shows, and holds the item's texts at its own dots. None: none
// does.
std::optional<std::string> fitting_template(const LabelTemplate& label, CodeKind kind,
                                            const LabelItem& item);

}  // namespace temgoc
