// The answer to somebody who names a thing of another cooperative.
#pragma once

#include "temgoc/base/result.h"
#include "temgoc/model/actor.h"

namespace temgoc {

// Who holds the machine reads the whole registry anyway, and gets `owned`, which says whose it is.
// People of the console and programs get `unknown`: what they get for a thing that does not exist.
Error of_other_cooperative(const Actor& actor, Error owned, Error unknown);

}  // namespace temgoc
