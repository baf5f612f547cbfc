// Percent-encoding (RFC 3986 §2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

// "%2F" and the like made bytes, '+' left alone; none where a '%' is not followed by two hex
// digits.
std::optional<std::string> percent_decoded(std::string_view text);
// The unreserved characters of RFC 3986 stand, all others are encoded.
std::string percent_encoded(std::string_view text);

}  // namespace temgoc
