// Setting text: words into lines, at the largest size that the box allows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face.h"
#include "line_breaks.h"
#include "temgoc/label/label.h"

namespace temgoc {

inline constexpr double kMmPerPoint = 25.4 / 72;
inline constexpr double kLinePitch =
    1.25;  // em from baseline to baseline: room for two stacked marks

struct SetText {
  double size_pt = 0;
  std::vector<SetLine> lines;
};

// From the top of the first line's tallest letter to the bottom of the last line's lowest.
double text_height_mm(std::size_t lines, double size_pt, const Face& face);

// The largest size from size_pt down to min_size_pt at which all paragraphs fit, each on as few
// lines as it then takes, or on one more that is free where it reads better so. A long code is
// halved only where nothing fits otherwise. None: they do not fit. REQUIRES every letter to be in
// its face.
std::optional<SetText> set_text(const std::vector<Letters>& paragraphs, const Box& box,
                                const Faces& faces);

}  // namespace temgoc
