// Tries one size after another, from the largest down, until all lines fit the box.
#include "setting.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace temgoc {
namespace {

constexpr double kTiny = 1e-6;      // mm; less than this is rounding
constexpr double kSizeStep = 0.25;  // pt

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

using Paragraphs = std::vector<std::vector<Word>>;

// Of each paragraph; none where they take more than the box allows.
std::optional<std::vector<std::size_t>> line_counts(const Paragraphs& paragraphs, double most_em,
                                                    std::size_t max_lines) {
  std::vector<std::size_t> counts;
  for (const auto& words : paragraphs) {
    const auto lines = fewest_lines(words, most_em, max_lines);
    if (!lines) return {};
    counts.push_back(*lines);
    max_lines -= *lines;
  }
  return counts;
}

// Free lines go to the paragraphs that read better with one more, the first of them first.
std::vector<SetLine> lines_of(const Paragraphs& paragraphs, const std::vector<std::size_t>& fewest,
                              double most_em, std::size_t free_lines) {
  const Shape shape = paragraphs.size() == 1 ? Shape::title : Shape::body;
  std::vector<SetLine> all;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    auto lines = well_broken(paragraphs[i], most_em, fewest[i], free_lines > 0, shape);
    free_lines -= lines.size() - fewest[i];
    std::ranges::move(lines, std::back_inserter(all));
  }
  return all;
}

std::optional<SetText> set_words(const Paragraphs& paragraphs, const Box& box, const Faces& faces) {
  for (const double size : sizes(box)) {
    const double most = most_em(box, size);
    const auto counts = line_counts(paragraphs, most, box.max_lines);
    if (!counts) continue;
    const std::size_t all = std::accumulate(counts->begin(), counts->end(), std::size_t{0});
    if (!is_high_enough(box, all, size, faces)) continue;
    std::size_t free_lines = 0;
    while (all + free_lines < box.max_lines &&
           is_high_enough(box, all + free_lines + 1, size, faces))
      ++free_lines;
    return SetText{size, lines_of(paragraphs, *counts, most, free_lines)};
  }
  return {};
}

}  // namespace

double text_height_mm(std::size_t lines, double size_pt, const Face& face) {
  return (face.ascent() + face.descent() + kLinePitch * static_cast<double>(lines - 1)) * size_pt *
         kMmPerPoint;
}

std::optional<SetText> set_text(const std::vector<Letters>& texts, const Box& box,
                                const Faces& faces) {
  Paragraphs paragraphs;
  std::optional<SetText> set;
  for (const Captions captions : {Captions::whole, Captions::split}) {
    paragraphs.clear();
    for (const Letters& text : texts) paragraphs.push_back(words_of(text, faces, captions));
    set = set_words(paragraphs, box, faces);
    if (set || box.max_lines < 2) return set;
  }
  bool is_halved = false;
  for (auto& words : paragraphs) {
    auto halved = with_halved_codes(words, faces);
    is_halved = is_halved || halved.size() > words.size();
    words = std::move(halved);
  }
  return is_halved ? set_words(paragraphs, box, faces) : std::nullopt;
}

}  // namespace temgoc
