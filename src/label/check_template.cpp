#include <algorithm>
#include <cmath>
#include <cstdio>

#include "placement.h"
#include "qr_symbol.h"
#include "temgoc/label.h"

namespace temgoc {
namespace {

constexpr double kLetterMm = 1.2, kSmallFaceLetterMm = 0.9, kSmallFaceCm2 = 80;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string pointer(std::size_t box) { return "/box/" + std::to_string(box); }

// A frame around the code lies beside it as long as its stroke does.
bool covers_code(const Box& box, const Rectangle& code) {
  if (!area(box).touches(code)) return false;
  const Rectangle hollow{box.x_mm + box.line_mm, box.y_mm + box.line_mm,
                         box.width_mm - 2 * box.line_mm, box.height_mm - 2 * box.line_mm};
  return box.kind != BoxKind::rectangle || !code.inside(hollow);
}

void check_code(const LabelTemplate& label, std::size_t index, unsigned dpi, std::string_view uri,
                std::vector<Error>& found) {
  const Box& box = label.boxes[index];
  const double have = std::min(box.width_mm, box.height_mm);
  const auto symbol = encode_qr(uri);
  if (!symbol) return found.push_back(symbol.error());
  const double need = code_side_mm(symbol->modules, dpi);
  if (need > have)
    found.push_back({.code = "code_too_large",
                     .field = pointer(index),
                     .args = {{"need_mm", number(need)},
                              {"have_mm", number(have)},
                              {"modules", std::to_string(symbol->modules)}}});
  for (std::size_t other = 0; other < label.boxes.size(); ++other)
    if (other != index && covers_code(label.boxes[other], area(box)))
      found.push_back({.code = "boxes_overlap_code",
                       .field = pointer(other),
                       .value = label.boxes[other].text});
}

void check_letters(const LabelTemplate& label, const Faces& faces, std::vector<Error>& found) {
  const double face_cm2 = label.stock.face_cm2;
  const double least = face_cm2 > 0 && face_cm2 < kSmallFaceCm2 ? kSmallFaceLetterMm : kLetterMm;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (box.kind != BoxKind::text || !box.compulsory) continue;
    const double need_pt = least / (faces.of(box.bold).x_height() * kMmPerPoint);
    if (box.min_size_pt < need_pt)
      found.push_back({.code = "letters_too_small",
                       .field = pointer(i),
                       .value = box.text,
                       .args = {{"need_mm", number(least)},
                                {"need_pt", number(std::ceil(need_pt * 100) / 100)},
                                {"have_pt", number(box.min_size_pt)}}});
  }
}

void check_stock(const Stock& stock, std::vector<Error>& found) {
  constexpr double kTiny = 1e-6;
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
  check_stock(label.stock, found);
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    if (!area(label.boxes[i]).inside(safe_area(label.stock)))
      found.push_back({.code = "box_outside", .field = pointer(i), .value = label.boxes[i].text});
    if (label.boxes[i].kind == BoxKind::code) check_code(label, i, dpi, longest_uri, found);
  }
  if (const auto faces = label_faces())
    check_letters(label, *faces, found);
  else
    found.push_back(faces.error());
  return found;
}

}  // namespace temgoc
