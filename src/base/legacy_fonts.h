// What the characters of TCVN3 (ABC) and VNI fonts stand for, in small letters.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace temgoc {

// TCVN 5712:1993, third set, bytes A1 to FE; '\0' where the set has no letter.
inline constexpr std::array<char32_t, 94> kTcvn3{
    U'ă', U'â', U'ê', U'ô', U'ơ', U'ư', U'đ', U'ă', U'â', U'ê', U'ô', U'ơ', U'ư', U'đ', 0,    0,
    0,    0,    0,    0,    U'à', U'ả', U'ã', U'á', U'ạ', 0,    U'ằ', U'ẳ', U'ẵ', U'ắ', 0,    0,
    0,    0,    0,    0,    0,    U'ặ', U'ầ', U'ẩ', U'ẫ', U'ấ', U'ậ', U'è', 0,    U'ẻ', U'ẽ', U'é',
    U'ẹ', U'ề', U'ể', U'ễ', U'ế', U'ệ', U'ì', U'ỉ', 0,    0,    0,    U'ĩ', U'í', U'ị', U'ò', 0,
    U'ỏ', U'õ', U'ó', U'ọ', U'ồ', U'ổ', U'ỗ', U'ố', U'ộ', U'ờ', U'ở', U'ỡ', U'ớ', U'ợ', U'ù', 0,
    U'ủ', U'ũ', U'ú', U'ụ', U'ừ', U'ử', U'ữ', U'ứ', U'ự', U'ỳ', U'ỷ', U'ỹ', U'ý', U'ỵ'};

// VNI: a vowel and a mark that follows it.
struct VniVowel {
  char32_t vowel;
  std::u32string_view marks;
  std::u32string_view letters;
};
inline constexpr std::array<VniVowel, 7> kVniVowels{{
    {U'a', U"ùøûõïâáàåãäêéèúüë", U"áàảãạâấầẩẫậăắằẳẵặ"},
    {U'e', U"ùøûõïâáàåãä", U"éèẻẽẹêếềểễệ"},
    {U'o', U"ùøûõïâáàåãä", U"óòỏõọôốồổỗộ"},
    {U'ơ', U"ùøûõï", U"ớờởỡợ"},
    {U'u', U"ùøûõï", U"úùủũụ"},
    {U'ư', U"ùøûõï", U"ứừửữự"},
    {U'y', U"ùøûõ", U"ýỳỷỹ"},
}};
// VNI: letters of one character.
inline constexpr std::u32string_view kVniSingles = U"ôöñîíìæóò";
inline constexpr std::u32string_view kVniSingleLetters = U"ơưđỵíìỉĩị";

// 0 where the set has no letter.
inline char32_t tcvn3_letter(char32_t c) { return c >= 0xA1 && c <= 0xFE ? kTcvn3[c - 0xA1] : 0; }

// 0 where `c` alone stands for no letter.
inline char32_t vni_single(char32_t c) {
  const auto at = kVniSingles.find(c);
  return at == std::u32string_view::npos ? 0 : kVniSingleLetters[at];
}

// The letter of a vowel and the mark after it; none when VNI has no such pair.
inline std::optional<char32_t> vni_pair(char32_t vowel, char32_t mark) {
  for (const auto& row : kVniVowels) {
    if (row.vowel != vowel) continue;
    const auto at = row.marks.find(mark);
    if (at != std::u32string_view::npos) return row.letters[at];
  }
  return std::nullopt;
}

}  // namespace temgoc
