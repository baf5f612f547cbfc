// A lot's seal as it was issued, read back from its bytes.
#pragma once

#include "temgoc/lot.h"
#include "temgoc/seal.h"

namespace temgoc {

SealedClaim lot_seal(const Lot& lot);

}  // namespace temgoc
