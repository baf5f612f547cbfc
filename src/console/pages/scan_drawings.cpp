// Draws bars and tiles.
#include "console/pages/scan_drawings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "temgoc/markup/escape.h"

namespace temgoc {
namespace {

struct Tile {
  std::string_view name;
  TilePlace place;
  // A name of several words takes two lines.
  std::string_view first_line;
  std::string_view second_line = {};
};

// North is up and west is left, as far as neighbours can stay neighbours.
constexpr std::array<Tile, 34> kTiles{{
    {"Lai Châu", {0, 0}, "Lai", "Châu"},
    {"Lào Cai", {0, 1}, "Lào Cai"},
    {"Tuyên Quang", {0, 2}, "Tuyên", "Quang"},
    {"Cao Bằng", {0, 3}, "Cao", "Bằng"},
    {"Điện Biên", {1, 0}, "Điện", "Biên"},
    {"Sơn La", {1, 1}, "Sơn La"},
    {"Phú Thọ", {1, 2}, "Phú Thọ"},
    {"Thái Nguyên", {1, 3}, "Thái", "Nguyên"},
    {"Lạng Sơn", {1, 4}, "Lạng", "Sơn"},
    {"Hà Nội", {2, 2}, "Hà Nội"},
    {"Bắc Ninh", {2, 3}, "Bắc", "Ninh"},
    {"Quảng Ninh", {2, 4}, "Quảng", "Ninh"},
    {"Thanh Hóa", {3, 1}, "Thanh", "Hóa"},
    {"Ninh Bình", {3, 2}, "Ninh", "Bình"},
    {"Hưng Yên", {3, 3}, "Hưng", "Yên"},
    {"Hải Phòng", {3, 4}, "Hải", "Phòng"},
    {"Nghệ An", {4, 1}, "Nghệ", "An"},
    {"Hà Tĩnh", {4, 2}, "Hà Tĩnh"},
    {"Quảng Trị", {5, 2}, "Quảng", "Trị"},
    {"Huế", {5, 3}, "Huế"},
    {"Đà Nẵng", {6, 3}, "Đà", "Nẵng"},
    {"Quảng Ngãi", {7, 3}, "Quảng", "Ngãi"},
    {"Gia Lai", {8, 3}, "Gia Lai"},
    {"Đắk Lắk", {9, 3}, "Đắk", "Lắk"},
    {"Tây Ninh", {10, 1}, "Tây", "Ninh"},
    {"Đồng Nai", {10, 2}, "Đồng", "Nai"},
    {"Lâm Đồng", {10, 3}, "Lâm", "Đồng"},
    {"Khánh Hòa", {10, 4}, "Khánh", "Hòa"},
    {"An Giang", {11, 0}, "An", "Giang"},
    {"Đồng Tháp", {11, 1}, "Đồng", "Tháp"},
    {"TP. Hồ Chí Minh", {11, 2}, "TP. Hồ", "Chí Minh"},
    {"Cà Mau", {12, 0}, "Cà Mau"},
    {"Cần Thơ", {12, 1}, "Cần", "Thơ"},
    {"Vĩnh Long", {12, 2}, "Vĩnh", "Long"},
}};

// The archipelagos, beside the province or city that each belongs to: no place of scans.
constexpr Tile kIslands[] = {{"Hoàng Sa", {6, 4}, "Hoàng Sa", "(Đà Nẵng)"},
                             {"Trường Sa", {11, 4}, "Trường Sa", "(Khánh Hòa)"}};

constexpr int kTileWidth = 64, kTileHeight = 54, kGap = 5;
constexpr int kBarWidth = 10, kBarGap = 2, kChartHeight = 160;
constexpr int kShades = 4;  // of tiles with scans

std::string escaped(std::string_view text) {
  std::string html;
  append_escaped(html, text);
  return html;
}

int left_of(const Tile& tile) { return tile.place.column * (kTileWidth + kGap); }
int top_of(const Tile& tile) { return tile.place.row * (kTileHeight + kGap); }

int shade_of(std::uint64_t scans, std::uint64_t most) {
  if (scans == 0) return 0;
  return 1 + static_cast<int>((scans * kShades - 1) / std::max<std::uint64_t>(most, 1));
}

std::string text_line(const Tile& tile, int below, std::string_view css, std::string_view text) {
  return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)", css,
                     left_of(tile) + kTileWidth / 2, top_of(tile) + below, escaped(text));
}

std::string name_lines(const Tile& tile) {
  if (tile.second_line.empty()) return text_line(tile, 22, "name", tile.first_line);
  return text_line(tile, 15, "name", tile.first_line) +
         text_line(tile, 29, "name", tile.second_line);
}

std::string tile_box(const Tile& tile, const std::string& css, const std::string& title) {
  return fmt::format(
      R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"><title>{}</title></rect>)",
      css, left_of(tile), top_of(tile), kTileWidth, kTileHeight, escaped(title));
}

std::string island(const Tile& tile) {
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
  const auto* const found = std::ranges::find(kTiles, province, &Tile::name);
  return found == kTiles.end() ? std::nullopt : std::optional(found->place);
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
  for (const Tile& tile : kTiles) {
    const std::uint64_t here = scans[tile.name];
    tiles += fmt::format(R"(<g class="s{}">)", shade_of(here, most)) +
             tile_box(tile, "tile", fmt::format("{}: {}", tile.name, number(here))) +
             name_lines(tile) + text_line(tile, 46, "count", number(here)) + "</g>";
  }
  for (const Tile& tile : kIslands) tiles += island(tile);
  return drawing("tiles34", kTileColumns * (kTileWidth + kGap) - kGap,
                 kTileRows * (kTileHeight + kGap) - kGap, title, "", tiles);
}

}  // namespace temgoc
