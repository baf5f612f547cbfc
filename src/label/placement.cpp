// Fits texts, stars and pictures into a template's boxes, or says why one does not fit.
#include "placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr double kTiny = 1e-6;  // mm; less than this is rounding

double aligned(Align align, double space) {
  return align == Align::left ? 0 : align == Align::right ? space : space / 2;
}
double aligned(VerticalAlign align, double space) {
  return align == VerticalAlign::top ? 0 : align == VerticalAlign::bottom ? space : space / 2;
}

// The regular and the bold parts of a line side by side.
void place_line(const SetLine& line, double x_mm, double baseline_mm, double em_mm,
                const Faces& faces, std::vector<PlacedLine>& placed) {
  for (std::size_t at = 0; at < line.letters.size();) {
    PlacedLine part{x_mm, baseline_mm, 0, {}, line.letters[at].bold};
    std::u32string points;
    for (; at < line.letters.size() && line.letters[at].bold == part.bold; ++at)
      points += line.letters[at].point;
    part.width_mm = faces.of(part.bold).width(points) * em_mm;
    part.text = to_utf8(points);
    x_mm += part.width_mm;
    placed.push_back(std::move(part));
  }
}

PlacedText laid_out(const SetText& set, const Box& box, std::size_t index, const Faces& faces) {
  const Face& face = faces.of(box.bold);
  const double em = set.size_pt * kMmPerPoint;
  const double spare = box.height_mm - text_height_mm(set.lines.size(), set.size_pt, face);
  double baseline = box.y_mm + aligned(box.vertical, spare) + face.ascent() * em;
  PlacedText placed{.box = index, .size_pt = set.size_pt, .lines = {}};
  for (const SetLine& line : set.lines) {
    const double left = box.x_mm + aligned(box.align, box.width_mm - line.width_em * em);
    place_line(line, left, baseline, em, faces, placed.lines);
    baseline += kLinePitch * em;
  }
  return placed;
}

// Composed text has none in Vietnamese; libharu would set one beside its letter.
bool is_combining(char32_t letter) { return letter >= 0x0300 && letter <= 0x036F; }

// What a program writes in place of a letter that it could not read.
constexpr char32_t kLostLetter = U'\uFFFD';

bool is_space(char32_t point) { return point == U' ' || point == U'\u00A0'; }

Letters trimmed_letters(Letters letters) {
  const auto is_ink = [](const Letter& letter) { return !is_space(letter.point); };
  letters.erase(std::find_if(letters.rbegin(), letters.rend(), is_ink).base(), letters.end());
  letters.erase(letters.begin(), std::find_if(letters.begin(), letters.end(), is_ink));
  return letters;
}

// What templates set between two parts of a text.
bool is_joint(char32_t point) { return point == U'·' || point == U'/' || point == U'–'; }

Letters letters_of(const std::vector<StyledText>& parts, bool bold) {
  Letters letters;
  for (const StyledText& part : parts) {
    // Bytes that are no text become a letter that no face has: the job is refused.
    const std::u32string points = is_utf8(part.text) ? code_points(part.text) : U"\uFFFF";
    for (const char32_t point : points)
      letters.push_back({point, bold || part.bold, !part.is_value && is_joint(point)});
  }
  return trimmed_letters(std::move(letters));
}

// Those with something to show.
std::vector<Letters> shown_paragraphs(const Box& box, const FieldTexts& fields) {
  std::string bad;
  std::vector<Letters> shown;
  for (const FieldText& paragraph :
       parse_paragraphs(box.text, bad).value_or(std::vector<FieldText>{}))
    if (const auto parts = paragraph.styled(fields))
      if (Letters letters = letters_of(*parts, box.bold); !letters.empty())
        shown.push_back(std::move(letters));
  return shown;
}

// "6.35", "7"
std::string point_text(double size_pt) {
  char text[16];
  std::snprintf(text, sizeof text, "%g", size_pt);
  return text;
}

std::string plain(const std::vector<Letters>& paragraphs) {
  std::u32string text;
  for (const Letters& paragraph : paragraphs) {
    if (!text.empty()) text += U' ';
    for (const Letter& letter : paragraph) text += letter.point;
  }
  return shortened(to_utf8(text));
}

Error refusal(std::string code, const Box& box, const std::vector<Letters>& paragraphs) {
  return Error{.code = std::move(code),
               .field = box.text,
               .value = plain(paragraphs),
               .args = {{"box", title_of(box)}}};
}

std::optional<Error> missing_letter(const Box& box, const std::vector<Letters>& paragraphs,
                                    const Faces& faces) {
  for (const Letters& paragraph : paragraphs)
    for (const Letter& letter : paragraph) {
      const bool drawn = faces.of(letter.bold).covers(letter.point) &&
                         !is_combining(letter.point) && letter.point != kLostLetter;
      if (drawn) continue;
      Error error = refusal("glyph_missing", box, {paragraph});
      error.args["letter"] = to_utf8({&letter.point, 1});
      return error;
    }
  return {};
}

constexpr std::array<std::string_view, 3> kNames{"product_name", "product_name_en",
                                                 "product_full_name"};

bool shows_name(const Box& box) {
  std::string bad;
  const auto paragraphs = parse_paragraphs(box.text, bad).value_or(std::vector<FieldText>{});
  return std::ranges::any_of(paragraphs, [](const FieldText& text) {
    return std::ranges::any_of(kNames, [&](std::string_view name) { return text.mentions(name); });
  });
}

// The box set one step below the name's size, where its own least size allows that.
Box below(const Box& box, double name_pt) {
  constexpr double kStepPt = 0.25;
  Box smaller = box;
  smaller.size_pt = std::clamp(name_pt - kStepPt, box.min_size_pt, box.size_pt);
  return smaller;
}

Error not_largest(const Box& box, const std::vector<Letters>& paragraphs, double name_pt) {
  Error error = refusal("name_not_largest", box, paragraphs);
  error.args["name_pt"] = point_text(name_pt);
  error.args["text_pt"] = point_text(box.min_size_pt);
  return error;
}

Result<void> place_text(const Box& box, std::size_t index, const LabelItem& item,
                        const Faces& faces, std::optional<double> name_pt, PlacedLabel& placed) {
  const auto paragraphs = shown_paragraphs(box, item.fields);
  if (paragraphs.empty()) return {};
  if (auto missing = missing_letter(box, paragraphs, faces)) return *missing;
  const bool below_name = name_pt && !shows_name(box);
  if (below_name && box.compulsory && box.min_size_pt >= *name_pt)
    return not_largest(box, paragraphs, *name_pt);
  const auto set = set_text(paragraphs, below_name ? below(box, *name_pt) : box, faces);
  if (!set) return refusal("text_does_not_fit", box, paragraphs);
  placed.texts.push_back(laid_out(*set, box, index, faces));
  return {};
}

// Stars are as tall as their box and stand a tenth of their height apart.
void place_stars(const Box& box, std::size_t index, int count, std::vector<PlacedStar>& stars) {
  const double gap = 0.1,
               side = std::min(box.height_mm, box.width_mm / (count + gap * (count - 1)));
  const double width = side * (count + gap * (count - 1));
  double x = box.x_mm + aligned(box.align, box.width_mm - width) + side / 2;
  for (int i = 0; i < count; ++i, x += side * (1 + gap))
    stars.push_back({index, x, box.y_mm + box.height_mm / 2, side / 2});
}

PlacedImage placed_image(const Box& box, std::size_t index, const Picture& picture) {
  const double scale = std::min(box.width_mm / picture.width_px, box.height_mm / picture.height_px);
  const double width = picture.width_px * scale, height = picture.height_px * scale;
  return {index,
          {box.x_mm + aligned(box.align, box.width_mm - width),
           box.y_mm + aligned(box.vertical, box.height_mm - height), width, height}};
}

bool holds(const Condition& condition, const LabelItem& item) {
  const auto has = [&](const std::string& field) {
    const auto found = item.fields.find(field);
    return found != item.fields.end() && !found->second.empty();
  };
  const bool there =
      condition.field.empty() ? item.stars || has("certificate_line") : has(condition.field);
  return there != condition.negated;
}

bool is_there(const Box& box, const LabelItem& item) {
  std::string bad;
  const auto conditions = parse_conditions(box.when, bad);
  return conditions && std::all_of(conditions->begin(), conditions->end(),
                                   [&](const Condition& each) { return holds(each, item); });
}

}  // namespace

Share share_of(const Box& box) {
  std::string bad;
  const auto paragraphs = parse_paragraphs(box.text, bad);
  const auto conditions = parse_conditions(box.when, bad);
  const auto mentions_own = [](const auto& text) {
    return text.mentions(kSerialField) || text.mentions(kLabelNumberField);
  };
  const bool shows_own =
      (paragraphs && std::any_of(paragraphs->begin(), paragraphs->end(), mentions_own)) ||
      (conditions && std::any_of(conditions->begin(), conditions->end(),
                                 [](const auto& each) { return is_own_field(each.field); }));
  return shows_own ? Share::own : Share::common;
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

std::string title_of(const Box& box) {
  constexpr std::string_view kKinds[] = {"text", "code",      "image",  "stars",
                                         "line", "rectangle", "pattern"};
  if (!box.name.empty()) return box.name;
  if (!box.text.empty()) return shortened(trimmed(split(box.text, '\n').front()), 40);
  return std::string(kKinds[static_cast<std::size_t>(box.kind)]);
}

std::vector<Condition> conditions_of(const Box& box) {
  std::string bad;
  auto conditions = parse_conditions(box.when, bad).value_or(std::vector<Condition>{});
  if (box.kind == BoxKind::stars) conditions.push_back({});
  return conditions;
}

Result<std::optional<double>> name_size_pt(const LabelTemplate& label, const LabelItem& item,
                                           const Faces& faces) {
  std::optional<double> largest;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (box.kind != BoxKind::text || !shows_name(box)) continue;
    PlacedLabel placed;
    if (auto done = place_box(label, i, item, faces, {}, placed); !done) return done.error();
    for (const PlacedText& name : placed.texts)
      largest = std::max(largest, std::optional(name.size_pt));
  }
  return largest;
}

Result<void> place_box(const LabelTemplate& label, std::size_t index, const LabelItem& item,
                       const Faces& faces, std::optional<double> name_pt, PlacedLabel& placed) {
  const Box& box = label.boxes[index];
  if (!is_there(box, item)) return {};
  switch (box.kind) {
    case BoxKind::text:
      return place_text(box, index, item, faces, name_pt, placed);
    case BoxKind::stars:
      if (item.stars) place_stars(box, index, *item.stars, placed.stars);
      return {};
    case BoxKind::image:
      if (const auto found = label.pictures.find(box.file); found != label.pictures.end())
        placed.images.push_back(placed_image(box, index, found->second));
      return {};
    case BoxKind::line:
    case BoxKind::rectangle:
    case BoxKind::pattern:
      placed.shapes.push_back(index);
      return {};
    case BoxKind::code:
      return {};
  }
  return {};
}

std::vector<std::size_t> boxes_of(const LabelTemplate& label, Share share) {
  std::vector<std::size_t> boxes;
  for (std::size_t i = 0; i < label.boxes.size(); ++i)
    if (share_of(label.boxes[i]) == share) boxes.push_back(i);
  return boxes;
}

Result<PlacedLabel> place(const LabelTemplate& label, const std::vector<std::size_t>& boxes,
                          const LabelItem& item, const Faces& faces,
                          std::optional<double> name_pt) {
  PlacedLabel placed;
  for (const std::size_t box : boxes)
    if (auto done = place_box(label, box, item, faces, name_pt, placed); !done) return done.error();
  return placed;
}

Result<PlacedLabel> place(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                          Share share) {
  const auto name_pt = name_size_pt(label, item, faces);
  if (!name_pt) return name_pt.error();
  return place(label, boxes_of(label, share), item, faces, *name_pt);
}

}  // namespace temgoc
