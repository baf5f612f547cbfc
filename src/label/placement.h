// Where everything on a label goes. Pure: template and content in, millimetres out; draws nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face.h"
#include "temgoc/label.h"

namespace temgoc {

inline constexpr double kMmPerPoint = 25.4 / 72;
inline constexpr double kLinePitch =
    1.25;  // em from baseline to baseline: room for two stacked marks

struct Rectangle {
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
  double right() const { return x_mm + width_mm; }
  double bottom() const { return y_mm + height_mm; }
  bool touches(const Rectangle& other) const;  // share more than an edge
  bool inside(const Rectangle& outer) const;
};
Rectangle area(const Box& box);
// The label less its safe margin.
Rectangle safe_area(const Stock& stock);

struct PlacedLine {
  double x_mm = 0, baseline_mm = 0, width_mm = 0;
  std::string text;  // never cut; the lines of a box joined by spaces are its text
};

struct PlacedText {
  std::size_t box = 0;  // index in the template
  bool bold = false;
  double size_pt = 0;
  std::vector<PlacedLine> lines;
};

struct PlacedStar {
  double centre_x_mm = 0, centre_y_mm = 0, radius_mm = 0;
};

struct PlacedLabel {
  std::vector<PlacedText> texts;
  std::vector<PlacedStar> stars;
  std::vector<std::size_t> shapes;  // lines and rectangles that are drawn: indices in the template
};

// Boxes that show the serial differ from label to label of a lot; all others may be drawn once for
// many labels.
enum class Share { common, own };
Share share_of(const Box& box);

// Places the boxes of one share. A text is set at the largest size, size_pt down to min_size_pt, at
// which it stands on one line; else on two, and so on to max_lines; else `text_does_not_fit`.
// `glyph_missing` for a letter that the face lacks.
Result<PlacedLabel> place(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                          Share share);

// Lines of text turned about their middle, drawn beneath everything else.
struct Mark {
  std::vector<std::string> lines;  // centred on one another, kLinePitch apart
  double size_pt = 0;
  double centre_x_mm = 0, centre_y_mm = 0;
  double degrees = 0;  // anticlockwise
};

// `parts` on one line, or each on its own, whichever is larger along the diagonal of a side that
// the code leaves free.
Mark diagonal_mark(const LabelTemplate& label, const std::vector<std::string>& parts,
                   const Face& face);
// `text`, small and upright, where nothing else is drawn; none when the label is full.
std::optional<Mark> notice_mark(const LabelTemplate& label, const PlacedLabel& common,
                                std::string_view text, const Faces& faces);

}  // namespace temgoc
