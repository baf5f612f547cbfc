// Reads tiles in their partial or full form, counts the entries that a folder holds, writes files.
#include "tile_files.h"

#include <algorithm>
#include <charconv>
#include <system_error>

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

// None where this form of the tile is absent.
Result<std::optional<std::vector<Digest>>> read_form(const fs::path& folder, const fs::path& file,
                                                     unsigned form_width, unsigned width) {
  const auto content = read_log_file(folder, file, kMaxTileBytes);
  if (!content) return content.error();
  if (!*content) return std::optional<std::vector<Digest>>{};
  if ((*content)->size() != form_width * kHashBytes) return log_unreadable(file);
  return std::optional(hashes_in(**content, width));
}

Result<std::vector<Digest>> from_beneath(const fs::path& folder, unsigned level,
                                         std::uint64_t index, unsigned width) {
  std::vector<Digest> hashes;
  for (std::uint64_t i = 0; i < width; ++i) {
    const auto below = read_tile(folder, level - 1, index * kTileWidth + i, kTileWidth);
    if (!below) return below.error();
    hashes.push_back(subtree_root(*below));
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

Result<std::vector<Digest>> read_tile(const fs::path& folder, unsigned level, std::uint64_t index,
                                      unsigned width) {
  if (width == 0) return std::vector<Digest>{};
  // The partial form first: it is removed only after the full one is there, so a reader beside the
  // writer meets one of the two.
  if (width < kTileWidth) {
    const auto partial = read_form(folder, tile_path(level, index, width), width, width);
    if (!partial) return partial.error();
    if (*partial) return **partial;
  }
  const auto full = read_form(folder, tile_path(level, index), kTileWidth, width);
  if (!full) return full.error();
  if (*full) return **full;
  if (level > 0) return from_beneath(folder, level, index, width);
  return log_unreadable(tile_path(level, index, width));
}

Result<std::string> read_bundle(const fs::path& folder, std::uint64_t index, unsigned width) {
  if (width == 0) return std::string{};
  fs::path file = bundle_path(index, width);
  auto content = read_log_file(folder, file, kMaxBundleBytes);
  if (content && !*content && width < kTileWidth) {
    file = bundle_path(index);
    content = read_log_file(folder, file, kMaxBundleBytes);
  }
  if (!content) return content.error();
  if (!*content) return log_unreadable(file);
  const auto entries = bundle_entries(**content);
  if (!entries || entries->size() < width) return log_unreadable(file);
  std::string bundle;
  for (std::size_t i = 0; i < width; ++i) add_to_bundle(bundle, (*entries)[i]);
  return bundle;
}

std::uint64_t held_entries(const fs::path& folder, std::uint64_t known) {
  std::uint64_t index = known / kTileWidth;
  std::error_code absent;
  for (;; ++index) {
    const fs::path full = folder / tile_path(0, index);
    if (fs::exists(full, absent)) continue;
    const unsigned widest = widest_partial(full);
    // The writer may have filled the tile and removed its partial files while they were listed.
    if (!fs::exists(full, absent)) return index * kTileWidth + widest;
  }
}

void write_log_file(const fs::path& folder, const fs::path& file, ByteView content) {
  const fs::path path = folder / file;
  make_folders(path.parent_path());
  write_file(path, content);
}

void write_tile(const fs::path& folder, unsigned level, std::uint64_t index,
                std::span<const Digest> hashes) {
  Bytes content;
  content.reserve(hashes.size() * kHashBytes);
  for (const Digest& hash : hashes) content.insert(content.end(), hash.begin(), hash.end());
  write_log_file(folder, tile_path(level, index, static_cast<unsigned>(hashes.size())), content);
}

}  // namespace temgoc
