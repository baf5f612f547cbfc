// Builds the paths of tiles and entry bundles, three digits a folder.
#include "tile_path.h"

#include <string>

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

std::filesystem::path partial_folder(const std::filesystem::path& full) {
  return full.string() + ".p";
}

}  // namespace temgoc
