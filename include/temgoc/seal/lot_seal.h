// A lot's seal as it was issued.
#pragma once

#include <string>

#include "temgoc/model/lot.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

// Read back from the bytes that the lot keeps. REQUIRES a lot with a seal.
SealedClaim lot_seal(const Lot& lot);
// What the code of a label without a serial carries. Empty for a lot that a restore took back by
// its entry alone: its signature is lost, and its labels alone still carry it.
std::string lot_url(const Lot& lot);

}  // namespace temgoc
