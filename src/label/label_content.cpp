// Draws the part that labels share, the part of one label, and the marks of tests and samples.
#include "label_content.h"

#include <algorithm>
#include <cstdio>

#include "field_text.h"
#include "fitted_code.h"
#include "temgoc/label/sample_notice.h"

namespace temgoc {
namespace {

bool says(const PlacedLabel& placed, std::string_view words) {
  return std::ranges::any_of(placed.texts, [&](const PlacedText& text) {
    std::string whole;
    for (const PlacedLine& line : text.lines) whole += (whole.empty() ? "" : " ") + line.text;
    return whole.find(words) != std::string::npos;
  });
}

struct PlacedMarks {
  std::optional<Mark> notice;    // in a free spot
  std::optional<Mark> diagonal;  // across the label
  std::string diagonal_words = {};
  std::vector<Rectangle> clear = {};  // of the diagonal's strokes

  void draw_diagonal(Drawing& drawing, const Faces& faces) const {
    drawing.outline(*diagonal, faces.bold);
    drawing.clear(clear);
  }
};

std::string joined(const std::vector<std::string>& parts) {
  std::string words;
  for (const std::string& part : parts) words += (words.empty() ? "" : " ") + part;
  return words;
}

// An outline of a dot at 203 an inch fills smaller letters: nobody reads them.
constexpr double kLeastMarkPt = 5;

PlacedMarks placed_marks(const LabelTemplate& label, const PlacedLabel& common,
                         const LabelItem& item, const Faces& faces, LabelMarks marks) {
  PlacedMarks placed;
  std::vector<std::string> diagonal;
  if (marks.test) diagonal = {"MẪU THỬ –", "KHÔNG BÁN"};
  if (marks.sample && !says(common, kSampleNotice)) {
    placed.notice = notice_mark(label, common, kSampleNotice, faces);
    if (!placed.notice) diagonal.emplace_back(kSampleNotice);
  }
  if (!diagonal.empty()) placed.diagonal = diagonal_mark(label, diagonal, faces.bold);
  placed.diagonal_words = joined(diagonal);
  placed.clear = use_by_areas(common, item, faces);
  return placed;
}

Error too_large(const Box& box, double need_mm, unsigned modules) {
  char need[32], have[32];
  std::snprintf(need, sizeof need, "%.4g", need_mm);
  std::snprintf(have, sizeof have, "%.4g", std::min(box.width_mm, box.height_mm));
  return Error{
      .code = "code_too_large",
      .args = {{"need_mm", need}, {"have_mm", have}, {"modules", std::to_string(modules)}}};
}

BoxSides sides_of(const Box& box) { return {box.x_mm, box.y_mm, box.width_mm, box.height_mm}; }

}  // namespace

const Box& code_box(const LabelTemplate& label) {
  return *std::find_if(label.boxes.begin(), label.boxes.end(),
                       [](const Box& box) { return box.kind == BoxKind::code; });
}

Result<Drawing> draw_common(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                            unsigned dpi, LabelMarks marks) {
  const auto placed = place(label, item, faces, Share::common);
  if (!placed) return placed.error();
  Drawing drawing(dpi);
  const PlacedMarks placed_ones = placed_marks(label, *placed, item, faces, marks);
  if (placed_ones.diagonal) placed_ones.draw_diagonal(drawing, faces);
  if (placed_ones.notice) drawing.notice(*placed_ones.notice, faces.bold);
  drawing.placed(label, *placed);
  return drawing;
}

Result<DrawnMark> draw_mark(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                            unsigned dpi, LabelMarks marks) {
  const auto placed = place(label, item, faces, Share::common);
  if (!placed) return placed.error();
  DrawnMark drawn{Drawing(dpi)};
  const PlacedMarks wanted = placed_marks(label, *placed, item, faces, marks);
  if (!wanted.diagonal) return drawn;
  if (wanted.diagonal->size_pt < kLeastMarkPt)
    return Error{"test_mark_missing",
                 "label",
                 "1",
                 {},
                 {{"label", "1"}, {"page", "1"}, {"mark", wanted.diagonal_words}}};
  wanted.draw_diagonal(drawn.drawing, faces);
  drawn.words = wanted.diagonal_words;
  return drawn;
}

Result<OwnContent> draw_own(const LabelTemplate& label, const std::vector<std::size_t>& own_boxes,
                            const LabelItem& item, const Faces& faces, unsigned dpi,
                            std::optional<double> name_pt) {
  const auto placed = place(label, own_boxes, item, faces, name_pt);
  if (!placed) return placed.error();
  const Box& box = code_box(label);
  const auto code = fitted_code(item.uri, sides_of(box), dpi, box.module_mm);
  if (!code) return code.error();
  const QrSymbol& symbol = code->symbol;
  if (!code->place)
    return too_large(box, code_side_mm(symbol.modules, dpi, box.module_mm), symbol.modules);
  OwnContent own{Drawing(dpi), symbol.version, code->place->module};
  own.drawing.placed(label, *placed);
  own.drawing.code(*code->place, symbol);
  return own;
}

bool same_common(const LabelItem& a, const LabelItem& b) {
  if (a.stars != b.stars) return false;
  const auto is_own = [](const auto& field) { return is_own_field(field.first); };
  auto left = a.fields.begin(), right = b.fields.begin();
  for (;; ++left, ++right) {
    while (left != a.fields.end() && is_own(*left)) ++left;
    while (right != b.fields.end() && is_own(*right)) ++right;
    if (left == a.fields.end() || right == b.fields.end()) break;
    if (*left != *right) return false;
  }
  return left == a.fields.end() && right == b.fields.end();
}

bool same_label(const LabelItem& a, const LabelItem& b) {
  return a.uri == b.uri && a.stars == b.stars && a.fields == b.fields;
}

}  // namespace temgoc
