// A lot's way in dated steps: what is on record of it, told in order.
#pragma once

#include <vector>

#include "temgoc/model/lot_facts.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

// At most six steps for a scan page: where it was grown or packed, certified, packed, sealed,
// labelled, recalled.
View short_journey(const Asked& asked, const LotFacts& facts);
// Every event of the lot on record, each print job and each recall.
View whole_journey(const Asked& asked, const LotFacts& facts);

}  // namespace temgoc
