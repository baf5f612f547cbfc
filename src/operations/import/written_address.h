// An address that somebody wrote on one line, taken apart.
#pragma once

#include <optional>
#include <string_view>

#include "temgoc/model/place.h"

namespace temgoc {

// "Thôn 3, xã Vĩnh Lộc, TP.HCM": the last part is a province, before it a district (as until
// 30/06/2025) or none, before that a commune with its type; what is left is the street. The parts
// stay as written. None where a part is missing or cannot be told. The result has no dates.
std::optional<Address> parse_written_address(std::string_view text);

}  // namespace temgoc
