#include "setting.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr double kTiny = 1e-6;      // mm; less than this is rounding
constexpr double kSizeStep = 0.25;  // pt

struct Word {
  Letters letters;
  double width_em = 0;
};

std::vector<Word> words_of(const Letters& text, const Faces& faces) {
  std::vector<Word> words(1);
  for (const Letter& letter : text) {
    if (letter.point != U' ')
      words.back().letters.push_back(letter);
    else if (!words.back().letters.empty())
      words.emplace_back();
  }
  if (words.size() > 1 && words.back().letters.empty()) words.pop_back();
  for (Word& word : words) word.width_em = width_em(word.letters, faces);
  return words;
}

// A space is as wide as the face of the word before it has it.
void append(SetLine& line, const Word& word, double space_em) {
  if (!line.letters.empty()) {
    line.letters.push_back({U' ', line.letters.back().bold});
    line.width_em += space_em;
  }
  line.letters.insert(line.letters.end(), word.letters.begin(), word.letters.end());
  line.width_em += word.width_em;
}

// Fills line after line; none when a word alone is too wide or more than `max_lines` are needed.
std::optional<std::vector<SetLine>> broken(const std::vector<Word>& words, const Faces& faces,
                                           double most_em, std::size_t max_lines) {
  std::vector<SetLine> lines;
  for (const Word& word : words) {
    if (!lines.empty()) {
      const bool bold = !lines.back().letters.empty() && lines.back().letters.back().bold;
      const double space = faces.of(bold).width(U" ");
      if (lines.back().width_em + space + word.width_em <= most_em) {
        append(lines.back(), word, space);
        continue;
      }
    }
    if (word.width_em > most_em || lines.size() == max_lines) return {};
    append(lines.emplace_back(), word, 0);
  }
  return lines;
}

// The same number of lines, but no line much longer than need be: "…, tránh / ánh nắng" rather than
// one word alone.
std::vector<SetLine> balanced(std::vector<SetLine> lines, const std::vector<Word>& words,
                              const Faces& faces, double most_em) {
  constexpr double kStepEm = 0.5;
  const std::size_t count = lines.size();
  for (double width = most_em - kStepEm; count > 1 && width > 0; width -= kStepEm) {
    auto narrower = broken(words, faces, width, count);
    if (!narrower) break;
    lines = std::move(*narrower);
  }
  return lines;
}

// The largest size first; a size below min_size_pt is never tried.
std::vector<double> sizes(const Box& box) {
  std::vector<double> tried;
  for (double size = box.size_pt; size > box.min_size_pt; size -= kSizeStep) tried.push_back(size);
  tried.push_back(box.min_size_pt);
  return tried;
}

bool is_high_enough(const Box& box, std::size_t lines, double size_pt, const Faces& faces) {
  return text_height_mm(lines, size_pt, faces.of(box.bold)) <= box.height_mm + kTiny;
}

double most_em(const Box& box, double size_pt) {
  return (box.width_mm + kTiny) / (size_pt * kMmPerPoint);
}

std::optional<SetText> set_one(const Letters& paragraph, const Box& box, const Faces& faces) {
  const auto words = words_of(paragraph, faces);
  for (std::size_t count = 1; count <= box.max_lines; ++count)
    for (const double size : sizes(box)) {
      if (!is_high_enough(box, count, size, faces)) continue;
      const double most = most_em(box, size);
      if (auto lines = broken(words, faces, most, count))
        return SetText{size, balanced(std::move(*lines), words, faces, most)};
    }
  return {};
}

std::optional<SetText> set_several(const std::vector<Letters>& paragraphs, const Box& box,
                                   const Faces& faces) {
  std::vector<std::vector<Word>> words;
  for (const Letters& paragraph : paragraphs) words.push_back(words_of(paragraph, faces));
  for (const double size : sizes(box)) {
    SetText set{size, {}};
    bool fits = true;
    for (std::size_t i = 0; i < words.size() && fits; ++i) {
      auto lines = broken(words[i], faces, most_em(box, size), box.max_lines - set.lines.size());
      fits = lines.has_value();
      if (!fits) break;
      if (words.size() == 1)
        *lines = balanced(std::move(*lines), words[i], faces, most_em(box, size));
      std::move(lines->begin(), lines->end(), std::back_inserter(set.lines));
    }
    if (fits && is_high_enough(box, set.lines.size(), size, faces)) return set;
  }
  return {};
}

}  // namespace

double width_em(const Letters& letters, const Faces& faces) {
  double sum = 0;
  for (const Letter& letter : letters) sum += faces.of(letter.bold).width({&letter.point, 1});
  return sum;
}

double text_height_mm(std::size_t lines, double size_pt, const Face& face) {
  return (face.ascent() + face.descent() + kLinePitch * static_cast<double>(lines - 1)) * size_pt *
         kMmPerPoint;
}

std::optional<SetText> set_text(const std::vector<Letters>& paragraphs, bool several,
                                const Box& box, const Faces& faces) {
  return several || box.largest ? set_several(paragraphs, box, faces)
                                : set_one(paragraphs.front(), box, faces);
}

}  // namespace temgoc
