// The answer where no verdict can be made.
#pragma once

#include "web/http.h"

namespace temgoc {

SharedResponse could_not_check();  // 503, in both languages

}  // namespace temgoc
