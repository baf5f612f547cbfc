// Where a lot was on its way, by province and never more exactly: a drawing, and the same as a
// table.
#pragma once

#include <optional>

#include "temgoc/model/lot_facts.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

// Members `drawing` (SVG), `rows` (number, province, what, when). None: no province is on record.
std::optional<View> journey_map(const Asked& asked, const LotFacts& facts);

}  // namespace temgoc
