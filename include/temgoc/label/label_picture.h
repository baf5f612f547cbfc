// Pictures on labels.
#pragma once

#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

// Whether a template can show that PNG: `image_unreadable` (args reason).
Result<void> check_label_picture(std::string_view png);

}  // namespace temgoc
