// The door to JSON and TOML. Object members keep their order.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

using Json = nlohmann::ordered_json;

// `json_unreadable` with the byte position as column. Depth is limited to 64, duplicate keys are
// refused (`json_duplicate_key`).
Result<Json> parse_json(std::string_view text);
// `toml_unreadable` with row and column; dates and times come back as text.
Result<Json> parse_toml(std::string_view text);

// One line. Text that is no UTF-8, which only an argument or a damaged file can bring, is shown
// with U+FFFD.
std::string dump(const Json& value);

// Members sorted by name, no white space: one text for one value. For hashing.
std::string canonical_json(const Json& value);

}  // namespace temgoc
