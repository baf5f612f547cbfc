// Builds the tree again from the published files, tile by tile, and compares every root and entry.
#include "temgoc/log/log_audit.h"

#include <algorithm>
#include <set>

#include "entry_bundle.h"
#include "merkle.h"
#include "tile_files.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

Error at_index(const char* code, std::uint64_t index) {
  return {.code = code, .args = {{"index", std::to_string(index)}}};
}

Error of_size(const char* code, std::uint64_t size) {
  return {.code = code, .args = {{"size", std::to_string(size)}}};
}

}  // namespace

struct LogAudit::State {
  LogFiles files;
  TreeHead published;
  std::vector<TreeHead> kept;  // by size
  Report report;

  std::uint64_t tile = 0;                              // the one being gathered
  std::vector<std::optional<std::string>> given = {};  // its entries, from the first on
  std::set<std::uint64_t> different = {};
  TreeBuilder tree = {};
  std::size_t next_kept = 0;
  std::vector<Digest> full_tiles = {};  // the roots of whole level-0 tiles

  unsigned width() const {
    const std::uint64_t first = tile * kTileWidth;
    return static_cast<unsigned>(
        std::min<std::uint64_t>(kTileWidth, published.size - std::min(first, published.size)));
  }

  bool has_no_files() const {
    return !files.has_bundle(tile, width()) && !files.has_tile(0, tile, width());
  }

  void report_file(bool there, const fs::path& file) {
    report({.code = there ? "log_file_differs" : "log_file_missing",
            .args = {{"file", file.string()}}});
  }
  void report_tile(unsigned level, std::uint64_t index, unsigned count) {
    report_file(files.has_tile(level, index, count), tile_path(level, index, count));
  }
  void report_bundle(unsigned count) {
    report_file(files.has_bundle(tile, count), bundle_path(tile, count));
  }

  void compare_given(std::uint64_t index, std::string_view published_entry) {
    const std::size_t at = index % kTileWidth;
    if (at >= given.size() || !given[at]) {
      report(at_index("log_entry_missing", index));
      different.insert(index);
    } else if (*given[at] != published_entry) {
      report(at_index("log_entry_differs", index));
      different.insert(index);
    }
  }

  // The hashes of the tile's published entries: from the bundle, which is what others read; where
  // that is gone, from the tile; where both are, from the entries given.
  std::vector<Digest> published_hashes(unsigned count) {
    const auto bundle = files.bundle(tile, count);
    auto hashes = files.tile(0, tile, count);
    if (!hashes) report_tile(0, tile, count);
    if (!bundle) {
      report_bundle(count);
      return hashes ? *std::move(hashes) : given_hashes(count);
    }
    std::vector<Digest> of_bundle;
    const std::vector<std::string_view> entries = bundle_entries(*bundle).value();
    for (const std::string_view entry : entries) {
      compare_given(tile * kTileWidth + of_bundle.size(), entry);
      of_bundle.push_back(leaf_hash(as_bytes(entry)));
    }
    if (hashes && *hashes != of_bundle) report_tile(0, tile, count);
    return of_bundle;
  }

  std::vector<Digest> given_hashes(unsigned count) {
    std::vector<Digest> hashes(count);
    for (std::size_t i = 0; i < std::min<std::size_t>(count, given.size()); ++i) {
      if (given[i]) hashes[i] = leaf_hash(as_bytes(*given[i]));
    }
    return hashes;
  }

  void compare_kept() {
    for (; next_kept < kept.size() && kept[next_kept].size <= tree.size(); ++next_kept) {
      const TreeHead& head = kept[next_kept];
      if (head.size == tree.size() && head != tree.head())
        report(of_size("kept_checkpoint_differs", head.size));
    }
  }

  void grow(const std::vector<Digest>& hashes) {
    for (const Digest& hash : hashes) {
      tree.add(hash);
      compare_kept();
    }
    if (hashes.size() == kTileWidth) full_tiles.push_back(subtree_root(hashes));
  }

  void close_tile() {
    if (const unsigned count = width(); count > 0) grow(published_hashes(count));
    given.clear();
    ++tile;
  }

  // `nodes`: all whole subtrees of that level; the tiles hold them 256 at a time.
  void check_level(unsigned level, const std::vector<Digest>& nodes) {
    for (std::uint64_t first = 0; first < nodes.size(); first += kTileWidth) {
      const auto count =
          static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, nodes.size() - first));
      const std::uint64_t index = first / kTileWidth;
      const bool there = files.has_tile(level, index, count);
      const auto hashes = files.tile(level, index, count);
      const auto expected = std::span(nodes).subspan(first, count);
      if (!there || !hashes || !std::ranges::equal(*hashes, expected))
        report_file(there, tile_path(level, index, count));
    }
  }

  void check_upper_tiles() {
    std::vector<Digest> nodes = std::move(full_tiles);
    for (unsigned level = 1; !nodes.empty(); ++level) {
      check_level(level, nodes);
      std::vector<Digest> above;
      for (std::size_t first = 0; first + kTileWidth <= nodes.size(); first += kTileWidth) {
        above.push_back(subtree_root(std::span(nodes).subspan(first, kTileWidth)));
      }
      nodes = std::move(above);
    }
  }
};

Result<void> each_log_entry(
    const fs::path& folder, std::uint64_t size,
    const std::function<void(std::uint64_t index, std::string_view entry)>& visit) {
  const LogFiles files(folder);
  for (std::uint64_t first = 0; first < size; first += kTileWidth) {
    const auto count = static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, size - first));
    // A copy of a log that has grown since may have the wider partial file alone.
    auto bundle = files.bundle(first / kTileWidth, count);
    for (unsigned wider = count + 1; !bundle && wider < kTileWidth; ++wider) {
      if (fs::exists(folder / bundle_path(first / kTileWidth, wider)))
        bundle = files.bundle(first / kTileWidth, wider);
    }
    if (!bundle) return bundle.error();
    std::uint64_t index = first;
    std::vector<std::string_view> entries = bundle_entries(*bundle).value();
    entries.resize(count);
    for (const std::string_view entry : entries) visit(index++, entry);
  }
  return {};
}

LogAudit::LogAudit(fs::path folder, const TreeHead& published, std::vector<TreeHead> kept,
                   Report report)
    : state_(std::make_unique<State>(
          State{LogFiles(std::move(folder)), published, std::move(kept), std::move(report)})) {
  std::ranges::sort(state_->kept, {}, &TreeHead::size);
}

LogAudit::~LogAudit() = default;

void LogAudit::entry(std::uint64_t index, std::string_view entry) {
  while (state_->tile < index / kTileWidth) state_->close_tile();
  state_->given.resize(index % kTileWidth);
  state_->given.emplace_back(entry);
}

void LogAudit::finish(std::uint64_t entries) {
  State& state = *state_;
  const std::uint64_t size = state.published.size;
  while (state.tile * kTileWidth < std::max(size, entries)) {
    // A checkpoint may claim any size. Of tiles that neither side has the first speaks for all.
    if (state.tile * kTileWidth >= entries && state.has_no_files()) {
      state.report_bundle(state.width());
      break;
    }
    state.close_tile();
  }
  state.check_upper_tiles();
  if (size > entries) {
    state.report({.code = "log_longer",
                  .args = {{"size", std::to_string(size)}, {"entries", std::to_string(entries)}}});
  }
  if (state.tree.head() != state.published) state.report(of_size("checkpoint_differs", size));
  for (; state.next_kept < state.kept.size(); ++state.next_kept) {
    const std::uint64_t kept = state.kept[state.next_kept].size;
    if (kept <= size) continue;
    state.report({.code = "kept_checkpoint_ahead",
                  .args = {{"size", std::to_string(kept)}, {"have", std::to_string(size)}}});
  }
}

bool LogAudit::differs(std::uint64_t index) const { return state_->different.contains(index); }

}  // namespace temgoc
