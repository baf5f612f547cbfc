// The provinces of Vietnam as a map of equal tiles: each is as easy to read as any other, and none
// tells more of a place than the province. docs/decisions/map_of_places.md.
#pragma once

#include <span>
#include <string_view>

namespace temgoc {

// From the north-west corner. A name of several words takes two lines.
struct ProvinceTile {
  std::string_view name;  // as Province::name() has it
  int row = 0;
  int column = 0;
  std::string_view first_line;
  std::string_view second_line = {};  // empty: one line
};
inline constexpr int kTileRows = 13, kTileColumns = 5;

std::span<const ProvinceTile> all_province_tiles();
// The archipelagos, beside the province or city that each belongs to.
std::span<const ProvinceTile> island_tiles();

}  // namespace temgoc
