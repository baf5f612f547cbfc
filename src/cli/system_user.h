// Who runs this program, as the system knows him.
#pragma once

#include "temgoc/model/actor.h"

namespace temgoc {

// The user's name and full name; "uid 1000" for one without an entry.
Actor system_user();

}  // namespace temgoc
