// A QR code that is no label: for a terminal, and for a card that is printed.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

// Lines of half blocks, dark on light whatever the colours of the terminal, with the quiet zone.
// `uri` begins with scheme and host. `code_too_large`, `code_text_too_long`.
Result<std::string> qr_for_terminal(std::string_view uri);
// An SVG picture, one unit a module, with the quiet zone. Errors likewise.
Result<std::string> qr_as_svg(std::string_view uri);

}  // namespace temgoc
