// JSON of others that names one member twice where it should not.
#pragma once

#include <string_view>

#include "temgoc/base/json.h"

namespace temgoc {

// As parse_json, but an object may have the member `repeatable` more than once: the last counts, as
// in a browser.
Result<Json> parse_json_with_repeated(std::string_view text, std::string_view repeatable);

}  // namespace temgoc
