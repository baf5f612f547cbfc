// Reading and writing the files of a log folder, one at a time. What they mean together is
// TileLog's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "edge_file.h"
#include "temgoc/log/log.h"
#include "tile_path.h"

namespace temgoc {

inline constexpr const char* kCheckpointFile = "checkpoint";
inline constexpr std::size_t kMaxCheckpointBytes = 64 * 1024;

// `log_unreadable` with the file, relative to the log folder.
Error log_unreadable(const std::filesystem::path& file);

// A log folder, to read. After a power cut the files that were not synced may be cut short or
// empty: until a writer has made them anew, what the edge tells of stands for them.
class LogFiles {
 public:
  explicit LogFiles(std::filesystem::path folder);

  const std::filesystem::path& folder() const { return folder_; }
  // What stands for the files; none where they can be relied on.
  const LogEdge* edge() const { return edge_ ? &*edge_ : nullptr; }

  // The checkpoint's note; none where there is none. `log_unreadable`.
  Result<std::optional<std::string>> checkpoint_note() const;
  // The first `width` hashes of a tile, from its full or its partial file or, above level 0 and
  // where a crash left neither, from the full tiles beneath. `log_unreadable`.
  Result<std::vector<Digest>> tile(unsigned level, std::uint64_t index, unsigned width) const;
  // The first `width` entries of a bundle, as in its file. `log_unreadable`.
  Result<std::string> bundle(std::uint64_t index, unsigned width) const;
  // Whether a tile of that width or wider is there, or its bundle.
  bool has_tile(unsigned level, std::uint64_t index, unsigned width) const;
  bool has_bundle(std::uint64_t index, unsigned width) const;
  // The widest form of a bundle that reads, as its text; none if there is none.
  std::optional<std::string> widest_bundle(std::uint64_t index) const;
  // The number of entries that the level-0 tiles hold, counted from `known` of them; less than
  // `known` where tiles are missing.
  std::uint64_t held_entries(std::uint64_t known) const;

  // A file as it is published: `checkpoint`, a tile or a bundle, partial ones too. None where there
  // is none, or where none can be relied on.
  std::optional<std::string> published(const std::filesystem::path& file) const;

  // Makes all files anew that the edge tells of and removes those beyond it. Nothing is synced.
  // REQUIRES edge(). Throws SystemFailure `disk_write_failed`.
  void make_files_anew() const;

 private:
  using Tiles = std::map<std::pair<unsigned, std::uint64_t>, std::vector<Digest>>;
  void spread(const LogEdge& edge);
  std::string edge_bundle(std::uint64_t index) const;
  Result<std::optional<std::vector<Digest>>> form(const std::filesystem::path& file,
                                                  unsigned form_width, unsigned width) const;
  Result<std::vector<Digest>> from_beneath(unsigned level, std::uint64_t index,
                                           unsigned width) const;
  void remove_others() const;

  std::filesystem::path folder_;
  std::optional<LogEdge> edge_;
  Tiles tiles_;  // of the edge
};

// The whole file; none where there is none. `log_unreadable`.
Result<std::optional<std::string>> read_log_file(const std::filesystem::path& folder,
                                                 const std::filesystem::path& file,
                                                 std::size_t limit_bytes);
// Whole and not synced, as put_file has it, with the folders on the way. Throws SystemFailure
// `disk_write_failed`.
void put_log_file(const std::filesystem::path& folder, const std::filesystem::path& file,
                  ByteView content);
void put_tile(const std::filesystem::path& folder, unsigned level, std::uint64_t index,
              std::span<const Digest> hashes);

}  // namespace temgoc
