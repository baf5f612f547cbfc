// The right edge of a log in one synced file, `edge`: what its other files are made anew from after
// a power cut. Normative text: docs/log_format.md section 6.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/growing_file.h"
#include "temgoc/log/log.h"

namespace temgoc {

inline constexpr const char* kEdgeFile = "edge";

// A log from the entry `base` on. The full tiles before it are on the disk.
struct LogEdge {
  std::string origin;
  std::uint64_t base = 0;                       // a multiple of 256
  std::vector<std::vector<Digest>> upper = {};  // unfinished tiles of levels 1 on, at `base`
  std::vector<std::string> entries = {};        // from `base` on
  std::optional<std::string> note = {};         // the checkpoint in force

  std::uint64_t size() const { return base + entries.size(); }
};

// What the file holds, as far as it can be relied on: a last piece that a crash cut short is left
// out.
struct EdgeRead {
  LogEdge edge;
  bool of_this_start = false;  // the machine has not been started anew since it was written
  std::uint64_t end = 0;       // bytes of whole pieces
  Digest chain{};              // over all of them
};
// None where there is no such file, or its head is damaged.
std::optional<EdgeRead> read_edge_file(const std::filesystem::path& folder);
// The same, where it was written before the machine was last started, or on another; for anybody
// else one short read.
std::optional<EdgeRead> read_edge_of_before(const std::filesystem::path& folder);

// Keeps the file. One at a time for a folder, as TileLog has it.
class EdgeWriter {
 public:
  // Durable, in the place of the file that is there. Throws SystemFailure `disk_write_failed`.
  static EdgeWriter begin(const std::filesystem::path& folder, const LogEdge& edge);
  // Goes on after what was read. None where the file is another by now.
  static std::optional<EdgeWriter> go_on(const std::filesystem::path& folder, const EdgeRead& read);

  std::uint64_t base() const { return base_; }
  std::uint64_t size() const { return size_; }  // entries of the log that it tells of
  std::uint64_t bytes() const { return end_; }
  // One synced write: entries from size() on, and the checkpoint that is then in force. Throws as
  // begin, and may be called again.
  void add(std::span<const std::string> entries, std::string_view note);
  // Whether nobody else has written the file since.
  bool is_still_ours() const { return file_.is_still(end_); }

 private:
  EdgeWriter(GrowingFile file, std::uint64_t base, std::uint64_t size, std::uint64_t end,
             const Digest& chain)
      : file_(std::move(file)), base_(base), size_(size), end_(end), chain_(chain) {}

  GrowingFile file_;
  std::uint64_t base_;
  std::uint64_t size_;
  std::uint64_t end_;
  Digest chain_;
};

}  // namespace temgoc
