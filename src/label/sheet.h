// Where a page's labels lie, and the page's coordinate system.
#pragma once

#include <string>

#include "temgoc/label/label.h"

namespace temgoc {

// Thousandths of a point: what libharu writes of a page's size, so that dots and page edges agree.
double page_points(double mm);

// A content piece that leads from points upwards to dots downwards from the page's top left corner,
// moved and scaled as the printer needs it.
std::string page_system(const Stock& stock, unsigned dpi, const Correction& correction);

// Ticks on the corners of the cells `first` to `last` (from 0, both included), along their edges.
std::string cut_marks(const Stock& stock, CellOrder order, unsigned first, unsigned last,
                      unsigned dpi);

}  // namespace temgoc
