// Draws bars and tiles.
#include "console/pages/scan_drawings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "temgoc/markup/escape.h"
#include "temgoc/model/province_tile.h"

namespace temgoc {
namespace {

constexpr int kTileWidth = 64, kTileHeight = 54, kGap = 5;
constexpr int kBarWidth = 10, kBarGap = 2, kChartHeight = 160;
constexpr int kShades = 4;  // of tiles with scans

std::string escaped(std::string_view text) {
  std::string html;
  append_escaped(html, text);
  return html;
}

int left_of(const ProvinceTile& tile) { return tile.column * (kTileWidth + kGap); }
int top_of(const ProvinceTile& tile) { return tile.row * (kTileHeight + kGap); }

int shade_of(std::uint64_t scans, std::uint64_t most) {
  if (scans == 0) return 0;
  return 1 + static_cast<int>((scans * kShades - 1) / std::max<std::uint64_t>(most, 1));
}

std::string text_line(const ProvinceTile& tile, int below, std::string_view css,
                      std::string_view text) {
  return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)", css,
                     left_of(tile) + kTileWidth / 2, top_of(tile) + below, escaped(text));
}

std::string name_lines(const ProvinceTile& tile) {
  if (tile.second_line.empty()) return text_line(tile, 22, "name", tile.first_line);
  return text_line(tile, 15, "name", tile.first_line) +
         text_line(tile, 29, "name", tile.second_line);
}

std::string tile_box(const ProvinceTile& tile, const std::string& css, const std::string& title) {
  return fmt::format(
      R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"><title>{}</title></rect>)",
      css, left_of(tile), top_of(tile), kTileWidth, kTileHeight, escaped(title));
}

std::string island(const ProvinceTile& tile) {
  return "<g class=\"island\">" + tile_box(tile, "sea", std::string(tile.name)) +
         text_line(tile, 24, "small", tile.first_line) +
         text_line(tile, 39, "small", tile.second_line) + "</g>";
}

std::string drawing(std::string_view css, int width, int height, const std::string& title,
                    const std::string& more, const std::string& inside) {
  return fmt::format(R"(<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"{}>{}</svg>)",
                     css, width, height, escaped(title), more, inside);
}

}  // namespace

std::string day_bars(const std::vector<ScansOnDay>& days, const std::string& title) {
  std::uint64_t most = 1;
  for (const ScansOnDay& each : days) most = std::max(most, each.scans);
  std::string bars;
  int left = 0;
  for (const ScansOnDay& each : days) {
    const auto height =
        static_cast<int>((each.scans * (kChartHeight - 2) + most - 1) / most) + (each.scans > 0);
    bars +=
        fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>)",
                    left, kChartHeight - height, kBarWidth, height, to_dmy(each.day), each.scans);
    left += kBarWidth + kBarGap;
  }
  return drawing("bars", std::max(left - kBarGap, 1), kChartHeight, title,
                 R"( preserveAspectRatio="none")", bars);
}

std::optional<TilePlace> tile_place(std::string_view province) {
  for (const ProvinceTile& each : all_province_tiles())
    if (each.name == province) return TilePlace{each.row, each.column};
  return std::nullopt;
}

std::string province_tiles(const std::vector<ScansInPlace>& places, const std::string& title,
                           const std::function<std::string(std::uint64_t)>& number) {
  std::map<std::string_view, std::uint64_t> scans;
  std::uint64_t most = 0;
  for (const ScansInPlace& each : places) {
    if (!tile_place(each.place)) continue;
    scans[each.place] = each.scans;
    most = std::max(most, each.scans);
  }
  std::string tiles;
  for (const ProvinceTile& tile : all_province_tiles()) {
    const std::uint64_t here = scans[tile.name];
    tiles += fmt::format(R"(<g class="s{}">)", shade_of(here, most)) +
             tile_box(tile, "tile", fmt::format("{}: {}", tile.name, number(here))) +
             name_lines(tile) + text_line(tile, 46, "count", number(here)) + "</g>";
  }
  for (const ProvinceTile& tile : island_tiles()) tiles += island(tile);
  return drawing("tiles34", kTileColumns * (kTileWidth + kGap) - kGap,
                 kTileRows * (kTileHeight + kGap) - kGap, title, "", tiles);
}

}  // namespace temgoc
