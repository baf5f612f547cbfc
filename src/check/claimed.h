// The JSON of what an unbelieved label says of itself.
#pragma once

#include "temgoc/check/check.h"

namespace temgoc {

Json claimed_json(const Verdict& verdict);

}  // namespace temgoc
