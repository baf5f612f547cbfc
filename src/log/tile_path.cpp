// Builds the paths of tiles and entry bundles, three digits a folder.
#include "tile_path.h"

#include <algorithm>
#include <string>
#include <vector>

namespace temgoc {
namespace {

std::string three_digits(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

std::filesystem::path numbered(const std::filesystem::path& parent, std::uint64_t index,
                               unsigned width) {
  std::string name = three_digits(index % 1000);
  for (std::uint64_t rest = index / 1000; rest > 0; rest /= 1000) {
    name.insert(0, 'x' + three_digits(rest % 1000) + '/');
  }
  const std::filesystem::path full = parent / name;
  return width == kTileWidth ? full : partial_folder(full) / std::to_string(width);
}

}  // namespace

std::filesystem::path tile_path(unsigned level, std::uint64_t index, unsigned width) {
  return numbered(std::filesystem::path("tile") / std::to_string(level), index, width);
}

std::filesystem::path bundle_path(std::uint64_t index, unsigned width) {
  return numbered("tile/entries", index, width);
}

std::vector<std::filesystem::path> files_between(std::uint64_t old_size, std::uint64_t size) {
  std::vector<std::filesystem::path> files;
  for (unsigned level = 0; level < 8 && (size >> (8 * level)) > 0; ++level) {
    const std::uint64_t nodes = size >> (8 * level);
    for (std::uint64_t first = (old_size >> (8 * level)) / kTileWidth * kTileWidth; first < nodes;
         first += kTileWidth) {
      const std::uint64_t index = first / kTileWidth;
      const auto width = static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, nodes - first));
      if (first + width <= (old_size >> (8 * level))) continue;
      if (level == 0) files.push_back(bundle_path(index, width));
      files.push_back(tile_path(level, index, width));
    }
  }
  return files;
}

std::filesystem::path partial_folder(const std::filesystem::path& full) {
  return full.string() + ".p";
}

}  // namespace temgoc
