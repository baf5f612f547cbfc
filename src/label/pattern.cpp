// Patterns of whole motifs: what a label has in place of a picture. Lines, never shades, so that a
// thermal printer shows them.
#include <algorithm>
#include <cmath>

#include "drawing.h"

namespace temgoc {
namespace {

constexpr double kRound = 0.5523;  // of a quarter circle's radius: its curve's handles

std::size_t whole_count(double length_mm, double repeat_mm) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(length_mm / repeat_mm)));
}

}  // namespace

// Three lines, one beneath the other, each a whole wave.
void Drawing::wave(const Rectangle& tile) {
  constexpr int kLines = 3;
  const double pitch = tile.height_mm / kLines, rise = pitch / 2;
  for (int i = 0; i < kLines; ++i) {
    const double y = tile.y_mm + pitch * (i + 0.5), half = tile.width_mm / 2;
    point(tile.x_mm, y), say("m ");
    for (const double sign : {-1.0, 1.0}) {
      const double from = tile.x_mm + (sign < 0 ? 0 : half);
      point(from + half / 3, y + sign * rise), point(from + 2 * half / 3, y + sign * rise);
      point(from + half, y), say("c ");
    }
    say("S\n");
  }
}

// A half circle that hangs from the tile's upper edge; every other row stands between.
void Drawing::scale(const Rectangle& tile, bool between) {
  const double radius = tile.width_mm / 2, deep = tile.height_mm;
  const double left = tile.x_mm + (between ? radius : 0), top = tile.y_mm;
  point(left, top), say("m ");
  point(left, top + deep * kRound), point(left + radius * (1 - kRound), top + deep);
  point(left + radius, top + deep), say("c ");
  point(left + radius * (1 + kRound), top + deep), point(left + 2 * radius, top + deep * kRound);
  point(left + 2 * radius, top), say("c S\n");
}

// Lozenges within one another, every second one empty.
void Drawing::diamond(const Rectangle& tile) {
  const double x = tile.x_mm + tile.width_mm / 2, y = tile.y_mm + tile.height_mm / 2;
  for (const double share : {1.0, 0.62, 0.34}) {
    const double across = tile.width_mm / 2 * share, down = tile.height_mm / 2 * share;
    point(x - across, y), say("m ");
    point(x, y - down), say("l ");
    point(x + across, y), say("l ");
    point(x, y + down), say("l h ");
  }
  say("f*\n");
}

// A stem with a grain above and one below. The lower one reaches into the next tile, so the last
// tile of a row has none: it would be cut.
void Drawing::rice(const Rectangle& tile, bool is_last) {
  const double middle = tile.y_mm + tile.height_mm / 2, left = tile.x_mm;
  point(left, middle), say("m ");
  point(left + tile.width_mm, middle), say("l S\n");
  for (const double up : {-1.0, 1.0}) {
    if (up > 0 && is_last) break;
    const double root = left + (up < 0 ? 0 : tile.width_mm / 2);
    const double tip_x = root + tile.width_mm * 0.85, tip_y = middle + up * tile.height_mm / 2;
    point(root, middle), say("m ");
    point(root + tile.width_mm * 0.05, middle + up * tile.height_mm * 0.42);
    point(root + tile.width_mm * 0.4, tip_y), point(tip_x, tip_y), say("c ");
    point(root + tile.width_mm * 0.85, middle + up * tile.height_mm * 0.22);
    point(root + tile.width_mm * 0.5, middle + up * tile.height_mm * 0.06);
    point(root, middle), say("c f\n");
  }
}

void Drawing::pattern(const Box& box) {
  const double repeat = box.repeat_mm > 0 ? box.repeat_mm : box.height_mm;
  // A scale's rows lie half a scale apart.
  const double row = box.motif == Motif::scales ? repeat / 2 : repeat;
  const std::size_t across = whole_count(box.width_mm, repeat),
                    down = whole_count(box.height_mm, row);
  const double width = box.width_mm / static_cast<double>(across),
               height = box.height_mm / static_cast<double>(down);
  say("q ");
  ink(box.ink);
  numbers(
      {dots(box.x_mm), -dots(box.y_mm + box.height_mm), dots(box.width_mm), dots(box.height_mm)});
  say("re W n ");
  number(dots(box.line_mm)), say("w\n");
  for (std::size_t y = 0; y < down; ++y)
    for (std::size_t x = 0; x < across; ++x) {
      const Rectangle tile{box.x_mm + static_cast<double>(x) * width,
                           box.y_mm + static_cast<double>(y) * height, width, height};
      switch (box.motif) {
        case Motif::waves:
          wave(tile);
          break;
        case Motif::scales:
          if (y % 2 == 1 && x == 0) scale({tile.x_mm - width, tile.y_mm, width, height}, true);
          scale(tile, y % 2 == 1);
          break;
        case Motif::diamonds:
          diamond(tile);
          break;
        case Motif::rice:
          rice(tile, x + 1 == across);
          break;
      }
    }
  say("Q\n");
}

}  // namespace temgoc
