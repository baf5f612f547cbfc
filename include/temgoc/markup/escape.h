// Text as HTML shows it.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// The five characters that mean something to HTML, as entities.
void append_escaped(std::string& html, std::string_view text);

}  // namespace temgoc
