// Writes a label's texts, shapes, pictures and QR code as PDF operators.
#include "drawing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <numbers>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// Two decimals of a dot are a few micrometres; trailing zeros would be paid for on every label.
void append_number(std::string& out, double value) {
  const long hundredths = std::lround(value * 100);
  char digits[24];
  const long whole = std::labs(hundredths) / 100, part = std::labs(hundredths) % 100;
  if (hundredths < 0) out += '-';
  out.append(digits, std::to_chars(digits, digits + sizeof digits, whole).ptr);
  if (part == 0) return;
  out += '.';
  out += static_cast<char>('0' + part / 10);
  if (part % 10 != 0) out += static_cast<char>('0' + part % 10);
}

void append_hex(std::string& out, char16_t unit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(unit >> shift) & 15];
}

}  // namespace

void Drawing::number(double value) {
  append_number(content_, value);
  content_ += ' ';
}

void Drawing::numbers(std::initializer_list<double> values) {
  for (const double value : values) number(value);
}

// Three decimals: a share of full brightness.
void Drawing::fractions(std::initializer_list<double> values) {
  for (const double value : values) {
    char text[16];
    std::snprintf(text, sizeof text, "%.3g ", value);
    content_ += text;
  }
}

void Drawing::letters(std::string_view text, bool bold) {
  say("<");
  for (const char32_t letter : code_points(text)) {
    const char16_t unit = static_cast<char16_t>(letter);
    letters_[bold].insert(unit);
    append_hex(content_, unit);
  }
  say(">Tj ");
}

void Drawing::start_text(bool bold, double size_pt) {
  say("/");
  say(bold ? kBoldName : kRegularName);
  say(" ");
  number(dots(size_pt * kMmPerPoint));
  say("Tf ");
}

void Drawing::text(const PlacedText& text) {
  say("BT ");
  const PlacedLine* before = nullptr;
  for (const PlacedLine& line : text.lines) {
    if (!before || line.bold != before->bold) start_text(line.bold, text.size_pt);
    before = &line;
    say("1 0 0 1 ");
    numbers({dots(line.x_mm), -dots(line.baseline_mm)});
    say("Tm ");
    letters(line.text, line.bold);
  }
  say("ET\n");
}

void Drawing::star(const PlacedStar& star) {
  constexpr double kInner = 0.381966;  // radius of the notches in a regular pentagram
  for (int i = 0; i < 10; ++i) {
    const double radius = star.radius_mm * (i % 2 == 0 ? 1 : kInner);
    const double turn = std::numbers::pi * (0.5 + i / 5.0);
    numbers({dots(star.centre_x_mm + radius * std::cos(turn)),
             -dots(star.centre_y_mm - radius * std::sin(turn))});
    say(i == 0 ? "m " : "l ");
  }
  say("h f\n");
}

// A rectangle `inset_mm` inside the box, its corners round as a circle is drawn with four curves.
void Drawing::path(const Box& box, double inset_mm) {
  const double left = dots(box.x_mm + inset_mm), right = dots(box.x_mm + box.width_mm - inset_mm);
  const double top = -dots(box.y_mm + inset_mm),
               bottom = -dots(box.y_mm + box.height_mm - inset_mm);
  const double most = std::min(right - left, top - bottom) / 2;
  const double radius = std::clamp(dots(box.corner_mm - inset_mm), 0.0, most);
  if (radius == 0) {
    numbers({left, bottom, right - left, top - bottom});
    say("re ");
    return;
  }
  constexpr double kHandle = 0.5523;
  const double r = radius, k = radius * (1 - kHandle);
  const auto curve = [&](std::initializer_list<double> points) { numbers(points), say("c "); };
  const auto side = [&](double x, double y) { numbers({x, y}), say("l "); };
  numbers({left + r, bottom}), say("m ");
  side(right - r, bottom), curve({right - k, bottom, right, bottom + k, right, bottom + r});
  side(right, top - r), curve({right, top - k, right - k, top, right - r, top});
  side(left + r, top), curve({left + k, top, left, top - k, left, top - r});
  side(left, bottom + r), curve({left, bottom + k, left + k, bottom, left + r, bottom});
  say("h ");
}

void Drawing::ink(const Ink& ink) {
  for (const std::string_view operation : {"rg ", "RG "}) {
    fractions({ink.red, ink.green, ink.blue});
    say(operation);
  }
}

template <class Draw>
void Drawing::in_ink(const Ink& ink_of_box, Draw draw) {
  const bool black = ink_of_box == Ink{};
  if (!black) say("q "), ink(ink_of_box);
  draw();
  if (!black) say("Q\n");
}

void Drawing::shape(const Box& box) {
  in_ink(box.ink, [&] {
    const bool stroked = box.kind == BoxKind::rectangle && !box.fill;
    if (stroked) number(dots(box.line_mm)), say("w ");
    path(box, stroked ? box.line_mm / 2 : 0);
    say(stroked ? "S\n" : "f\n");
  });
}

void Drawing::image(const PlacedImage& image, std::string_view name) {
  say("q ");
  numbers({dots(image.area.width_mm), 0, 0, dots(image.area.height_mm), dots(image.area.x_mm),
           -dots(image.area.bottom())});
  say("cm /");
  say(name);
  say(" Do Q\n");
}

void Drawing::placed(const LabelTemplate& label, const PlacedLabel& placed) {
  const auto ink_of = [&](const auto& each) { return label.boxes[each.box].ink; };
  for (const std::size_t at : placed.shapes) {
    const Box& box = label.boxes[at];
    box.kind == BoxKind::pattern ? pattern(box) : shape(box);
  }
  for (const PlacedImage& each : placed.images)
    image(each, image_name(label, label.boxes[each.box].file));
  for (const PlacedStar& each : placed.stars) in_ink(ink_of(each), [&] { star(each); });
  for (const PlacedText& each : placed.texts) in_ink(ink_of(each), [&] { text(each); });
}

std::string image_name(const LabelTemplate& label, const std::string& file) {
  return "I" + std::to_string(std::distance(label.pictures.begin(), label.pictures.find(file)));
}

void Drawing::notice(const Mark& mark, const Face& face) {
  say("BT ");
  turned_lines(mark, face);
  say("ET\n");
}

void Drawing::outline(const Mark& mark, const Face& face) {
  // Thicker strokes would fill small letters and hide what lies beneath; a thermal printer prints
  // no line of less than a dot.
  constexpr double kMostStrokeMm = 0.25, kStrokeEm = 0.035;
  const double stroke_mm = std::min(kMostStrokeMm, kStrokeEm * mark.size_pt * kMmPerPoint);
  say("q 1 Tr 1 j ");
  number(std::max(1.0, dots(stroke_mm)));
  say("w BT ");
  turned_lines(mark, face);
  say("ET Q\n");
}

void Drawing::clear(const std::vector<Rectangle>& areas) {
  if (areas.empty()) return;
  in_ink({1, 1, 1}, [&] {
    for (const Rectangle& each : areas) {
      numbers({dots(each.x_mm), -dots(each.bottom()), dots(each.width_mm), dots(each.height_mm)});
      say("re ");
    }
    say("f\n");
  });
}

void Drawing::turned_lines(const Mark& mark, const Face& face) {
  const double em = mark.size_pt * kMmPerPoint, turn = mark.degrees * std::numbers::pi / 180;
  const double cosine = std::cos(turn), sine = std::sin(turn);
  double up =
      (kLinePitch * static_cast<double>(mark.lines.size() - 1) - face.ascent() + face.descent()) /
      2 * em;
  for (const std::string& line : mark.lines) {
    const double back = face.width(code_points(line)) / 2 * em;
    start_text(true, mark.size_pt);
    numbers({cosine, sine, -sine, cosine, dots(mark.centre_x_mm - back * cosine - up * sine),
             dots(-mark.centre_y_mm - back * sine + up * cosine)});
    say("Tm ");
    letters(line, true);
    up -= kLinePitch * em;
  }
}

void Drawing::code(const CodePlace& place, const QrSymbol& symbol) {
  const auto side = static_cast<double>(symbol.modules * place.module);
  say("q ");
  numbers(
      {side, 0, 0, side, static_cast<double>(place.left), -static_cast<double>(place.top) - side});
  say("cm BI/IM true/W ");
  number(symbol.modules);
  say("/H ");
  number(symbol.modules);
  say("ID ");
  content_ += symbol.rows;
  say("\nEI Q\n");
}

std::string moved(long right, long down, std::string_view inner) {
  if (right == 0 && down == 0) return std::string(inner);
  return "q 1 0 0 1 " + std::to_string(right) + ' ' + std::to_string(-down) + " cm " +
         std::string(inner) + "Q\n";
}

}  // namespace temgoc
