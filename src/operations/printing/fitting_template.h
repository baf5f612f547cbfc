// A label large enough for what a product's record says.
#pragma once

#include <optional>
#include <string>

#include "temgoc/label/label.h"

namespace temgoc {

// Whether the label's boxes and its code hold the item, at the dots per inch that its stock is for.
bool has_room_for(const LabelTemplate& label, const LabelItem& item);
double label_area_mm2(const Stock& stock);

// The smallest shipped template that prints in the same language, shows all compulsory fields that
// `label` shows, and holds the item's texts at its own dots. One that prints another kind of code
// comes after all that print this kind. A template for a sheet comes after all for rolls where
// `label` is for a roll, and the other way round: it needs another printer. None: none does.
std::optional<std::string> fitting_template(const LabelTemplate& label, CodeKind kind,
                                            const LabelItem& item);

}  // namespace temgoc
