// Signs that a reader cannot see: byte order marks, zero-width spaces and joiners, direction marks.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// `utf8` without format characters (Unicode category Cf: U+FEFF, U+200B, U+00AD, U+202A …) and
// variation selectors. For names that are matched, such as column headers; a value is refused with
// the sign named instead (clean_text). REQUIRES is_utf8.
std::string without_invisible(std::string_view utf8);

}  // namespace temgoc
