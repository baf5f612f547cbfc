#include "placement.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "field_text.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr double kTiny = 1e-6;      // mm; less than this is rounding
constexpr double kSizeStep = 0.25;  // pt

struct Setting {
  const Face& face;
  const Box& box;
  double width_em(std::u32string_view text) const { return face.width(text); }
  double em_mm(double size_pt) const { return size_pt * kMmPerPoint; }
  double height_mm(std::size_t lines, double size_pt) const {
    return (face.ascent() + face.descent() + kLinePitch * static_cast<double>(lines - 1)) *
           em_mm(size_pt);
  }
};

std::vector<std::u32string> words_of(const std::u32string& text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : text) {
    if (c != U' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.size() > 1 && words.back().empty()) words.pop_back();
  return words;
}

// Fills line after line; none when a word alone is too wide or more than `max_lines` are needed.
std::optional<std::vector<std::u32string>> broken(const std::vector<std::u32string>& words,
                                                  const Face& face, double width_em,
                                                  std::size_t max_lines) {
  std::vector<std::u32string> lines;
  for (const std::u32string& word : words) {
    const std::u32string longer = lines.empty() ? word : lines.back() + U" " + word;
    if (!lines.empty() && face.width(longer) <= width_em) {
      lines.back() = longer;
      continue;
    }
    if (face.width(word) > width_em || lines.size() == max_lines) return {};
    lines.push_back(word);
  }
  return lines;
}

// The same number of lines, but no line much longer than need be: "…, tránh / ánh nắng" rather than
// one word alone.
std::vector<std::u32string> balanced(std::vector<std::u32string> lines,
                                     const std::vector<std::u32string>& words, const Face& face,
                                     double width_em) {
  constexpr double kStepEm = 0.5;
  const std::size_t count = lines.size();
  for (double width = width_em - kStepEm; count > 1 && width > 0; width -= kStepEm) {
    auto narrower = broken(words, face, width, count);
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

struct SetText {
  double size_pt;
  std::vector<std::u32string> lines;
};

std::optional<SetText> set_text(const std::u32string& text, const Setting& setting) {
  const auto words = words_of(text);
  for (std::size_t count = 1; count <= setting.box.max_lines; ++count)
    for (const double size : sizes(setting.box)) {
      if (setting.height_mm(count, size) > setting.box.height_mm + kTiny) continue;
      const double width_em = (setting.box.width_mm + kTiny) / setting.em_mm(size);
      if (auto lines = broken(words, setting.face, width_em, count))
        return SetText{size, balanced(std::move(*lines), words, setting.face, width_em)};
    }
  return {};
}

double aligned(Align align, double space) {
  return align == Align::left ? 0 : align == Align::right ? space : space / 2;
}
double aligned(VerticalAlign align, double space) {
  return align == VerticalAlign::top ? 0 : align == VerticalAlign::bottom ? space : space / 2;
}

PlacedText laid_out(const SetText& set, const Setting& setting, std::size_t index) {
  const Box& box = setting.box;
  const double em = setting.em_mm(set.size_pt);
  const double spare = box.height_mm - setting.height_mm(set.lines.size(), set.size_pt);
  double baseline = box.y_mm + aligned(box.vertical, spare) + setting.face.ascent() * em;
  PlacedText placed{.box = index, .bold = box.bold, .size_pt = set.size_pt, .lines = {}};
  for (const std::u32string& line : set.lines) {
    const double width = setting.width_em(line) * em;
    placed.lines.push_back(
        {box.x_mm + aligned(box.align, box.width_mm - width), baseline, width, to_utf8(line)});
    baseline += kLinePitch * em;
  }
  return placed;
}

// Composed text has none in Vietnamese; libharu would set one beside its letter.
bool is_combining(char32_t letter) { return letter >= 0x0300 && letter <= 0x036F; }

Result<PlacedText> place_text(const Box& box, std::size_t index, const std::string& text,
                              const Faces& faces) {
  const Face& face = faces.of(box.bold);
  const std::u32string letters = code_points(text);
  for (const char32_t& letter : letters)
    if (!face.covers(letter) || is_combining(letter))
      return Error{.code = "glyph_missing",
                   .field = box.text,
                   .value = shortened(text),
                   .args = {{"letter", to_utf8({&letter, 1})}}};
  const Setting setting{face, box};
  const auto set = set_text(letters, setting);
  if (!set) return Error{.code = "text_does_not_fit", .field = box.text, .value = shortened(text)};
  return laid_out(*set, setting, index);
}

// Stars are as tall as their box and stand a tenth of their height apart.
void place_stars(const Box& box, int count, std::vector<PlacedStar>& stars) {
  const double gap = 0.1,
               side = std::min(box.height_mm, box.width_mm / (count + gap * (count - 1)));
  const double width = side * (count + gap * (count - 1));
  double x = box.x_mm + aligned(box.align, box.width_mm - width) + side / 2;
  for (int i = 0; i < count; ++i, x += side * (1 + gap))
    stars.push_back({x, box.y_mm + box.height_mm / 2, side / 2});
}

bool is_left_out(const Box& box, const FieldTexts& fields) {
  if (box.when.empty()) return false;
  const auto found = fields.find(box.when);
  return found == fields.end() || found->second.empty();
}

std::string shown_text(const Box& box, const FieldTexts& fields) {
  std::string bad;
  const auto parsed = parse_field_text(box.text, bad);
  return trimmed(parsed ? parsed->filled(fields).value_or("") : "");
}

}  // namespace

Share share_of(const Box& box) {
  std::string bad;
  const auto text = parse_field_text(box.text, bad);
  const bool shows_serial = box.when == kSerialField || (text && text->mentions(kSerialField));
  return shows_serial ? Share::own : Share::common;
}

bool Rectangle::touches(const Rectangle& other) const {
  return x_mm + kTiny < other.right() && other.x_mm + kTiny < right() &&
         y_mm + kTiny < other.bottom() && other.y_mm + kTiny < bottom();
}

bool Rectangle::inside(const Rectangle& outer) const {
  return x_mm + kTiny >= outer.x_mm && y_mm + kTiny >= outer.y_mm &&
         right() <= outer.right() + kTiny && bottom() <= outer.bottom() + kTiny;
}

Rectangle area(const Box& box) { return {box.x_mm, box.y_mm, box.width_mm, box.height_mm}; }

Rectangle safe_area(const Stock& stock) {
  return {stock.safe_mm, stock.safe_mm, stock.label_width_mm - 2 * stock.safe_mm,
          stock.label_height_mm - 2 * stock.safe_mm};
}

Result<PlacedLabel> place(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                          Share share) {
  PlacedLabel placed;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (share_of(box) != share || is_left_out(box, item.fields)) continue;
    if (box.kind == BoxKind::stars && item.stars) place_stars(box, *item.stars, placed.stars);
    if (box.kind == BoxKind::line || box.kind == BoxKind::rectangle) placed.shapes.push_back(i);
    if (box.kind != BoxKind::text) continue;
    const std::string text = shown_text(box, item.fields);
    if (text.empty()) continue;
    auto result = place_text(box, i, text, faces);
    if (!result) return result.error();
    placed.texts.push_back(std::move(*result));
  }
  return placed;
}

}  // namespace temgoc
