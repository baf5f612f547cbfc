// Turns text of TCVN3 (ABC) and VNI fonts into Unicode.
#include "temgoc/base/legacy_text.h"

#include <algorithm>
#include <string>

#include "legacy_fonts.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

bool is_small_ascii(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_capital_ascii(char32_t c) { return c >= U'A' && c <= U'Z'; }
bool is_capital_latin1(char32_t c) { return c >= 0xC0 && c <= 0xDE && c != 0xD7; }

char32_t small(char32_t c) { return is_capital_ascii(c) || is_capital_latin1(c) ? c + 32 : c; }

// Of a Vietnamese letter: in Latin-1 capitals stand 32 before, beyond it just before their small
// ones.
char32_t capital(char32_t c) {
  if (is_small_ascii(c) || (c >= 0xE0 && c <= 0xFE)) return c - 32;
  return c < 0x100 ? c : c == U'ư' ? U'Ư' : c == U'ơ' ? U'Ơ' : c & ~char32_t{1};
}

// Letters that neither font has: the text is Unicode already.
bool is_beyond_the_font(char32_t c) {
  return (c >= 0x100 && c < 0x250) || (c >= 0x300 && c < 0x370) || (c >= 0x1E00 && c < 0x1F00);
}

// TCVN3 has capitals of ă â ê ô ơ ư đ alone. Others are the small ones in a font of capitals, which
// shows where all letters around them are capitals.
std::u32string from_tcvn3(std::u32string_view text) {
  const bool shouts = std::ranges::count_if(text, is_capital_ascii) >= 2 &&
                      std::ranges::none_of(text, is_small_ascii);
  std::u32string decoded;
  for (const char32_t c : text) {
    const char32_t letter = tcvn3_letter(c);
    const bool is_capital = shouts || (c >= 0xA1 && c <= 0xA7);
    decoded += letter == 0 ? c : is_capital ? capital(letter) : letter;
  }
  return decoded;
}

// The vowel says whether the letter is a capital: its mark may be of either case.
std::u32string from_vni(std::u32string_view text) {
  std::u32string decoded;
  bool last_is_capital = false;
  for (const char32_t c : text) {
    const char32_t last = decoded.empty() ? 0 : decoded.back();
    const char32_t vowel = last_is_capital && last >= 0x100 ? last + 1 : small(last);
    if (const auto pair = vni_pair(vowel, small(c))) {
      decoded.back() = last_is_capital ? capital(*pair) : *pair;
      continue;
    }
    last_is_capital = small(c) != c;
    const char32_t single = vni_single(small(c));
    decoded += single == 0 ? c : last_is_capital ? capital(single) : single;
  }
  return decoded;
}

}  // namespace

std::string from_legacy_font(std::string_view utf8, LegacyFont font) {
  const std::u32string text = code_points(utf8);
  if (std::ranges::any_of(text, is_beyond_the_font)) return std::string(utf8);
  return to_utf8(font == LegacyFont::tcvn3 ? from_tcvn3(text) : from_vni(text));
}

}  // namespace temgoc
