// Computes each label's corner and the page's matrix, and draws the cut marks.
#include "sheet.h"

#include <cmath>
#include <cstdio>

#include "drawing.h"

namespace temgoc {
namespace {

constexpr double kPointsPerInch = 72;
constexpr double kTickMm = 2, kTickThickMm = 0.1, kTickGrey = 0.3;

Box tick(double x_mm, double y_mm, double width_mm, double height_mm) {
  Box box;
  box.kind = BoxKind::line;
  box.x_mm = x_mm, box.y_mm = y_mm, box.width_mm = width_mm, box.height_mm = height_mm;
  box.ink = {kTickGrey, kTickGrey, kTickGrey};
  return box;
}

// Two ticks that meet in a corner of the label; `right` and `down` say which.
void mark_corner(Drawing& drawing, const Stock& stock, const PagePoint& at, bool right, bool down) {
  const double x = at.x_mm + (right ? stock.label_width_mm : 0);
  const double y = at.y_mm + (down ? stock.label_height_mm : 0);
  const double half = kTickThickMm / 2;
  drawing.shape(tick(right ? x - kTickMm : x, y - half, kTickMm, kTickThickMm));
  drawing.shape(tick(x - half, down ? y - kTickMm : y, kTickThickMm, kTickMm));
}

}  // namespace

PagePoint label_corner(const Stock& stock, unsigned cell, CellOrder order) {
  const bool across = order == CellOrder::across;
  const unsigned column = across ? cell % stock.columns : cell / stock.rows;
  const unsigned row = across ? cell / stock.columns : cell % stock.rows;
  return {stock.left_mm + column * stock.pitch_x_mm, stock.top_mm + row * stock.pitch_y_mm};
}

double page_points(double mm) { return std::round(mm / kMmPerPoint * 1000) / 1000; }

std::string page_system(const Stock& stock, unsigned dpi, const Correction& correction) {
  char text[128];
  const double scale = kPointsPerInch / dpi;
  if (correction.is_none()) {
    std::snprintf(text, sizeof text, "%.8f 0 0 %.8f 0 %.3f cm\n", scale, scale,
                  page_points(stock.page_height_mm));
    return text;
  }
  std::snprintf(text, sizeof text, "%.8f 0 0 %.8f %.4f %.4f cm\n", scale * correction.scale_x,
                scale * correction.scale_y, correction.offset_x_mm / kMmPerPoint,
                page_points(stock.page_height_mm) - correction.offset_y_mm / kMmPerPoint);
  return text;
}

std::string cut_marks(const Stock& stock, CellOrder order, unsigned first, unsigned last,
                      unsigned dpi) {
  Drawing drawing(dpi);
  for (unsigned cell = first; cell <= last; ++cell) {
    const PagePoint at = label_corner(stock, cell, order);
    for (const bool right : {false, true})
      for (const bool down : {false, true}) mark_corner(drawing, stock, at, right, down);
  }
  return drawing.content();
}

}  // namespace temgoc
