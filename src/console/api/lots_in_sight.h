// Lots that a token may see.
#pragma once

#include "console/api/call.h"

namespace temgoc {

// By its typed code; none where it is another cooperative's.
std::optional<Lot> lot_in_sight(const ApiCall& call, const std::string& code);
HttpResponse lot_unknown(const ApiCall& call, const std::string& code);

}  // namespace temgoc
