// What text.cpp needs of Unicode's tables.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// False for controls, invisible format characters, line and paragraph separators, private use and
// unassigned.
bool is_printable(char32_t point);
// `text` with every byte that is not UTF-8 and every character that is not printable as U+FFFD.
std::string printable(std::string_view text);
// Lower case, without combining marks, đ as d, compatible forms (no-break space, ²) as the plain
// ones. REQUIRES is_utf8.
std::string without_marks(std::string_view utf8);

}  // namespace temgoc
