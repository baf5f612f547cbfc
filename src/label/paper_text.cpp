// Breaks a paper's texts into lines, and makes the boxes of its rules and frames.
#include "paper_text.h"

#include "setting.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr double kHairMm = 0.25;
constexpr std::size_t kMostLines = 200;  // of one paragraph

// A path may be one word that is wider than the page.
std::vector<Word> narrow_words(const Letters& letters, double most_em, const Faces& faces) {
  std::vector<Word> narrow;
  for (Word& word : words_of(letters, faces)) {
    while (word.width_em > most_em) {
      Word head;
      while (!word.letters.empty()) {
        const double wide = width_em({word.letters.front()}, faces);
        if (!head.letters.empty() && head.width_em + wide > most_em) break;
        head.letters.push_back(word.letters.front());
        head.width_em += wide;
        word.letters.erase(word.letters.begin());
      }
      word.width_em = width_em(word.letters, faces);
      narrow.push_back(std::move(head));
    }
    narrow.push_back(std::move(word));
  }
  return narrow;
}

}  // namespace

Letters paper_letters(const std::string& text, bool bold, const Faces& faces) {
  Letters letters;
  for (const char32_t point : code_points(text))
    letters.push_back({faces.of(bold).covers(point) ? point : U'?', bold});
  return letters;
}

std::vector<SetLine> paper_lines(const std::string& text, double size_pt, bool bold, double room_mm,
                                 const Faces& faces) {
  if (trimmed(text).empty()) return {SetLine{}};
  const double most_em = room_mm / (size_pt * kMmPerPoint);
  const auto words = narrow_words(paper_letters(text, bold, faces), most_em, faces);
  const auto count = fewest_lines(words, most_em, kMostLines);
  return broken(words, most_em, count.value_or(1), Shape::body).lines;
}

Box paper_shape(BoxKind kind, double x_mm, double y_mm, double width_mm, double height_mm) {
  Box box;
  box.kind = kind;
  box.x_mm = x_mm, box.y_mm = y_mm, box.width_mm = width_mm, box.height_mm = height_mm;
  box.line_mm = kHairMm;
  return box;
}

}  // namespace temgoc
