// Test and sample marks: where they go so that they are seen and harm nothing.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "placement.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr double kLargestMarkPt = 40, kLargestNoticePt = 6, kSmallestNoticePt = 4.5;

// Black letters are not seen on a dark ground, nor among a pattern's lines.
bool hides_letters(const Box& box) {
  constexpr Ink kWhite{1, 1, 1};
  if (!box.when.empty()) return false;  // it may not be there
  return box.kind == BoxKind::code || box.kind == BoxKind::pattern ||
         (box.kind == BoxKind::rectangle && box.fill && box.ink != kWhite);
}

// The four sides of a room that an obstacle in it leaves free.
void add_sides(const Rectangle& room, const Rectangle& obstacle, std::vector<Rectangle>& rooms) {
  const Rectangle sides[] = {
      {room.x_mm, room.y_mm, obstacle.x_mm - room.x_mm, room.height_mm},
      {obstacle.right(), room.y_mm, room.right() - obstacle.right(), room.height_mm},
      {room.x_mm, room.y_mm, room.width_mm, obstacle.y_mm - room.y_mm},
      {room.x_mm, obstacle.bottom(), room.width_mm, room.bottom() - obstacle.bottom()}};
  for (const Rectangle& side : sides)
    if (side.width_mm > 0 && side.height_mm > 0) rooms.push_back(side);
}

// The largest rooms of the label in which black letters are seen.
std::vector<Rectangle> free_rooms(const LabelTemplate& label) {
  std::vector<Rectangle> rooms{safe_area(label.stock)};
  for (const Box& box : label.boxes) {
    if (!hides_letters(box)) continue;
    std::vector<Rectangle> left;
    for (const Rectangle& room : rooms) {
      if (room.touches(area(box)))
        add_sides(room, area(box), left);
      else
        left.push_back(room);
    }
    rooms = std::move(left);
  }
  return rooms;
}

// The em in mm at which a block `width_em` by `height_em`, turned, still lies in the rectangle.
double largest_em(const Rectangle& room, double width_em, double height_em, double radians) {
  const double c = std::cos(radians), s = std::sin(radians);
  return std::min(room.width_mm / (width_em * c + height_em * s),
                  room.height_mm / (width_em * s + height_em * c));
}

Mark largest_in(const Rectangle& room, std::vector<std::string> lines, const Face& face) {
  constexpr int kFlattest = 20, kSteepest = 70,
                kStep = 5;  // degrees; flatter would be lost between lines of text
  double width = 0;
  for (const std::string& line : lines) width = std::max(width, face.width(code_points(line)));
  const double height =
      face.ascent() + face.descent() + kLinePitch * static_cast<double>(lines.size() - 1);
  Mark mark{.lines = std::move(lines),
            .size_pt = 0,
            .centre_x_mm = room.x_mm + room.width_mm / 2,
            .centre_y_mm = room.y_mm + room.height_mm / 2,
            .degrees = 0};
  for (int degrees = kFlattest; degrees <= kSteepest; degrees += kStep) {
    const double em = largest_em(room, width, height, degrees * std::numbers::pi / 180);
    const double size = std::min(em / kMmPerPoint, kLargestMarkPt);
    if (size > mark.size_pt) mark.size_pt = size, mark.degrees = degrees;
  }
  return mark;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string line = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) line += " " + parts[i];
  return line;
}

void take_texts(const PlacedLabel& placed, const Faces& faces, std::vector<Rectangle>& taken) {
  for (const PlacedText& text : placed.texts) {
    const double em = text.size_pt * kMmPerPoint;
    for (const PlacedLine& line : text.lines) {
      const Face& face = faces.of(line.bold);
      taken.push_back({line.x_mm, line.baseline_mm - face.ascent() * em, line.width_mm,
                       (face.ascent() + face.descent()) * em});
    }
  }
}

// The strokes of a frame, with what its round corners reach in and a little air: words on a stroke
// look like a fault.
std::array<Rectangle, 4> sides_of(const Box& box) {
  constexpr double kAirMm = 0.4;
  const double line = box.line_mm + kAirMm + box.corner_mm * (1 - std::numbers::sqrt2 / 2),
               bottom = box.y_mm + box.height_mm - line, right = box.x_mm + box.width_mm - line;
  return {{{box.x_mm, box.y_mm, box.width_mm, line},
           {box.x_mm, bottom, box.width_mm, line},
           {box.x_mm, box.y_mm, line, box.height_mm},
           {right, box.y_mm, line, box.height_mm}}};
}

// What the common boxes put on paper, and all of each box whose text is not known yet.
std::vector<Rectangle> taken_areas(const LabelTemplate& label, const PlacedLabel& common,
                                   const Faces& faces) {
  std::vector<Rectangle> taken;
  for (const Box& box : label.boxes) {
    const bool known =
        box.kind == BoxKind::text || box.kind == BoxKind::stars || box.kind == BoxKind::image;
    const bool hollow = box.kind == BoxKind::rectangle && !box.fill;
    if (share_of(box) == Share::own || (!known && !hollow)) taken.push_back(area(box));
    if (hollow)
      for (const Rectangle& side : sides_of(box)) taken.push_back(side);
  }
  for (const PlacedImage& image : common.images) taken.push_back(image.area);
  for (const PlacedStar& star : common.stars)
    taken.push_back({star.centre_x_mm - star.radius_mm, star.centre_y_mm - star.radius_mm,
                     2 * star.radius_mm, 2 * star.radius_mm});
  take_texts(common, faces, taken);
  return taken;
}

// Words run together without a space's width between them.
bool is_free(const Rectangle& room, const std::vector<Rectangle>& taken) {
  constexpr double kBesideMm = 0.7;
  const Rectangle wider{room.x_mm - kBesideMm, room.y_mm, room.width_mm + 2 * kBesideMm,
                        room.height_mm};
  return std::none_of(taken.begin(), taken.end(),
                      [&](const Rectangle& other) { return wider.touches(other); });
}

// From the bottom right, in steps of half a millimetre: the corner where a label says least.
std::optional<Rectangle> free_spot(const Rectangle& within, double width, double height,
                                   const std::vector<Rectangle>& taken) {
  constexpr double kStep = 0.5;
  for (double y = within.bottom() - height; y >= within.y_mm; y -= kStep)
    for (double x = within.right() - width; x >= within.x_mm; x -= kStep)
      if (const Rectangle spot{x, y, width, height}; is_free(spot, taken)) return spot;
  return {};
}

}  // namespace

Mark diagonal_mark(const LabelTemplate& label, const std::vector<std::string>& parts,
                   const Face& face) {
  Mark best;
  for (const Rectangle& room : free_rooms(label))
    for (const auto& lines : {parts, std::vector{joined(parts)}})
      if (Mark mark = largest_in(room, lines, face); mark.size_pt > best.size_pt)
        best = std::move(mark);
  return best;
}

std::vector<Rectangle> use_by_areas(const PlacedLabel& common, const LabelItem& item,
                                    const Faces& faces) {
  constexpr double kAirMm = 0.3;
  const auto day = item.fields.find("expires_on");
  if (day == item.fields.end() || day->second.empty()) return {};
  PlacedLabel days;
  for (PlacedText text : common.texts) {
    std::erase_if(text.lines, [&](const PlacedLine& line) {
      return line.text.find(day->second) == std::string::npos;
    });
    if (!text.lines.empty()) days.texts.push_back(std::move(text));
  }
  std::vector<Rectangle> areas;
  take_texts(days, faces, areas);
  for (Rectangle& each : areas) each.x_mm -= kAirMm, each.width_mm += 2 * kAirMm;
  return areas;
}

std::optional<Mark> notice_mark(const LabelTemplate& label, const PlacedLabel& common,
                                std::string_view text, const Faces& faces) {
  const auto taken = taken_areas(label, common, faces);
  const Face& face = faces.bold;
  const double width = face.width(code_points(text)), height = face.ascent() + face.descent();
  for (double size = kLargestNoticePt; size >= kSmallestNoticePt; size -= 0.5) {
    const double em = size * kMmPerPoint;
    if (const auto spot = free_spot(safe_area(label.stock), width * em, height * em, taken))
      return Mark{.lines = {std::string(text)},
                  .size_pt = size,
                  .centre_x_mm = spot->x_mm + spot->width_mm / 2,
                  .centre_y_mm = spot->y_mm + spot->height_mm / 2,
                  .degrees = 0};
  }
  return {};
}

}  // namespace temgoc
