// Reads tiles in their partial or full form, counts the entries that a folder holds, writes files.
#include "tile_files.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "entry_bundle.h"
#include "merkle.h"
#include "temgoc/base/files.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashBytes = sizeof(Digest);
constexpr std::size_t kMaxTileBytes = kTileWidth * kHashBytes;
constexpr std::size_t kMaxBundleBytes = kTileWidth * (kMaxEntryBytes + 2);

std::vector<Digest> hashes_in(std::string_view tile, unsigned width) {
  std::vector<Digest> hashes(width);
  const ByteView bytes = as_bytes(tile);
  for (std::size_t i = 0; i < width; ++i) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * kHashBytes), kHashBytes,
                hashes[i].begin());
  }
  return hashes;
}

unsigned widest_partial(const fs::path& full) {
  unsigned widest = 0;
  std::error_code absent;
  for (const auto& file : fs::directory_iterator(partial_folder(full), absent)) {
    const std::string name = file.path().filename().string();
    unsigned width = 0;
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), width);
    // An unfinished temporary file may lie there after a crash.
    const bool is_width = failed == std::errc{} && end == name.data() + name.size();
    if (is_width && width < kTileWidth) widest = std::max(widest, width);
  }
  return widest;
}

// How wide the form of `full` is that `file` names; 0 where it is a file of another tile.
unsigned width_named(const fs::path& file, const fs::path& full) {
  if (file == full) return kTileWidth;
  if (file.parent_path() != partial_folder(full)) return 0;
  const std::string name = file.filename().string();
  unsigned width = 0;
  const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), width);
  const bool is_width = failed == std::errc{} && end == name.data() + name.size();
  return is_width && width < kTileWidth ? width : 0;
}

std::string tile_bytes(std::span<const Digest> hashes) {
  std::string content;
  for (const Digest& hash : hashes) content += as_text(hash);
  return content;
}

// The number of a tile, or of the one whose folder of partial files that is, from its path below
// the folder of its level: x001/x234/067.p. None for another name.
std::optional<std::uint64_t> tile_number(const fs::path& within) {
  std::uint64_t number = 0;
  for (const fs::path& part : within) {
    std::string digits = part.string();
    if (digits.starts_with('x')) digits.erase(0, 1);
    if (digits.ends_with(".p")) digits.resize(digits.size() - 2);
    if (digits.size() != 3 || digits.find_first_not_of("0123456789") != digits.npos)
      return std::nullopt;
    number = number * 1000 + std::stoul(digits);
  }
  return number;
}

// Tiles of a level, or bundles, that are not among the first `full` whole ones, and partial files
// but for `kept`: each of these may have been cut short.
void remove_beyond(const fs::path& level, std::uint64_t full, const fs::path& kept) {
  std::vector<fs::path> wrong;
  std::error_code absent;
  for (auto file = fs::recursive_directory_iterator(level, absent);
       file != fs::recursive_directory_iterator(); file.increment(absent)) {
    const bool is_partial = file->path().parent_path().extension() == ".p";
    const fs::path tile = is_partial ? file->path().parent_path() : file->path();
    if (file->is_directory(absent)) continue;
    const auto number = tile_number(tile.lexically_relative(level));
    if (number && (is_partial || *number >= full) && file->path() != kept)
      wrong.push_back(file->path());
  }
  for (const fs::path& file : wrong) fs::remove(file, absent);
}

}  // namespace

Error log_unreadable(const fs::path& file) {
  return {.code = "log_unreadable", .args = {{"what", file.string()}}};
}

Result<std::optional<std::string>> read_log_file(const fs::path& folder, const fs::path& file,
                                                 std::size_t limit_bytes) {
  Result<std::string> content = read_file(folder / file, limit_bytes);
  if (content) return std::optional(*std::move(content));
  if (content.error().code == "file_not_found") return std::optional<std::string>{};
  // What may not be read is not damaged.
  if (content.error().code == "file_unreadable") return content.error();
  return log_unreadable(file);
}

LogFiles::LogFiles(fs::path folder) : folder_(std::move(folder)) {
  auto before = read_edge_of_before(folder_);
  if (!before) return;
  // The edge is on the disk before the checkpoint has its name. Where it is behind, this is a copy
  // that was made meanwhile, and its files are what they are.
  const auto note = read_file(folder_ / kCheckpointFile, kMaxCheckpointBytes);
  const auto shown = note ? parse_checkpoint_text(*note) : Result<Checkpoint>(note.error());
  if (shown && shown->head.size > before->edge.size()) return;
  spread(before->edge);
  edge_ = std::move(before->edge);
}

// The edge's hashes, tile by tile as the files have them.
void LogFiles::spread(const LogEdge& edge) {
  std::vector<std::vector<Digest>> levels = {{}};
  levels.insert(levels.end(), edge.upper.begin(), edge.upper.end());
  std::uint64_t size = edge.base;
  for (const std::string& entry : edge.entries) {
    levels[0].push_back(leaf_hash(as_bytes(entry)));
    ++size;
    for (unsigned level = 0; levels[level].size() == kTileWidth; ++level) {
      if (level + 1 == levels.size()) levels.emplace_back();
      levels[level + 1].push_back(subtree_root(levels[level]));
      tiles_[{level, (size >> (8 * (level + 1))) - 1}] = std::exchange(levels[level], {});
    }
  }
  for (unsigned level = 0; level < levels.size(); ++level)
    if (!levels[level].empty()) tiles_[{level, size >> (8 * (level + 1))}] = levels[level];
}

std::string LogFiles::edge_bundle(std::uint64_t index) const {
  std::string bundle;
  const std::uint64_t first = index * kTileWidth - edge_->base;
  const std::uint64_t end = std::min<std::uint64_t>(first + kTileWidth, edge_->entries.size());
  for (std::uint64_t i = first; i < end; ++i) add_to_bundle(bundle, edge_->entries[i]);
  return bundle;
}

Result<std::optional<std::string>> LogFiles::checkpoint_note() const {
  if (edge_) return edge_->note;
  return read_log_file(folder_, kCheckpointFile, kMaxCheckpointBytes);
}

// None where this form of the tile is absent.
Result<std::optional<std::vector<Digest>>> LogFiles::form(const fs::path& file, unsigned form_width,
                                                          unsigned width) const {
  const auto content = read_log_file(folder_, file, kMaxTileBytes);
  if (!content) return content.error();
  if (!*content) return std::optional<std::vector<Digest>>{};
  if ((*content)->size() != form_width * kHashBytes) return log_unreadable(file);
  return std::optional(hashes_in(**content, width));
}

Result<std::vector<Digest>> LogFiles::from_beneath(unsigned level, std::uint64_t index,
                                                   unsigned width) const {
  std::vector<Digest> hashes;
  for (std::uint64_t i = 0; i < width; ++i) {
    const auto below = tile(level - 1, index * kTileWidth + i, kTileWidth);
    if (!below) return below.error();
    hashes.push_back(subtree_root(*below));
  }
  return hashes;
}

Result<std::vector<Digest>> LogFiles::tile(unsigned level, std::uint64_t index,
                                           unsigned width) const {
  if (width == 0) return std::vector<Digest>{};
  if (const auto known = tiles_.find({level, index});
      known != tiles_.end() && known->second.size() >= width)
    return std::vector<Digest>(known->second.begin(), known->second.begin() + width);
  // The partial form first: it is removed only after the full one is there, so a reader beside the
  // writer meets one of the two. Where the edge stands for the files, a partial one before it is
  // not to be relied on, and its full one is on the disk.
  if (width < kTileWidth && !edge_) {
    const auto partial = form(tile_path(level, index, width), width, width);
    if (!partial) return partial.error();
    if (*partial) return **partial;
  }
  const auto full = form(tile_path(level, index), kTileWidth, width);
  if (!full) return full.error();
  if (*full) return **full;
  if (level > 0) return from_beneath(level, index, width);
  return log_unreadable(tile_path(level, index, width));
}

Result<std::string> LogFiles::bundle(std::uint64_t index, unsigned width) const {
  if (width == 0) return std::string{};
  fs::path file = bundle_path(index, width);
  Result<std::optional<std::string>> content = std::optional<std::string>{};
  if (edge_ && index * kTileWidth >= edge_->base) {
    content = std::optional(edge_bundle(index));
  } else {
    if (edge_) file = bundle_path(index);
    content = read_log_file(folder_, file, kMaxBundleBytes);
    if (content && !*content && width < kTileWidth) {
      file = bundle_path(index);
      content = read_log_file(folder_, file, kMaxBundleBytes);
    }
  }
  if (!content) return content.error();
  if (!*content) return log_unreadable(file);
  const auto entries = bundle_entries(**content);
  if (!entries || entries->size() < width) return log_unreadable(file);
  std::string bundle;
  for (std::size_t i = 0; i < width; ++i) add_to_bundle(bundle, (*entries)[i]);
  return bundle;
}

bool LogFiles::has_tile(unsigned level, std::uint64_t index, unsigned width) const {
  const auto known = tiles_.find({level, index});
  if (known != tiles_.end() && known->second.size() >= width) return true;
  // The partial file first: the writer removes it only after the full one is there.
  return fs::exists(folder_ / tile_path(level, index, width)) ||
         fs::exists(folder_ / tile_path(level, index));
}

bool LogFiles::has_bundle(std::uint64_t index, unsigned width) const {
  if (edge_ && index * kTileWidth + width <= edge_->size() && index * kTileWidth >= edge_->base)
    return true;
  return fs::exists(folder_ / bundle_path(index, width)) ||
         fs::exists(folder_ / bundle_path(index));
}

std::optional<std::string> LogFiles::widest_bundle(std::uint64_t index) const {
  if (edge_ && index * kTileWidth >= edge_->base && index * kTileWidth < edge_->size())
    return edge_bundle(index);
  for (unsigned width = kTileWidth; width > 0; --width) {
    std::error_code absent;
    if (!fs::exists(folder_ / bundle_path(index, width), absent)) continue;
    if (auto read = bundle(index, width)) return *std::move(read);
  }
  return std::nullopt;
}

std::uint64_t LogFiles::held_entries(std::uint64_t known) const {
  if (edge_) return edge_->size();
  std::uint64_t index = known / kTileWidth;
  std::error_code absent;
  for (;; ++index) {
    const fs::path full = folder_ / tile_path(0, index);
    if (fs::exists(full, absent)) continue;
    const unsigned widest = widest_partial(full);
    // The writer may have filled the tile and removed its partial files while they were listed.
    if (!fs::exists(full, absent)) return index * kTileWidth + widest;
  }
}

std::optional<std::string> LogFiles::published(const fs::path& file) const {
  if (file == kCheckpointFile) {
    auto note = checkpoint_note();
    return note ? *std::move(note) : std::nullopt;
  }
  if (edge_) {
    for (const auto& [place, hashes] : tiles_) {
      const unsigned width = width_named(file, tile_path(place.first, place.second));
      if (width > 0 && width <= hashes.size()) return tile_bytes(std::span(hashes).first(width));
    }
    for (std::uint64_t index = edge_->base / kTileWidth; index * kTileWidth < edge_->size();
         ++index) {
      const unsigned width = width_named(file, bundle_path(index));
      if (width == 0 || index * kTileWidth + width > edge_->size()) continue;
      auto read = bundle(index, width);
      return read ? std::optional(*std::move(read)) : std::nullopt;
    }
    // A full tile before the edge is on the disk; of a partial one nobody knows.
    if (file.parent_path().extension() == ".p") return std::nullopt;
  }
  auto content = read_log_file(folder_, file, kMaxBundleBytes);
  return content ? *std::move(content) : std::nullopt;
}

void LogFiles::make_files_anew() const {
  remove_others();
  for (std::uint64_t index = edge_->base / kTileWidth; index * kTileWidth < edge_->size();
       ++index) {
    const auto width = static_cast<unsigned>(
        std::min<std::uint64_t>(kTileWidth, edge_->size() - index * kTileWidth));
    put_log_file(folder_, bundle_path(index, width), as_bytes(edge_bundle(index)));
  }
  for (const auto& [place, hashes] : tiles_) put_tile(folder_, place.first, place.second, hashes);
  if (edge_->note) put_log_file(folder_, kCheckpointFile, as_bytes(*edge_->note));
}

// What was not synced, and is not of the log that the edge tells of: a later writer would take it
// for its own.
void LogFiles::remove_others() const {
  const std::uint64_t size = edge_->size();
  const fs::path tiles = folder_ / "tile";
  const std::uint64_t full = size / kTileWidth;
  remove_beyond(tiles / "entries", full, folder_ / bundle_path(full, size % kTileWidth));
  for (unsigned level = 0; level < 8; ++level) {
    const std::uint64_t nodes = size >> (8 * level);
    remove_beyond(tiles / std::to_string(level), nodes / kTileWidth,
                  folder_ / tile_path(level, nodes / kTileWidth, nodes % kTileWidth));
  }
}

void put_log_file(const fs::path& folder, const fs::path& file, ByteView content) {
  put_file(folder / file, content);
}

void put_tile(const fs::path& folder, unsigned level, std::uint64_t index,
              std::span<const Digest> hashes) {
  put_log_file(folder, tile_path(level, index, static_cast<unsigned>(hashes.size())),
               as_bytes(tile_bytes(hashes)));
}

}  // namespace temgoc
