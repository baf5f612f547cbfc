// PDF content operators. Lengths are printer dots from the label's top left corner, y downwards.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "placement.h"
#include "qr_symbol.h"

namespace temgoc {

// Resource names that every page and form of a file shares.
inline constexpr std::string_view kRegularName = "F1", kBoldName = "F2";

// The resource name of a template's picture.
std::string image_name(const LabelTemplate& label, const std::string& file);

// Content under the making. `dpi` turns the millimetres of a placement into dots.
class Drawing {
 public:
  explicit Drawing(unsigned dpi) : dots_per_mm_(dpi / kMmPerInch) {}

  void text(const PlacedText& text);
  void star(const PlacedStar& star);
  void shape(const Box& box);
  // Whole motifs side by side, as many as the box's sides have room for at about `repeat_mm`.
  void pattern(const Box& box);
  // `name` is the picture's among the file's images.
  void image(const PlacedImage& image, std::string_view name);
  void placed(const LabelTemplate& label, const PlacedLabel& placed);
  void notice(const Mark& mark, const Face& face);  // in black letters
  // In black outline letters: a thermal printer has no grey, and what is beneath or above stays
  // legible.
  void outline(const Mark& mark, const Face& face);
  // Makes them white as paper: what is drawn later stands there alone.
  void clear(const std::vector<Rectangle>& areas);
  void code(const CodePlace& place, const QrSymbol& symbol);

  const std::string& content() const { return content_; }
  // Every letter drawn so far with each face: what the file must embed.
  const std::set<char16_t>& letters(bool bold) const { return letters_[bold]; }

 private:
  void number(double value);
  void numbers(std::initializer_list<double> values);
  void fractions(std::initializer_list<double> values);
  void say(std::string_view operators) { content_ += operators; }
  void letters(std::string_view text, bool bold);
  void start_text(bool bold, double size_pt);
  void turned_lines(const Mark& mark, const Face& face);
  void path(const Box& box, double inset_mm);
  void point(double x_mm, double y_mm) { numbers({dots(x_mm), -dots(y_mm)}); }
  void wave(const Rectangle& tile);
  void scale(const Rectangle& tile, bool between);
  void diamond(const Rectangle& tile);
  void rice(const Rectangle& tile, bool is_last);
  void ink(const Ink& ink);
  // Draws in the ink, then goes back to black.
  template <class Draw>
  void in_ink(const Ink& ink_of_box, Draw draw);
  double dots(double mm) const { return mm * dots_per_mm_; }

  double dots_per_mm_;
  std::string content_;
  std::set<char16_t> letters_[2];
};

// A content piece that moves the origin by whole dots right and down, and draws `inner` there.
std::string moved(long right, long down, std::string_view inner);

}  // namespace temgoc
