// Finds boxes that overlap or stick out, codes too large for their box, and letters too small.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "fitted_code.h"
#include "placement.h"
#include "temgoc/base/text.h"
#include "temgoc/label/label.h"

namespace temgoc {
namespace {

constexpr double kLetterMm = 1.2, kSmallFaceLetterMm = 0.9, kSmallFaceCm2 = 80;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string pointer(std::size_t box) { return "/box/" + std::to_string(box); }

Error at_box(std::string code, const LabelTemplate& label, std::size_t index,
             std::map<std::string, std::string> args = {}) {
  const Box& box = label.boxes[index];
  args["box"] = title_of(box);
  return Error{.code = std::move(code),
               .field = pointer(index),
               .value = shortened(box.text),
               .args = std::move(args)};
}

bool is_shape(const Box& box) {
  return box.kind == BoxKind::line || box.kind == BoxKind::rectangle ||
         box.kind == BoxKind::pattern;
}

// What may stand in a rectangle: anything off its stroke, on a filled one anything but a code,
// unless the ink is as white as paper.
bool may_stand_in(const Box& box, const Box& rectangle) {
  if (rectangle.kind != BoxKind::rectangle) return false;
  if (rectangle.fill)
    return (box.kind != BoxKind::code || rectangle.ink == Ink{1, 1, 1}) &&
           area(box).inside(area(rectangle));
  const double line = rectangle.line_mm;
  return area(box).inside({rectangle.x_mm + line, rectangle.y_mm + line,
                           rectangle.width_mm - 2 * line, rectangle.height_mm - 2 * line});
}

bool never_together(const Box& a, const Box& b) {
  for (const Condition& one : conditions_of(a))
    for (const Condition& other : conditions_of(b))
      if (one.contradicts(other)) return true;
  return false;
}

// Of the two, `a` is not a shape. A code's box is its quiet zone to the edge; other boxes have room
// for the tallest letters, so that a dot in common is not seen.
bool clash(const Box& a, const Box& b) {
  constexpr double kDotMm = 25.4 / 203;
  const double spare =
      a.kind == BoxKind::code || b.kind == BoxKind::code || is_shape(b) ? 0 : kDotMm;
  const Rectangle whole = area(a);
  const Rectangle strict{whole.x_mm + spare, whole.y_mm + spare, whole.width_mm - 2 * spare,
                         whole.height_mm - 2 * spare};
  return strict.touches(area(b)) && !may_stand_in(a, b) && !never_together(a, b);
}

void check_overlaps(const LabelTemplate& label, std::vector<Error>& found) {
  const auto& boxes = label.boxes;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = 0; j < boxes.size(); ++j) {
      const bool code = boxes[i].kind == BoxKind::code;
      // Two that are no shapes meet once; the code is always the one that is covered.
      const bool turn = is_shape(boxes[j]) || (boxes[j].kind != BoxKind::code && (code || i < j));
      if (i == j || is_shape(boxes[i]) || !turn || !clash(boxes[i], boxes[j])) continue;
      found.push_back(code ? at_box("boxes_overlap_code", label, j)
                           : at_box("boxes_overlap", label, j, {{"other", title_of(boxes[i])}}));
    }
}

void check_code(const LabelTemplate& label, std::size_t index, unsigned dpi, std::string_view uri,
                std::vector<Error>& found) {
  const Box& box = label.boxes[index];
  const double have = std::min(box.width_mm, box.height_mm);
  const auto code =
      fitted_code(uri, {box.x_mm, box.y_mm, box.width_mm, box.height_mm}, dpi, box.module_mm);
  if (!code) return found.push_back(code.error());
  if (code->place) return;
  const unsigned modules = code->symbol.modules;
  found.push_back(at_box("code_too_large", label, index,
                         {{"need_mm", number(code_side_mm(modules, dpi, box.module_mm))},
                          {"have_mm", number(have)},
                          {"modules", std::to_string(modules)}}));
}

// Below this height of an x, Noto's letters with two marks ("ắ" and "ẳ") differ by one dot or none.
constexpr double kFewestDots = 9.5;

void check_letters(const LabelTemplate& label, const Faces& faces, unsigned dpi,
                   std::vector<Error>& found) {
  const double face_cm2 = label.stock.face_cm2;
  const double least = face_cm2 > 0 && face_cm2 < kSmallFaceCm2 ? kSmallFaceLetterMm : kLetterMm;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (box.kind != BoxKind::text || !box.compulsory) continue;
    const double x_mm_a_point = faces.of(box.bold).x_height() * kMmPerPoint;
    const double need_pt = least / x_mm_a_point;
    const double dots_pt = kFewestDots * kMmPerInch / dpi / x_mm_a_point;
    const auto rounded_up = [](double size_pt) { return number(std::ceil(size_pt * 100) / 100); };
    if (box.min_size_pt < need_pt)
      found.push_back(at_box("letters_too_small", label, i,
                             {{"need_mm", number(least)},
                              {"need_pt", rounded_up(need_pt)},
                              {"have_pt", number(box.min_size_pt)}}));
    else if (box.min_size_pt < dots_pt)
      found.push_back(at_box("letters_below_dots", label, i,
                             {{"dpi", std::to_string(dpi)},
                              {"need_pt", rounded_up(dots_pt)},
                              {"have_pt", number(box.min_size_pt)}}));
  }
}

// Letters of fixed texts that the faces lack; those of values, check_values finds.
void check_fixed_letters(const LabelTemplate& label, const Faces& faces,
                         std::vector<Error>& found) {
  std::string bad;
  for (std::size_t i = 0; i < label.boxes.size(); ++i)
    for (const FieldText& text :
         parse_paragraphs(label.boxes[i].text, bad).value_or(std::vector<FieldText>{}))
      for (const FieldText::Piece& piece : text.pieces)
        for (const char32_t letter : code_points(piece.text))
          if (!faces.of(label.boxes[i].bold || piece.bold).covers(letter))
            found.push_back(
                at_box("fixed_letter_missing", label, i, {{"letter", to_utf8({&letter, 1})}}));
}

void check_stock(const Stock& stock, unsigned dpi, std::vector<Error>& found) {
  constexpr double kTiny = 1e-6, kMostDots = 32'000;  // of a PDF's numbers and of a ZPL label
  const double most_mm = std::floor(kMostDots * kMmPerInch / dpi);
  if (std::max(stock.label_width_mm, stock.label_height_mm) > most_mm)
    found.push_back({.code = "label_too_large",
                     .field = "/stock",
                     .args = {{"most_mm", std::to_string(static_cast<int>(most_mm))}}});
  if ((stock.columns > 1 && stock.pitch_x_mm + kTiny < stock.label_width_mm) ||
      (stock.rows > 1 && stock.pitch_y_mm + kTiny < stock.label_height_mm))
    found.push_back({.code = "labels_overlap", .field = "/stock"});
  const Rectangle labels{stock.left_mm, stock.top_mm,
                         (stock.columns - 1) * stock.pitch_x_mm + stock.label_width_mm,
                         (stock.rows - 1) * stock.pitch_y_mm + stock.label_height_mm};
  if (!labels.inside({0, 0, stock.page_width_mm, stock.page_height_mm}))
    found.push_back({.code = "labels_outside_page", .field = "/stock"});
}

}  // namespace

std::vector<Error> check_template(const LabelTemplate& label, unsigned dpi,
                                  std::string_view longest_uri) {
  std::vector<Error> found;
  check_stock(label.stock, dpi, found);
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    if (!area(label.boxes[i]).inside(safe_area(label.stock)))
      found.push_back(at_box("box_outside", label, i));
    if (label.boxes[i].kind == BoxKind::code) check_code(label, i, dpi, longest_uri, found);
  }
  check_overlaps(label, found);
  if (const auto faces = label_faces()) {
    check_letters(label, *faces, dpi, found);
    check_fixed_letters(label, *faces, found);
  } else {
    found.push_back(faces.error());
  }
  return found;
}

}  // namespace temgoc
