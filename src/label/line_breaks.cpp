// Chooses the breaks with the fewest faults, and the cheapest of those.
#include "line_breaks.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace temgoc {
namespace {

// Costs of one line; a line that a fifth is missing from costs 0.04.
constexpr double kAtJoint = -0.08, kAfterCaption = 1, kWithinName = 0.3, kAfterNumber = 0.2,
                 kBeforeDash = 0.2, kBeforeName = 0.08, kWithinPhrase = 0.03, kShortEnd = 0.3;
constexpr double kShortestEnd = 1.0 / 3;  // of a line
constexpr double kFault = kAfterNumber;   // what costs as much or more

constexpr std::size_t kLongestSyllable = 7;  // "nghiêng"
constexpr std::size_t kShortestHalved = 12;  // letters; a telephone number is never halved

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

bool is_capital(char32_t point) {
  if (point >= U'A' && point <= U'Z') return true;
  return kVietnameseLetters.substr(kVietnameseLetters.size() / 2).find(point) !=
         std::u32string_view::npos;
}

bool is_of_a_code(char32_t point) {
  return is_digit(point) || (point >= U'A' && point <= U'Z') || point == U'-' || point == U'.';
}

bool is_long_code(const Letters& letters) {
  return letters.size() >= kShortestHalved &&
         std::ranges::all_of(letters, is_of_a_code, &Letter::point);
}

// "tg.example.vn": a host's name.
bool is_long_host(const Letters& letters) {
  if (letters.size() < kShortestHalved) return false;
  const auto is_of_host = [](char32_t point) {
    return is_digit(point) || (point >= U'a' && point <= U'z') || point == U'-' || point == U'.';
  };
  const auto dot = std::ranges::find(letters, U'.', &Letter::point);
  return std::ranges::all_of(letters, is_of_host, &Letter::point) && dot != letters.end() &&
         dot + 1 != letters.end();
}

// How many letters stand in the first half.
std::size_t middle_of(const Letters& code, std::size_t most_off) {
  const std::size_t middle = (code.size() + 1) / 2;
  for (std::size_t off = 0; off <= most_off; ++off)
    for (const std::size_t at : {middle + off, middle - off})
      if (code[at - 1].point == U'-' || code[at - 1].point == U'.') return at;
  return middle;
}

// None where the word is never halved. A host's name is halved behind a point or hyphen alone,
// wherever that stands: a link that ends within a word is typed wrong.
std::optional<std::size_t> middle_of(const Letters& word) {
  constexpr std::size_t kMostOffShare = 4;
  if (is_long_code(word)) return middle_of(word, word.size() / kMostOffShare);
  if (is_long_host(word)) return middle_of(word, word.size() / 2 - 1);
  return {};
}

// "cá", "nghiêng," and "g": a word of letters, whatever mark ends it.
bool is_syllable(const Word& word) {
  std::size_t letters = word.letters.size();
  const char32_t last = letters ? word.letters.back().point : U'0';
  if (last == U',' || last == U';' || last == U'.') --letters;
  return letters > 0 && letters <= kLongestSyllable &&
         std::none_of(word.letters.begin(), word.letters.end(),
                      [](const Letter& letter) { return is_digit(letter.point); });
}

// "TP.", "Q.", "ĐT.": it is nothing without what follows.
bool is_abbreviation(const Letters& letters) {
  constexpr std::size_t kLongest = 4;
  return letters.size() >= 2 && letters.size() <= kLongest && letters.back().point == U'.' &&
         std::all_of(letters.begin(), letters.end() - 1,
                     [](const Letter& letter) { return is_capital(letter.point); });
}

bool is(const Word& word, std::u32string_view text) {
  return std::ranges::equal(word.letters, text, {}, &Letter::point);
}

// "Thành phố", "Hợp tác xã", "Dịch vụ": two words that are one.
bool is_compound(const Word& before, const Word& after) {
  constexpr std::pair<std::u32string_view, std::u32string_view> kPairs[] = {
      {U"Thành", U"phố"}, {U"thành", U"phố"},   {U"Hợp", U"tác"},     {U"hợp", U"tác"},
      {U"tác", U"xã"},    {U"thị", U"xã"},      {U"thị", U"trấn"},    {U"Dịch", U"vụ"},
      {U"dịch", U"vụ"},   {U"Nông", U"nghiệp"}, {U"nông", U"nghiệp"}, {U"Sản", U"xuất"},
      {U"sản", U"xuất"},  {U"Thương", U"mại"},  {U"thương", U"mại"},  {U"Công", U"nghệ"},
      {U"công", U"nghệ"}, {U"Thủy", U"sản"},    {U"thủy", U"sản"}};
  return std::ranges::any_of(
      kPairs, [&](const auto& pair) { return is(before, pair.first) && is(after, pair.second); });
}

// "Số 12": a house's number.
bool is_numbered(const Word& before, const Word& after) {
  return is_digit(after.letters.front().point) && (is(before, U"Số") || is(before, U"số"));
}

// "Xuất" before "xứ:"
bool is_in_caption(const Word& before, const Word& after) {
  return before.letters.back().bold && after.letters.back().bold &&
         after.letters.back().point == U':';
}

// " · ", or " / " between two languages; not that of a caption in both.
bool is_joined(const Word& before, const Word& after) {
  constexpr std::size_t kSpace = 1;
  return before.gap.size() > kSpace &&
         !(before.letters.back().bold && after.letters.front().bold &&
           std::ranges::find(before.gap, U'/', &Letter::point) != before.gap.end());
}

double break_cost(const Word& before, const Word& after) {
  const char32_t last = before.letters.back().point, first = after.letters.front().point;
  if (before.is_half) return kWithinName;
  if (is_joined(before, after)) return kAtJoint;
  if (last == U':' || is_abbreviation(before.letters)) return kAfterCaption;
  if (is_digit(last) && !is_digit(first)) return kAfterNumber;
  if (is_compound(before, after) || is_numbered(before, after) || is_in_caption(before, after))
    return kWithinName;
  if (first == U'–') return kBeforeDash;
  const bool phrase_ends =
      last == U',' || last == U';' || last == U'.' || last == U'–' || last == U'/';
  if (phrase_ends) return 0;
  if (!is_capital(first)) return kWithinPhrase;
  return is_capital(before.letters.front().point) ? kWithinName : kBeforeName;
}

double line_cost(double filled, bool is_last, Shape shape) {
  const double missing = 1 - filled;
  if (shape == Shape::title || !is_last) return missing * missing;
  return filled < kShortestEnd ? kShortEnd * (kShortestEnd - filled) : 0;
}

// What breakable spaces part.
std::vector<Letters> parted(const Letters& text) {
  std::vector<Letters> parts(1);
  for (const Letter& letter : text) {
    if (letter.point != U' ')
      parts.back().push_back(letter);
    else if (!parts.back().empty())
      parts.emplace_back();
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

// A sign alone between two parts.
bool is_joint(const Letters& part) {
  return part.size() == 1 && (part.front().is_joint || part.front().point == U'·');
}

// "Xuất" and "xứ:" in bold: too short for a line to end within.
bool is_caption(const Letters& before, const Letters& last) {
  constexpr std::size_t kLongest = 14;
  const auto is_bold = [](const Letter& letter) { return letter.bold; };
  return last.back().point == U':' && before.size() + last.size() <= kLongest &&
         std::ranges::all_of(before, is_bold) && std::ranges::all_of(last, is_bold);
}

void append(Letters& words, const Letters& word) {
  words.push_back({U' ', words.back().bold});
  words.insert(words.end(), word.begin(), word.end());
}

SetLine joined(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  SetLine line;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) {
      line.letters.insert(line.letters.end(), words[i - 1].gap.begin(), words[i - 1].gap.end());
      line.width_em += words[i - 1].gap_em;
    }
    line.letters.insert(line.letters.end(), words[i].letters.begin(), words[i].letters.end());
    line.width_em += words[i].width_em;
  }
  return line;
}

// The best way to set the words from one on, on a number of lines.
struct Way {
  unsigned faults = std::numeric_limits<unsigned>::max();
  double cost = std::numeric_limits<double>::infinity();
  std::size_t next = 0;  // the word that the second of these lines begins with

  bool is_there() const { return faults != std::numeric_limits<unsigned>::max(); }
  bool is_better_than(const Way& other) const {
    return std::tie(faults, cost) < std::tie(other.faults, other.cost);
  }
};
using Ways = std::vector<Way>;  // by first word

// The first line from one word to another, and the best way to set the rest.
Way way(const std::vector<Word>& words, std::size_t from, std::size_t to, double filled,
        const Way& rest, Shape shape) {
  const bool is_last = to == words.size();
  const double end = is_last ? 0 : break_cost(words[to - 1], words[to]);
  const bool is_alone = to == from + 1 && words.size() > 1 && is_syllable(words[from]);
  return {.faults = rest.faults + (end >= kFault) + is_alone,
          .cost = line_cost(filled, is_last, shape) + end + rest.cost,
          .next = to};
}

Way best_way(const std::vector<Word>& words, std::size_t from, const Ways& rest, double most_em,
             Shape shape) {
  Way best;
  double width = 0;
  for (std::size_t to = from + 1; to <= words.size(); ++to) {
    width += (to > from + 1 ? words[to - 2].gap_em : 0) + words[to - 1].width_em;
    if (width > most_em) break;
    if (!rest[to].is_there()) continue;
    const Way tried = way(words, from, to, width / most_em, rest[to], shape);
    if (tried.is_better_than(best)) best = tried;
  }
  return best;
}

}  // namespace

double width_em(const Letters& letters, const Faces& faces) {
  double sum = 0;
  for (const Letter& letter : letters) sum += faces.of(letter.bold).width({&letter.point, 1});
  return sum;
}

std::vector<Word> words_of(const Letters& text, const Faces& faces, Captions captions) {
  std::vector<Word> words;
  for (const Letters& part : parted(text)) {
    const bool may_go_on =
        captions == Captions::whole && !words.empty() && words.back().gap.empty();
    if (may_go_on && is_caption(words.back().letters, part))
      append(words.back().letters, part);
    else if (!is_joint(part))
      words.push_back({.letters = part});
    else if (!words.empty())
      words.back().gap = {{U' ', words.back().letters.back().bold}, part.front()};
  }
  if (words.empty()) words.emplace_back();
  for (Word& word : words) {
    word.width_em = width_em(word.letters, faces);
    if (word.letters.empty()) continue;
    word.gap.push_back({U' ', word.letters.back().bold});
    word.gap_em = width_em(word.gap, faces);
  }
  return words;
}

std::vector<Word> with_halved_codes(const std::vector<Word>& words, const Faces& faces) {
  std::vector<Word> halved;
  for (const Word& word : words) {
    const auto letters = middle_of(word.letters);
    if (!letters) {
      halved.push_back(word);
      continue;
    }
    const auto middle = word.letters.begin() + static_cast<std::ptrdiff_t>(*letters);
    Word first{.letters = {word.letters.begin(), middle}, .is_half = true};
    Word second{.letters = {middle, word.letters.end()}, .gap = word.gap, .gap_em = word.gap_em};
    first.width_em = width_em(first.letters, faces);
    second.width_em = width_em(second.letters, faces);
    halved.push_back(std::move(first));
    halved.push_back(std::move(second));
  }
  return halved;
}

std::optional<std::size_t> fewest_lines(const std::vector<Word>& words, double most_em,
                                        std::size_t max_lines) {
  std::size_t lines = 0;
  double width = 0, space = 0;
  for (const Word& word : words) {
    if (word.width_em > most_em) return {};
    const double longer = width + (space + word.width_em);
    const bool goes_on = lines > 0 && longer <= most_em;
    if (!goes_on && ++lines > max_lines) return {};
    width = goes_on ? longer : word.width_em;
    space = word.gap_em;
  }
  return lines;
}

Broken broken(const std::vector<Word>& words, double most_em, std::size_t count, Shape shape) {
  std::vector<Ways> on_lines(count + 1, Ways(words.size() + 1));
  on_lines[0].back() = {.faults = 0, .cost = 0};
  for (std::size_t lines = 1; lines <= count; ++lines)
    for (std::size_t from = 0; from < words.size(); ++from)
      on_lines[lines][from] = best_way(words, from, on_lines[lines - 1], most_em, shape);
  Broken set{.lines = {}, .faults = on_lines[count].front().faults};
  for (std::size_t from = 0, left = count; left > 0; --left) {
    const std::size_t to = on_lines[left][from].next;
    set.lines.push_back(joined(words, from, to));
    from = to;
  }
  return set;
}

std::vector<SetLine> well_broken(const std::vector<Word>& words, double most_em, std::size_t fewest,
                                 bool may_be_more, Shape shape) {
  Broken few = broken(words, most_em, fewest, shape);
  if (few.faults == 0 || !may_be_more || fewest >= words.size()) return std::move(few.lines);
  Broken more = broken(words, most_em, fewest + 1, shape);
  return std::move(more.faults < few.faults ? more.lines : few.lines);
}

}  // namespace temgoc
