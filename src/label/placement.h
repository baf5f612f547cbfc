// Where everything on a label goes. Pure: template and content in, millimetres out; draws nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face.h"
#include "field_text.h"
#include "setting.h"
#include "temgoc/label/label.h"

namespace temgoc {

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

// A line of text, or the regular or bold part of one.
struct PlacedLine {
  double x_mm = 0, baseline_mm = 0, width_mm = 0;
  // Never cut; the lines of a box joined by spaces are its text, but for a long code on two lines
  // and for a sign such as a middle dot that would stand alone at a line's end.
  std::string text;
  bool bold = false;
};

struct PlacedText {
  std::size_t box = 0;  // index in the template
  double size_pt = 0;
  std::vector<PlacedLine> lines;
};

struct PlacedStar {
  std::size_t box = 0;
  double centre_x_mm = 0, centre_y_mm = 0, radius_mm = 0;
};

struct PlacedImage {
  std::size_t box = 0;
  Rectangle area;  // as wide and high as the picture's sides ask, inside the box
};

struct PlacedLabel {
  std::vector<PlacedText> texts;
  std::vector<PlacedStar> stars;
  std::vector<PlacedImage> images;
  std::vector<std::size_t> shapes;  // lines and rectangles that are drawn: indices in the template
};

// What a person calls the box: its name, else its text, else its kind.
std::string title_of(const Box& box);
// Under which the box is drawn, those of its kind included. The template's texts have passed
// parse_template.
std::vector<Condition> conditions_of(const Box& box);

// Boxes that show the serial differ from label to label of a lot; all others may be drawn once for
// many labels.
enum class Share { common, own };
Share share_of(const Box& box);

// The size that the product's name gets, the larger one of several; none where no text shows it.
// The other texts stay below it: the compulsory ones must (Decree 43/2017, article 11), the others
// where their least size allows it. What `place_box` refuses.
Result<std::optional<double>> name_size_pt(const LabelTemplate& label, const LabelItem& item,
                                           const Faces& faces);
// Places one box, if it is there. `text_does_not_fit`; `glyph_missing` for a letter that the face
// lacks (args box; letter); `name_not_largest` for a compulsory text that may not be as small as
// `name_pt` asks (args box, name_pt, text_pt).
Result<void> place_box(const LabelTemplate& label, std::size_t index, const LabelItem& item,
                       const Faces& faces, std::optional<double> name_pt, PlacedLabel& placed);
// The boxes of one share: indices in the template, in its order.
std::vector<std::size_t> boxes_of(const LabelTemplate& label, Share share);
// Places `boxes`, or those of one share; stops at the first error. A stream of labels asks for a
// share's boxes and the name's size once: finding them reads every text of the template.
Result<PlacedLabel> place(const LabelTemplate& label, const std::vector<std::size_t>& boxes,
                          const LabelItem& item, const Faces& faces, std::optional<double> name_pt);
Result<PlacedLabel> place(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                          Share share);

// Lines of text turned about their middle, drawn beneath everything else.
struct Mark {
  std::vector<std::string> lines;  // centred on one another, kLinePitch apart
  double size_pt = 0;
  double centre_x_mm = 0, centre_y_mm = 0;
  double degrees = 0;  // anticlockwise
};

// `parts` on one line, or each on its own, whichever is larger along the diagonal of a room that
// code, dark grounds and patterns leave free.
Mark diagonal_mark(const LabelTemplate& label, const std::vector<std::string>& parts,
                   const Face& face);
// Where the use-by day stands, with a little air: a mark's strokes make 3 an 8.
std::vector<Rectangle> use_by_areas(const PlacedLabel& common, const LabelItem& item,
                                    const Faces& faces);
// `text`, small and upright, where nothing else is drawn; none when the label is full.
std::optional<Mark> notice_mark(const LabelTemplate& label, const PlacedLabel& common,
                                std::string_view text, const Faces& faces);

}  // namespace temgoc
