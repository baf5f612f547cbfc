// The page that tells how far a printer misses. Everything is drawn in the page's own millimetres.
#include "temgoc/label/test_page.h"

#include <fmt/format.h>

#include <cmath>

#include "drawing.h"
#include "label_pages.h"
#include "pdf_file.h"
#include "sheet.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr unsigned kDpi = 300;
constexpr double kHairMm = 0.1, kOutlineGrey = 0.4 /* a thermal printer's black */,
                 kScaleReachMm = 5, kTextPt = 6;

Box line(double x_mm, double y_mm, double width_mm, double height_mm, double grey = 0) {
  Box box;
  box.kind = BoxKind::line;
  box.x_mm = x_mm, box.y_mm = y_mm, box.width_mm = width_mm, box.height_mm = height_mm;
  box.ink = {grey, grey, grey};
  return box;
}

class TestPage {
 public:
  TestPage(const Stock& stock, const Faces& faces) : stock_(stock), faces_(faces), drawing_(kDpi) {}

  const Drawing& draw(const std::vector<std::string>& notice) {
    for (unsigned cell = 0; cell < stock_.cells(); ++cell) outline(cell);
    const TestCorners corners = test_corners(stock_);
    for (const auto& [corner, inward] : {std::pair{corners.first, 1}, {corners.last, -1}})
      stock_.rows == 1 ? scale_inside(corner, inward) : scale(corner, inward);
    rulers();
    words(notice);
    return drawing_;
  }

 private:
  void text(double x_mm, double baseline_mm, const std::string& text, double size_pt = kTextPt) {
    drawing_.text({0, size_pt, {{x_mm, baseline_mm, 0, text, false}}});
  }

  void outline(unsigned cell) {
    Box box = line(stock_.left_mm + cell % stock_.columns * stock_.pitch_x_mm,
                   stock_.top_mm + cell / stock_.columns * stock_.pitch_y_mm, stock_.label_width_mm,
                   stock_.label_height_mm, kOutlineGrey);
    box.kind = BoxKind::rectangle;
    box.line_mm = kHairMm;
    drawing_.shape(box);
  }

  // On a roll nothing is printed beyond the corner. The scale begins there and grows into the
  // label, one row each way, far enough inside that neither is cut off when the print is moved.
  void scale_inside(const PagePoint& corner, int inward) {
    const double reach = reach_mm();
    const int ticks = static_cast<int>(reach * 2);
    for (int half = 0; half <= ticks; ++half) {
      const double at = inward * half / 2.0, length = half % 2 == 0 ? 2 : 1.2;
      const double from = inward > 0 ? reach : -reach - length;
      drawing_.shape(line(corner.x_mm + at - kHairMm / 2, corner.y_mm + from, kHairMm, length));
      drawing_.shape(line(corner.x_mm + from, corner.y_mm + at - kHairMm / 2, length, kHairMm));
    }
    const double end = inward * static_cast<int>(reach);
    const std::string number = fmt::format("{:+.0f}", end);
    const double beside = inward > 0 ? reach + 3.6 : -reach - 2.6;
    text(corner.x_mm + end - 0.9, corner.y_mm + beside, number, 4);
    text(corner.x_mm + (inward > 0 ? reach + 2.3 : -reach - 4.2), corner.y_mm + end + 0.5, number,
         4);
  }

  double reach_mm() const { return std::min(kScaleReachMm, stock_.label_height_mm / 3); }

  // A cross on the corner with ticks each half millimetre, a number at the ends that lie inside the
  // label. It grows to the right and downwards, as a reading does. `inward` is 1 for a top left
  // corner.
  void scale(const PagePoint& corner, int inward) {
    const double reach = reach_mm();
    const int ticks = static_cast<int>(reach * 2);
    for (int half = -ticks; half <= ticks; ++half) {
      const double at = half / 2.0, length = half % 2 == 0 ? 2 : 1.2;
      const double from = inward > 0 ? 0 : -length;
      drawing_.shape(line(corner.x_mm + at - kHairMm / 2, corner.y_mm + from, kHairMm, length));
      drawing_.shape(line(corner.x_mm + from, corner.y_mm + at - kHairMm / 2, length, kHairMm));
    }
    drawing_.shape(line(corner.x_mm - reach, corner.y_mm - kHairMm / 2, 2 * reach, kHairMm));
    drawing_.shape(line(corner.x_mm - kHairMm / 2, corner.y_mm - reach, kHairMm, 2 * reach));
    const int end = static_cast<int>(reach) * inward;
    const std::string number = fmt::format("{:+}", end);
    text(corner.x_mm + end + (inward > 0 ? 0.4 : -2.6), corner.y_mm + 0.5, number, 4);
    text(corner.x_mm - 0.9, corner.y_mm + end + (inward > 0 ? 1.6 : -0.5), number, 4);
  }

  // 100 mm each way, or as much as the page has. One lies across the middle.
  void rulers() {
    const double x = stock_.page_width_mm / 2, y = stock_.page_height_mm / 2;
    const int right = ruler_mm(stock_.page_width_mm), down = ruler_mm(stock_.page_height_mm);
    for (int mm = 0; mm <= right; ++mm)
      drawing_.shape(line(x - right / 2.0 + mm - kHairMm / 2, y, kHairMm, tick_mm(mm)));
    for (int mm = 0; mm <= down; ++mm)
      drawing_.shape(line(upright_mm(), y - down / 2.0 + mm - kHairMm / 2, tick_mm(mm), kHairMm));
    text(x + right / 2.0 - 8, y + 5.5, fmt::format("{} mm", right));
    text(upright_mm() + 4, y + down / 2.0 - 1, fmt::format("{} mm", down));
  }

  // Where the other ruler stands. On a roll that is beside the first scale, which leaves the words
  // the most room: a thermal printer has too few dots for small ones.
  double upright_mm() const {
    constexpr double kBesideScaleMm = 8;
    const double middle = stock_.page_width_mm / 2;
    return stock_.rows == 1 ? std::min(middle, stock_.left_mm + reach_mm() + kBesideScaleMm)
                            : middle;
  }

  static int ruler_mm(double side_mm) {
    return std::min(100, static_cast<int>((side_mm - 10) / 10) * 10);
  }
  static double tick_mm(int mm) { return mm % 10 == 0 ? 3 : mm % 5 == 0 ? 2 : 1; }

  // Over the rulers on the right, where neither scale is, as large as the page lets it; on a panel
  // of its own, so that no outline runs through the words.
  void words(const std::vector<std::string>& lines) {
    constexpr double kPadMm = 2.5, kMostPt = 10, kLeastPt = 2, kTicksMm = 4;
    const double air = std::min(4.0, stock_.page_height_mm / 20), pad = std::min(kPadMm, air);
    Box room;
    room.x_mm = upright_mm() + kTicksMm + pad;
    room.width_mm = stock_.page_width_mm - room.x_mm - air - pad;
    room.height_mm = stock_.page_height_mm / 2 - 2 * (air + pad);
    room.size_pt = kMostPt, room.min_size_pt = kLeastPt, room.max_lines = 60;
    const auto set = set_text(paragraphs(lines), room, faces_);
    if (!set) return;
    const double high = text_height_mm(set->lines.size(), set->size_pt, faces_.bold);
    room.y_mm = stock_.page_height_mm / 2 - air - pad - high;
    panel({room.x_mm - pad, room.y_mm - pad, room.width_mm + 2 * pad, high + 2 * pad});
    say(*set, room.x_mm, room.y_mm);
  }

  // The first is a title.
  static std::vector<Letters> paragraphs(const std::vector<std::string>& lines) {
    std::vector<Letters> all;
    for (const std::string& each : lines) {
      Letters letters;
      for (const char32_t point : code_points(each)) letters.push_back({point, all.empty()});
      all.push_back(std::move(letters));
    }
    return all;
  }

  void panel(const Rectangle& place) {
    Box box = line(place.x_mm, place.y_mm, place.width_mm, place.height_mm, 1);
    box.kind = BoxKind::rectangle;
    box.fill = true;
    drawing_.shape(box);
    box.fill = false, box.line_mm = kHairMm, box.ink = {};
    drawing_.shape(box);
  }

  void say(const SetText& set, double x_mm, double y_mm) {
    const double em = set.size_pt * kMmPerPoint;
    PlacedText placed{0, set.size_pt, {}};
    double baseline = y_mm + faces_.bold.ascent() * em;
    for (const SetLine& each : set.lines) {
      std::u32string points;
      for (const Letter& letter : each.letters) points += letter.point;
      placed.lines.push_back(
          {x_mm, baseline, each.width_em * em, to_utf8(points), each.letters.front().bold});
      baseline += kLinePitch * em;
    }
    drawing_.text(placed);
  }

  const Stock& stock_;
  const Faces& faces_;
  Drawing drawing_;
};

}  // namespace

TestCorners test_corners(const Stock& stock) {
  return {{stock.left_mm, stock.top_mm},
          {stock.left_mm + (stock.columns - 1) * stock.pitch_x_mm + stock.label_width_mm,
           stock.top_mm + (stock.rows - 1) * stock.pitch_y_mm + stock.label_height_mm}};
}

Result<void> print_test_page(const Stock& stock, const Correction& correction,
                             const std::vector<std::string>& notice, std::string_view title,
                             Language language, Instant made_at,
                             const std::filesystem::path& path) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  TestPage page(stock, *faces);
  const Drawing& drawing = page.draw(notice);
  PdfFile file(faces->regular.path(), faces->bold.path(), title,
               language == Language::en ? "en" : "vi", made_at);
  for (const bool bold : {false, true}) file.use_letters(drawing.letters(bold), bold);
  file.add_page(page_points(stock.page_width_mm), page_points(stock.page_height_mm),
                page_system(stock, kDpi, correction) + drawing.content());
  PendingFile pending(path);
  file.save(pending.written());
  pending.release();
  return {};
}

}  // namespace temgoc
