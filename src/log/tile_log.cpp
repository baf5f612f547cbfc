// Opens a log folder, appends entries tile by tile, publishes checkpoints and makes proofs.
#include <algorithm>
#include <bit>
#include <future>
#include <stdexcept>

#include "edge_file.h"
#include "entry_bundle.h"
#include "merkle.h"
#include "temgoc/base/files.h"
#include "tile_files.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kLevelBits = 8;  // a tile is a subtree of this height
constexpr unsigned kLevels = 64 / kLevelBits;
// The edge is begun anew, and the full tiles before it synced, when it holds more than that: what a
// reader after a power cut, and whoever goes on with it, has to read.
constexpr std::uint64_t kMostEdgeEntries = 8 * kTileWidth;
constexpr std::uint64_t kMostEdgeBytes = std::uint64_t{2} << 20;
constexpr std::size_t kManyEntries = 2048;  // whose hashes two threads make

using Edge = std::vector<std::vector<Digest>>;

// The number of whole subtrees of that level in a tree.
std::uint64_t nodes(std::uint64_t size, unsigned level) { return size >> (kLevelBits * level); }
// The tile that the next of them goes to, and how many are in it.
std::uint64_t edge_tile(std::uint64_t size, unsigned level) {
  return nodes(size, level) / kTileWidth;
}
unsigned edge_width(std::uint64_t size, unsigned level) {
  return static_cast<unsigned>(nodes(size, level) % kTileWidth);
}

// From the small subtrees on the right to the large on the left, each level's remainder is the last
// node of the next.
Digest root_of(const Edge& edge) {
  std::vector<Digest> remainder;
  for (const std::vector<Digest>& level : edge) {
    std::vector<Digest> line = level;
    line.insert(line.end(), remainder.begin(), remainder.end());
    if (!line.empty()) remainder = {subtree_root(line)};
  }
  return subtree_root(remainder);
}

Result<Edge> read_edge(const LogFiles& files, std::uint64_t size) {
  Edge edge;
  for (unsigned level = 0; level < kLevels && nodes(size, level) > 0; ++level) {
    auto hashes = files.tile(level, edge_tile(size, level), edge_width(size, level));
    if (!hashes) return hashes.error();
    edge.push_back(*std::move(hashes));
  }
  return edge;
}

Error numbered_error(const char* code, std::uint64_t index, const char* other,
                     std::uint64_t value) {
  return {.code = code, .args = {{"index", std::to_string(index)}, {other, std::to_string(value)}}};
}

void hash_into(std::span<const std::string> entries, std::span<Digest> hashes) {
  for (std::size_t i = 0; i < entries.size(); ++i) hashes[i] = leaf_hash(as_bytes(entries[i]));
}

std::vector<Digest> hashes_of(std::span<const std::string> entries) {
  std::vector<Digest> hashes(entries.size());
  const std::size_t half = entries.size() < kManyEntries ? 0 : entries.size() / 2;
  std::future<void> beside;
  if (half > 0)
    beside = std::async(std::launch::async,
                        [&] { hash_into(entries.first(half), std::span(hashes).first(half)); });
  hash_into(entries.subspan(half), std::span(hashes).subspan(half));
  if (beside.valid()) beside.get();
  return hashes;
}

bool bundle_matches(std::string_view bundle, std::span<const Digest> hashes) {
  const auto entries = bundle_entries(bundle);
  return entries && std::equal(entries->begin(), entries->end(), hashes.begin(), hashes.end(),
                               [](std::string_view entry, const Digest& hash) {
                                 return leaf_hash(as_bytes(entry)) == hash;
                               });
}

std::span<const Digest> level_zero(const Edge& edge) {
  return edge.empty() ? std::span<const Digest>{} : std::span<const Digest>(edge.front());
}

}  // namespace

// What is open while the log is used: the files to read, and the edge to write.
struct TileLog::Open {
  explicit Open(const fs::path& folder) : files(folder) {}
  LogFiles files;
  std::optional<EdgeWriter> edge = {};
  // Appended and not yet told to the edge, the last of them that is kept. Fewer than there are
  // where they fill more tiles than an edge holds.
  std::vector<std::string> untold = {};
  fs::file_time_type published_at = {};  // of the checkpoint's file
};

TileLog::TileLog(fs::path folder, std::string_view origin)
    : folder_(std::move(folder)), origin_(origin), open_(std::make_unique<Open>(folder_)) {}
TileLog::TileLog(TileLog&&) noexcept = default;
TileLog& TileLog::operator=(TileLog&&) noexcept = default;
TileLog::~TileLog() = default;

Result<TileLog> TileLog::open(const fs::path& folder, std::string_view origin) {
  TileLog log(folder, origin);
  if (Result<void> loaded = log.load(); !loaded) return loaded.error();
  return log;
}

Result<void> TileLog::load() {
  auto note = open_->files.checkpoint_note();
  if (!note) return note.error();
  TreeHead signed_head = tree_head({});
  if (*note) {
    const Result<Checkpoint> last = parse_checkpoint_text(**note);
    if (!last) return log_unreadable(kCheckpointFile);
    if (last->origin != origin_) {
      return Error{.code = "log_origin", .args = {{"found", last->origin}, {"expected", origin_}}};
    }
    signed_head = last->head;
  }
  checkpoint_note_ = *std::move(note);
  size_ = open_->files.held_entries(signed_head.size);
  if (Result<void> read = load_edge(); !read) return read;
  return check_checkpoint(signed_head);
}

Result<void> TileLog::load_edge() {
  Result<Edge> edge = read_edge(open_->files, size_);
  if (!edge) return edge.error();
  edge_ = *std::move(edge);
  Result<std::string> bundle = open_->files.bundle(edge_tile(size_, 0), edge_width(size_, 0));
  if (!bundle) return bundle.error();
  bundle_ = *std::move(bundle);
  if (bundle_matches(bundle_, level_zero(edge_))) return {};
  return log_unreadable(bundle_path(edge_tile(size_, 0), edge_width(size_, 0)));
}

Result<void> TileLog::check_checkpoint(const TreeHead& signed_head) const {
  const std::uint64_t size = signed_head.size;
  if (size > size_) {
    const unsigned width = edge_width(size, 0);
    return log_unreadable(tile_path(0, (size - 1) / kTileWidth, width == 0 ? kTileWidth : width));
  }
  Edge edge;
  for (unsigned level = 0; level < kLevels && nodes(size, level) > 0; ++level) {
    const unsigned width = edge_width(size, level);
    if (edge_tile(size, level) == edge_tile(size_, level)) {
      // What the tree of today is made of must be what was signed, so its own hashes are used, not
      // an older file.
      edge.emplace_back(edge_[level].begin(), edge_[level].begin() + width);
      continue;
    }
    auto hashes = open_->files.tile(level, edge_tile(size, level), width);
    if (!hashes) return hashes.error();
    edge.push_back(*std::move(hashes));
  }
  if (root_of(edge) != signed_head.root) return log_unreadable(kCheckpointFile);
  return {};
}

TreeHead TileLog::head() const {
  if (!root_) root_ = root_of(edge_);
  return {.size = size_, .root = *root_};
}

std::optional<Checkpoint> TileLog::checkpoint() const {
  if (!checkpoint_note_) return std::nullopt;
  return parse_checkpoint_text(*checkpoint_note_).value();
}

Result<void> TileLog::append(std::uint64_t first_index, std::span<const std::string> entries) {
  if (first_index > size_) return numbered_error("log_gap", first_index, "size", size_);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].size() <= kMaxEntryBytes) continue;
    return numbered_error("log_entry_too_long", first_index + i, "limit", kMaxEntryBytes);
  }
  const std::size_t held = std::min<std::uint64_t>(size_ - first_index, entries.size());
  if (Result<void> same = check_held(first_index, entries.first(held)); !same) return same;
  entries = entries.subspan(held);
  if (entries.empty()) return {};
  make_files_stand();
  const std::vector<Digest> added = hashes_of(entries);
  for (std::span<const Digest> hashes = added; !entries.empty();) {
    const std::size_t count =
        std::min<std::size_t>(kTileWidth - size_ % kTileWidth, entries.size());
    add_to_tile(entries.first(count), hashes.first(count));
    entries = entries.subspan(count);
    hashes = hashes.subspan(count);
  }
  return {};
}

Result<void> TileLog::check_held(std::uint64_t first_index,
                                 std::span<const std::string> entries) const {
  std::uint64_t loaded = edge_tile(size_, 0);
  std::vector<Digest> tile(level_zero(edge_).begin(), level_zero(edge_).end());
  for (std::uint64_t index = first_index; const std::string& entry : entries) {
    if (index / kTileWidth != loaded) {
      loaded = index / kTileWidth;
      auto hashes = leaf_tile(loaded);
      if (!hashes) return hashes.error();
      tile = *std::move(hashes);
    }
    if (leaf_hash(as_bytes(entry)) != tile[index % kTileWidth]) {
      return Error{.code = "log_forks", .args = {{"index", std::to_string(index)}}};
    }
    ++index;
  }
  return {};
}

// The level-0 tile is written last: whatever it holds, the bundle and every full tile above it hold
// too. The members follow only then, so a failed write leaves them as the files are.
void TileLog::add_to_tile(std::span<const std::string> entries, std::span<const Digest> added) {
  const std::uint64_t tile = edge_tile(size_, 0);
  const std::uint64_t new_size = size_ + entries.size();
  std::string bundle = bundle_;
  for (const std::string& entry : entries) add_to_bundle(bundle, entry);
  Edge edge = edge_;
  if (edge.empty()) edge.emplace_back();
  edge.front().insert(edge.front().end(), added.begin(), added.end());
  const std::vector<Digest> leaves = edge.front();

  const auto width = static_cast<unsigned>(leaves.size());
  put_log_file(folder_, bundle_path(tile, width), as_bytes(bundle));
  if (width == kTileWidth) {
    bundle.clear();
    carry_full_tiles(edge, new_size);
  }
  put_tile(folder_, 0, tile, leaves);
  bundle_ = std::move(bundle);
  edge_ = std::move(edge);
  size_ = new_size;
  root_.reset();
  if (open_->untold.size() > kMostEdgeEntries) open_->untold.clear();
  open_->untold.insert(open_->untold.end(), entries.begin(), entries.end());
}

// A full tile is one hash of the tile above, which it may fill in turn.
void TileLog::carry_full_tiles(Edge& edge, std::uint64_t new_size) const {
  for (unsigned level = 0; edge[level].size() == kTileWidth; ++level) {
    if (level > 0) put_tile(folder_, level, edge_tile(new_size, level) - 1, edge[level]);
    if (level + 1 == edge.size()) edge.emplace_back();
    edge[level + 1].push_back(subtree_root(edge[level]));
    edge[level].clear();
  }
}

void TileLog::publish(std::string_view note) {
  if (note.substr(0, note.find("\n\n") + 1) != checkpoint_text(origin_, head())) {
    throw std::logic_error("published a checkpoint that is not the log's head");
  }
  const std::uint64_t old_size = checkpoint_note_ ? checkpoint()->head.size : 0;
  make_files_stand();
  put_missing_edge();
  keep_edge(std::string(note));
  put_log_file(folder_, kCheckpointFile, as_bytes(note));
  checkpoint_note_ = note;
  std::error_code unknown;
  open_->published_at = fs::last_write_time(folder_ / kCheckpointFile, unknown);
  remove_replaced(old_size);
}

void TileLog::make_durable() {
  make_files_stand();
  put_missing_edge();
  begin_edge(checkpoint_note_);
}

bool TileLog::needs_writing() const {
  if (open_->files.edge()) return true;
  const auto edge = read_edge_file(folder_);
  return edge && edge->edge.note != checkpoint_note_;
}

bool TileLog::is_still_mine() const {
  std::error_code unknown;
  return open_->edge && open_->edge->is_still_ours() &&
         fs::last_write_time(folder_ / kCheckpointFile, unknown) == open_->published_at;
}

// Whoever published since this log was opened has changed the edge that is read here, or changes it
// before the checkpoint.
void TileLog::take_hold() {
  if (!open_->files.edge()) go_on_with_edge();
  std::error_code unknown;
  open_->published_at = fs::last_write_time(folder_ / kCheckpointFile, unknown);
}

// After a power cut.
void TileLog::make_files_stand() {
  if (!open_->files.edge()) return;
  open_->files.make_files_anew();
  begin_edge(checkpoint_note_);
  open_->files = LogFiles(folder_);
}

// The full tiles are on the disk before an edge counts on them.
void TileLog::begin_edge(const std::optional<std::string>& note) {
  open_->edge.reset();
  if (!fs::is_directory(folder_)) make_folders(folder_);
  sync_file_system(folder_);
  LogEdge begun{.origin = origin_, .base = size_ - edge_width(size_, 0), .note = note};
  if (!edge_.empty()) begun.upper.assign(edge_.begin() + 1, edge_.end());
  const auto entries = bundle_entries(bundle_).value();
  begun.entries.assign(entries.begin(), entries.end());
  open_->edge = EdgeWriter::begin(folder_, begun);
  open_->untold.clear();
}

// One synced write, but where the edge is to be begun.
void TileLog::keep_edge(const std::string& note) {
  if (!open_->edge) go_on_with_edge();
  const auto& untold = open_->untold;
  if (!open_->edge || open_->edge->size() + untold.size() != size_ ||
      size_ - open_->edge->base() > kMostEdgeEntries || open_->edge->bytes() > kMostEdgeBytes)
    return begin_edge(note);
  open_->edge->add(untold, note);
  open_->untold.clear();
}

// The edge of the process that wrote before, where it tells of this log as it was published.
void TileLog::go_on_with_edge() {
  const auto read = read_edge_file(folder_);
  if (read && read->of_this_start && read->edge.origin == origin_ &&
      read->edge.note == checkpoint_note_)
    open_->edge = EdgeWriter::go_on(folder_, *read);
}

// Appending writes the unfinished tiles of level 0 alone: those above follow from full tiles and
// change once in 256 entries, yet readers of the checkpoint are owed them.
void TileLog::put_missing_edge() const {
  for (unsigned level = 1; level < edge_.size(); ++level) {
    if (edge_[level].empty()) continue;
    const fs::path path = tile_path(level, edge_tile(size_, level), edge_width(size_, level));
    if (!fs::exists(folder_ / path)) {
      put_tile(folder_, level, edge_tile(size_, level), edge_[level]);
    }
  }
}

void TileLog::remove_replaced(std::uint64_t old_size) const {
  // The checkpoint is out: a stale file that cannot be removed harms nobody.
  std::error_code ignored;
  for (unsigned level = 0; level < kLevels && edge_tile(size_, level) > 0; ++level) {
    for (std::uint64_t i = edge_tile(old_size, level); i < edge_tile(size_, level); ++i) {
      fs::remove_all(folder_ / partial_folder(tile_path(level, i)), ignored);
      if (level == 0) fs::remove_all(folder_ / partial_folder(bundle_path(i)), ignored);
    }
  }
}

Result<std::vector<Digest>> TileLog::leaf_tile(std::uint64_t tile) const {
  if (tile < edge_tile(size_, 0)) return open_->files.tile(0, tile, kTileWidth);
  return std::vector<Digest>(level_zero(edge_).begin(), level_zero(edge_).end());
}

// The root of the subtree of 2^height leaves with that number, from the tile that it lies in whole.
Result<Digest> TileLog::subtree(unsigned height, std::uint64_t index, TilesRead& read) const {
  const unsigned level = height / kLevelBits;
  const std::uint64_t count = std::uint64_t{1} << (height % kLevelBits);
  const std::uint64_t tile = index * count / kTileWidth;
  const std::size_t at = index * count % kTileWidth;
  if (tile == edge_tile(size_, level)) {
    return subtree_root(std::span(edge_[level]).subspan(at, count));
  }
  auto known = read.find({level, tile});
  if (known == read.end()) {
    auto hashes = open_->files.tile(level, tile, kTileWidth);
    if (!hashes) return hashes.error();
    known = read.emplace(std::pair{level, tile}, *std::move(hashes)).first;
  }
  return subtree_root(std::span(known->second).subspan(at, count));
}

Result<Digest> TileLog::range_root(std::uint64_t first, std::uint64_t end, TilesRead& read) const {
  const std::uint64_t count = end - first;
  if (std::has_single_bit(count)) {
    return subtree(static_cast<unsigned>(std::countr_zero(count)), first / count, read);
  }
  const std::uint64_t middle = first + left_size(count);
  const Result<Digest> left = range_root(first, middle, read);
  if (!left) return left;
  const Result<Digest> right = range_root(middle, end, read);
  if (!right) return right;
  return node_hash(*left, *right);
}

Result<std::vector<Digest>> TileLog::inclusion_proof(std::uint64_t index,
                                                     std::uint64_t size) const {
  return temgoc::inclusion_proof(
      [this, read = TilesRead()](std::uint64_t first, std::uint64_t end) mutable {
        return range_root(first, end, read);
      },
      index, size);
}

Result<std::vector<Digest>> TileLog::consistency_proof(std::uint64_t old_size,
                                                       std::uint64_t size) const {
  return temgoc::consistency_proof(
      [this, read = TilesRead()](std::uint64_t first, std::uint64_t end) mutable {
        return range_root(first, end, read);
      },
      old_size, size);
}

Result<TreeHead> TileLog::head_at(std::uint64_t size) const {
  if (size == 0) return tree_head({});
  TilesRead read;
  const Result<Digest> root = range_root(0, size, read);
  if (!root) return root.error();
  return TreeHead{.size = size, .root = *root};
}

Result<std::string> TileLog::entry(std::uint64_t index) const {
  if (index >= size_) return numbered_error("log_no_entry", index, "size", size_);
  const std::uint64_t tile = index / kTileWidth;
  const bool unfinished = tile == edge_tile(size_, 0);
  const auto bundle = unfinished ? Result(bundle_) : open_->files.bundle(tile, kTileWidth);
  if (!bundle) return bundle.error();
  const auto hashes = leaf_tile(tile);
  if (!hashes) return hashes.error();
  const std::string_view entry = bundle_entries(*bundle).value().at(index % kTileWidth);
  if (leaf_hash(as_bytes(entry)) != hashes->at(index % kTileWidth)) {
    return log_unreadable(bundle_path(tile));
  }
  return std::string(entry);
}

Result<std::vector<Digest>> TileLog::leaf_hashes() const {
  std::vector<Digest> all;
  all.reserve(size_);
  for (std::uint64_t tile = 0; tile * kTileWidth < size_; ++tile) {
    const auto hashes = leaf_tile(tile);
    if (!hashes) return hashes.error();
    all.insert(all.end(), hashes->begin(), hashes->end());
  }
  return all;
}

Result<std::string> read_checkpoint_note(const fs::path& folder) {
  if (const LogFiles files(folder); files.edge() && files.edge()->note) return *files.edge()->note;
  return read_file(folder / kCheckpointFile, kMaxCheckpointBytes);
}

std::optional<std::string> read_published_file(const fs::path& folder, const fs::path& name) {
  return LogFiles(folder).published(name);
}

}  // namespace temgoc
