// Vietnamese typed with the fonts that came before Unicode.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// A text of such a font, read as Latin-1 (legacy_encoding tells one), in Unicode. Characters for
// which the font has no letter stay, and so does a text with letters beyond Latin-1. TCVN3 writes
// most marked capitals like small letters: they become capitals where every other letter of the
// text is one. REQUIRES is_utf8.
enum class LegacyFont { tcvn3, vni };
std::string from_legacy_font(std::string_view utf8, LegacyFont font);

}  // namespace temgoc
