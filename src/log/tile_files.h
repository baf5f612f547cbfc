// Reading and writing the files of a log folder, one at a time. What they mean together is
// TileLog's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/log/log.h"
#include "tile_path.h"

namespace temgoc {

// `log_unreadable` with the file, relative to the log folder.
Error log_unreadable(const std::filesystem::path& file);

// The whole file; none where there is none. `log_unreadable`.
Result<std::optional<std::string>> read_log_file(const std::filesystem::path& folder,
                                                 const std::filesystem::path& file,
                                                 std::size_t limit_bytes);

// The first `width` hashes of a tile, from its full or its partial file or, above level 0 and where
// a crash left neither, from the full tiles beneath. `log_unreadable`.
Result<std::vector<Digest>> read_tile(const std::filesystem::path& folder, unsigned level,
                                      std::uint64_t index, unsigned width);

// The first `width` entries of a bundle, as in its file. `log_unreadable`.
Result<std::string> read_bundle(const std::filesystem::path& folder, std::uint64_t index,
                                unsigned width);

// The number of entries that the level-0 tiles hold, counted from `known` of them; less than
// `known` where tiles are missing.
std::uint64_t held_entries(const std::filesystem::path& folder, std::uint64_t known);

// Durable, with the folders on the way. Throws SystemFailure `disk_write_failed`.
void write_log_file(const std::filesystem::path& folder, const std::filesystem::path& file,
                    ByteView content);
void write_tile(const std::filesystem::path& folder, unsigned level, std::uint64_t index,
                std::span<const Digest> hashes);

}  // namespace temgoc
