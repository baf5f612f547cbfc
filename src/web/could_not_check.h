// The answer where no verdict can be made.
#pragma once

#include "temgoc/http/http.h"

namespace temgoc {

SharedResponse could_not_check();  // 503, in both languages

}  // namespace temgoc
