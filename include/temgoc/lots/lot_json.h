// A lot as JSON: one form for the command line and the API.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/model/lot.h"

namespace temgoc {

// Every member is a key, always present; what is not known is null.
Json lot_json(const Lot& lot);

}  // namespace temgoc
