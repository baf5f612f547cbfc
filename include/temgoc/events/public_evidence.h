// Evidence on a lot's way that its cooperatives show to everybody.
#pragma once

#include <vector>

#include "temgoc/model/lot.h"
#include "temgoc/registry/evidence_book.h"

namespace temgoc {

// What stands behind events on the way to the lot and is shown, in the order in which the events
// happened; at most `most`. Nothing if more than a few hundred lots went into it.
std::vector<Evidence> public_evidence(const Registry& registry, const Lot& lot, std::size_t most);

}  // namespace temgoc
