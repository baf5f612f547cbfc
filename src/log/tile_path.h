// Where things lie in a log folder (C2SP tlog-tiles). Paths are relative to the folder.
#pragma once

#include <cstdint>
#include <filesystem>

namespace temgoc {

inline constexpr unsigned kTileWidth = 256;

// Level 0 to 7, index as 3-digit folders (1234067 is x001/x234/067), width 1 to 256; below 256 the
// partial tile.
std::filesystem::path tile_path(unsigned level, std::uint64_t index, unsigned width = kTileWidth);
std::filesystem::path bundle_path(std::uint64_t index, unsigned width = kTileWidth);

// The folder that holds the partial forms of a full tile or bundle.
std::filesystem::path partial_folder(const std::filesystem::path& full);

}  // namespace temgoc
