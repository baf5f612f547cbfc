// Drawings of scans, as SVG that prints: bars by day, and the provinces as a map of equal tiles.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/model/province_tile.h"
#include "temgoc/scans/scan_report.h"

namespace temgoc {

// Each bar has its day and number as its title. `title` says what is drawn to who does not see it.
std::string day_bars(const std::vector<ScansOnDay>& days, const std::string& title);

// Where a province stands on the map of tiles, from the north-west corner; none: it is no province
// of today.
struct TilePlace {
  int row = 0;
  int column = 0;
  bool operator==(const TilePlace&) const = default;
};
std::optional<TilePlace> tile_place(std::string_view province);

// Every province has a tile of one size with its name and number, so that Bắc Ninh is read as
// easily as Nghệ An. `number` writes a number for people.
std::string province_tiles(const std::vector<ScansInPlace>& places, const std::string& title,
                           const std::function<std::string(std::uint64_t)>& number);

}  // namespace temgoc
