// Tells Vietnamese typed with a TCVN3 (ABC) or VNI font and then read as Latin-1: "Hîp t¸c x·",
// "Hôïp taùc xaõ". Such a text is letters and symbols at random to a program, but read back through
// the font's table nearly every word of it is a Vietnamese syllable, which the words of no other
// language are.
#include <optional>
#include <string>
#include <string_view>

#include "legacy_fonts.h"
#include "syllable.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

bool is_upper_latin1(char32_t c) { return c >= 0xC0 && c <= 0xDE && c != 0xD7; }
bool is_lower_ascii(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_letter_ascii(char32_t c) { return is_lower_ascii(c) || (c >= U'A' && c <= U'Z'); }
bool is_symbol(char32_t c) { return (c >= 0xA1 && c < 0xC0) || c == 0xD7 || c == 0xF7; }

char32_t lower_case(char32_t c) {
  const bool upper = is_upper_latin1(c) || (c >= U'A' && c <= U'Z');
  return upper ? c + 32 : c;
}

std::u32string lower_case(std::u32string_view word) {
  std::u32string result;
  for (const auto c : word) result += lower_case(c);
  return result;
}

// Letters beyond Latin-1 and combining marks: whoever has them has Unicode already.
bool is_unicode_letter(char32_t c) {
  return (c >= 0x100 && c < 0x250) || (c >= 0x300 && c < 0x370) || (c >= 0x1E00 && c < 0x1F00);
}

// How strongly one word speaks for an encoding.
struct Evidence {
  bool readable = false;  // it reads as a syllable in the encoding
  bool weak = false;      // and not as it stands
  bool strong = false;    // and in a way that no other language writes
};

// "NÊm", "MËt": nobody capitalises the inside of a word.
bool upper_inside(std::u32string_view word) {
  bool lower = false;
  bool inside = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    lower = lower || is_lower_ascii(word[i]);
    inside = inside || (i > 0 && is_upper_latin1(word[i]));
  }
  return lower && inside;
}

// "muèng", "tuéc": an accented letter between a plain vowel and more.
bool accent_after_vowel(std::u32string_view word) {
  constexpr std::u32string_view kVowels = U"aeiouy";
  for (std::size_t i = 1; i + 1 < word.size(); ++i) {
    if (word[i] >= 0xC0 && kVowels.find(lower_case(word[i - 1])) != kVowels.npos) return true;
  }
  return false;
}

bool has_symbol(std::u32string_view word) {
  for (const auto c : word) {
    if (is_symbol(c)) return true;
  }
  return false;
}

Evidence tcvn3_evidence(std::u32string_view word) {
  std::u32string decoded;
  for (const auto c : word) {
    const auto letter = c < 0x80 ? lower_case(c) : tcvn3_letter(c);
    if (letter == 0) return {};
    decoded += letter;
  }
  if (!is_syllable(decoded)) return {};
  const bool cased = upper_inside(word);
  const bool weak = cased || !is_syllable(lower_case(word));
  // Two characters may be a unit or an abbreviation: µm, Mª.
  const bool odd = cased || has_symbol(word) || accent_after_vowel(word);
  return {true, weak, weak && odd && word.size() >= 3};
}

Evidence vni_evidence(std::u32string_view word) {
  std::u32string decoded;
  bool pair_seen = false;
  bool single_seen = false;
  for (const auto upper : word) {
    const auto c = lower_case(upper);
    const auto pair = decoded.empty() ? std::nullopt : vni_pair(decoded.back(), c);
    const char32_t single = vni_single(c);
    if (pair) {
      decoded.back() = *pair;
      // French writes aï and oï (Thaï, Loïc), Spanish aú (aún).
      pair_seen = pair_seen || (c != U'ï' && c != U'ú');
    } else if (c < 0x80 || single != 0) {
      decoded += c < 0x80 ? c : single;
      single_seen = single_seen || c >= 0x80;
    } else {
      return {};
    }
  }
  if (!is_syllable(decoded)) return {};
  const bool weak = (pair_seen || single_seen) && !is_syllable(lower_case(word));
  return {true, weak, weak && pair_seen && word.size() >= 3};
}

// What all words with a character beyond ASCII say together.
class Tally {
 public:
  void add(std::u32string_view word, const Evidence& evidence) {
    ++words_;
    readable_ += evidence.readable;
    weak_ += evidence.weak;
    strong_ += evidence.strong;
    long_weak_ += evidence.weak && word.size() >= 3;
  }
  // Nearly all words must be readable, since an abbreviation is not; one strong word, or two of
  // which at least one is not just two letters long.
  bool convinces() const {
    return readable_ * 4 >= words_ * 3 && (strong_ >= 1 || (weak_ >= 2 && long_weak_ >= 1));
  }

 private:
  int words_ = 0;
  int readable_ = 0;
  int weak_ = 0;
  int strong_ = 0;
  int long_weak_ = 0;
};

// Symbols that no table has as a letter end a word, as digits and spaces do.
bool in_word(char32_t c) {
  if (c < 0x80) return is_letter_ascii(c);
  return (c >= 0xC0 && c <= 0xFF) || tcvn3_letter(c) != 0;
}

}  // namespace

std::optional<std::string> legacy_encoding(std::string_view utf8) {
  const auto text = code_points(utf8);
  Tally tcvn3;
  Tally vni;
  for (std::size_t at = 0; at < text.size();) {
    if (is_unicode_letter(text[at])) return std::nullopt;
    std::size_t end = at;
    bool ascii = true;
    for (; end < text.size() && in_word(text[end]); ++end) ascii = ascii && text[end] < 0x80;
    const auto word = std::u32string_view(text).substr(at, end - at);
    // A symbol alone is a symbol: "500 g ± 5 %", "½ kg".
    if (!ascii && word.size() >= 2) {
      tcvn3.add(word, tcvn3_evidence(word));
      vni.add(word, vni_evidence(word));
    }
    at = std::max(end, at + 1);
  }
  if (tcvn3.convinces()) return "TCVN3";
  if (vni.convinces()) return "VNI";
  return std::nullopt;
}

}  // namespace temgoc
