// The sound pattern of Vietnamese: initial, rhyme, tone.
#include "syllable.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace temgoc {
namespace {

// Each vowel with its six tones: level, huyền, hỏi, ngã, sắc, nặng.
constexpr std::u32string_view kToned =
    U"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";
constexpr std::size_t kTones = 6;
constexpr std::size_t kLevel = 0;
constexpr std::size_t kSac = 4;

constexpr std::array<std::u32string_view, 29> kInitials{
    U"",   U"b",  U"c", U"ch", U"d",  U"đ",  U"g",   U"gh", U"gi", U"h",
    U"k",  U"kh", U"l", U"m",  U"n",  U"ng", U"ngh", U"nh", U"p",  U"ph",
    U"qu", U"r",  U"s", U"t",  U"th", U"tr", U"v",   U"x",  U"w"};

// "y…" after qu: quynh, quyt, quyên; "…k" in names of the Central Highlands: Đắk Lắk.
constexpr std::u32string_view kRhymes =
    U" a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
    U" e ec em en eng eo ep et ê êch êm ên ênh êp êt êu"
    U" i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu"
    U" o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn"
    U" oăng oăt oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt"
    U" u uc ui um un ung up ut ua uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ"
    U" uy uych uya uyên uyêt uynh uyn uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn"
    U" ương ươp ươt ươu y yêm yên yêng yêt yêu ych ynh yt ak ăk âk ";

const std::unordered_set<std::u32string_view>& rhymes() {
  static const auto set = [] {
    std::unordered_set<std::u32string_view> found;
    for (std::size_t at = 1; at < kRhymes.size();) {
      const auto end = kRhymes.find(U' ', at);
      found.insert(kRhymes.substr(at, end - at));
      at = end + 1;
    }
    return found;
  }();
  return set;
}

bool ends_in_stop(std::u32string_view rhyme) {
  return rhyme.ends_with(U'c') || rhyme.ends_with(U'p') || rhyme.ends_with(U't') ||
         rhyme.ends_with(U"ch");
}

bool has_rhyme(std::u32string_view letters, std::size_t tone) {
  return std::any_of(kInitials.begin(), kInitials.end(), [&](std::u32string_view initial) {
    if (!letters.starts_with(initial)) return false;
    const auto rhyme = letters.substr(initial.size());
    return rhymes().contains(rhyme) && (!ends_in_stop(rhyme) || tone >= kSac);
  });
}

}  // namespace

bool is_syllable(std::u32string_view word) {
  std::u32string letters;
  std::size_t tone = kLevel;
  for (const auto letter : word) {
    const auto at = kToned.find(letter);
    const auto letter_tone = at == std::u32string_view::npos ? kLevel : at % kTones;
    if (letter_tone != kLevel && tone != kLevel) return false;
    tone = std::max(tone, letter_tone);
    letters += at == std::u32string_view::npos ? letter : kToned[at - letter_tone];
  }
  return has_rhyme(letters, tone);
}

}  // namespace temgoc
