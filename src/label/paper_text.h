// Text on a paper of words or forms: lines as wide as there is room, whatever the letters.
#pragma once

#include <string>
#include <vector>

#include "line_breaks.h"
#include "temgoc/label/label.h"

namespace temgoc {

// A letter that the face lacks is "?": a paper must come out whatever a name holds.
Letters paper_letters(const std::string& text, bool bold, const Faces& faces);

// The text's lines within `room_mm`; at least one. A word that is wider than that is cut.
std::vector<SetLine> paper_lines(const std::string& text, double size_pt, bool bold, double room_mm,
                                 const Faces& faces);

// A line or rectangle in black.
Box paper_shape(BoxKind kind, double x_mm, double y_mm, double width_mm, double height_mm);

}  // namespace temgoc
