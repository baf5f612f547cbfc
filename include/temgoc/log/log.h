// The transparency log as plain files: RFC 6962 tree, C2SP tlog-tiles, C2SP tlog-checkpoint. It
// makes the bytes to sign and stores what was signed; it never signs. Its entries: log_leaf.h; its
// proofs for others: receipt.h, cosignature.h. Normative text: docs/log_format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"
#include "temgoc/seal/checkpoint.h"

namespace temgoc {

// --- The tree, RFC 6962 section 2.1 --------------------------------------------------------------

// A tree that grows leaf by leaf and keeps no more than the roots of its whole subtrees, at
// most 64.
class TreeBuilder {
 public:
  void add(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  TreeHead head() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> roots_;  // of the whole subtrees, the largest first
};

// Over leaf hashes in memory; each hashes all of them once.
TreeHead tree_head(std::span<const Digest> leaves);
// Bottom up. REQUIRES: index < leaves.size().
std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, std::uint64_t index);
// From the tree of the first `old_size` leaves to that of all.
// REQUIRES: 1 <= old_size <= leaves.size().
std::vector<Digest> consistency_proof(std::span<const Digest> leaves, std::uint64_t old_size);

// The longest entry of a log, in bytes.
inline constexpr std::size_t kMaxEntryBytes = 65'535;

// --- The folder ----------------------------------------------------------------------------------

// A log folder. One writer at a time (the registry's write lock sees to it); any number of readers
// beside it. Holds the right edge of the tree in memory: at most 255 hashes a level and 255
// entries.
class TileLog {
 public:
  TileLog(TileLog&&) noexcept;
  TileLog& operator=(TileLog&&) noexcept;
  ~TileLog();

  // Opens or, where `folder` is empty or absent, begins one; writes nothing. Reads O(log size)
  // files, and proves from them that the last checkpoint is one of this tree.
  //   `log_unreadable`  (args what: the file) damaged, or behind its own checkpoint
  //   `log_origin`      (args found, expected) another realm's folder
  static Result<TileLog> open(const std::filesystem::path& folder, std::string_view origin);

  // The tree that the tiles hold, which may be ahead of the last checkpoint after a crash.
  TreeHead head() const;  // its root is computed anew
  std::uint64_t size() const { return size_; }
  // The last checkpoint as published, signatures and all; none in a new log.
  const std::optional<std::string>& checkpoint_note() const { return checkpoint_note_; }
  std::optional<Checkpoint> checkpoint() const;

  // Appends entries as number `first_index` on. They are on the disk with the next publish() or
  // make_durable(); after a power cut before, the log may lack them. Those that the tiles already
  // hold are compared and must be the same, so a caller may repeat itself. On an Error nothing was
  // written.
  //   `log_forks`           (args index) the tiles hold another entry under that number
  //   `log_gap`             (args index, size) first_index lies beyond the end
  //   `log_entry_too_long`  (args index, limit)
  // Throws SystemFailure `disk_write_failed`; the log then holds some first part of the entries and
  // is usable.
  Result<void> append(std::uint64_t first_index, std::span<const std::string> entries);
  // Publishes a signed checkpoint for head(): it and all that it covers are on the disk, in one
  // synced write of the file `edge`, before the checkpoint can be read under its name. Removes the
  // partial tiles that full ones have replaced. REQUIRES: the note's text is
  // checkpoint_text(origin, head()); std::logic_error otherwise. Throws as append does.
  void publish(std::string_view note);
  // Puts all that was appended on the disk, under the checkpoint that is in force. Throws likewise.
  void make_durable();

  // Whether files of this log are to be made anew by publish(): a power cut, or a crash between the
  // last publish()'s steps, left others than the edge tells of.
  bool needs_writing() const;
  // Whether no other process has published since this object did, or took hold of the log. False
  // before.
  bool is_still_mine() const;
  // From now on is_still_mine() tells whether the log is as it was opened. Writes nothing.
  void take_hold();

  // The entry with that number, checked against its hash. `log_no_entry` (args index, size),
  // `log_unreadable`.
  Result<std::string> entry(std::uint64_t index) const;
  // Bottom up, for the tree of the first `size` entries; reads O(log size) files. `log_unreadable`.
  // REQUIRES: index < size <= head().size.
  Result<std::vector<Digest>> inclusion_proof(std::uint64_t index, std::uint64_t size) const;
  // From the tree of the first `old_size` entries to that of the first `size`; likewise.
  // REQUIRES: 1 <= old_size <= size <= head().size.
  Result<std::vector<Digest>> consistency_proof(std::uint64_t old_size, std::uint64_t size) const;
  // The head of the first `size` entries. REQUIRES: size <= head().size. `log_unreadable`.
  Result<TreeHead> head_at(std::uint64_t size) const;
  // Those of all entries, from the level-0 tiles: 32 bytes an entry. `log_unreadable`.
  Result<std::vector<Digest>> leaf_hashes() const;

 private:
  TileLog(std::filesystem::path folder, std::string_view origin);
  Result<void> load();
  Result<void> load_edge();
  Result<void> check_checkpoint(const TreeHead& signed_head) const;
  Result<void> check_held(std::uint64_t first_index, std::span<const std::string> entries) const;
  void add_to_tile(std::span<const std::string> entries, std::span<const Digest> added);
  void carry_full_tiles(std::vector<std::vector<Digest>>& edge, std::uint64_t new_size) const;
  void put_missing_edge() const;
  void make_files_stand();
  void begin_edge(const std::optional<std::string>& note);
  void keep_edge(const std::string& note);
  void go_on_with_edge();
  void remove_replaced(std::uint64_t old_size) const;
  Result<std::vector<Digest>> leaf_tile(std::uint64_t tile) const;
  // Full tiles by level and number: one proof asks for each of them up to eight times.
  using TilesRead = std::map<std::pair<unsigned, std::uint64_t>, std::vector<Digest>>;
  Result<Digest> subtree(unsigned height, std::uint64_t index, TilesRead& read) const;
  Result<Digest> range_root(std::uint64_t first, std::uint64_t end, TilesRead& read) const;

  std::filesystem::path folder_;
  std::string origin_;
  std::uint64_t size_ = 0;
  std::vector<std::vector<Digest>> edge_;  // per level: the hashes of its unfinished tile, 0 to 255
  std::string bundle_;                     // the unfinished entry bundle, as in its file
  std::optional<std::string> checkpoint_note_;
  mutable std::optional<Digest> root_;  // of all entries, once it was asked for
  struct Open;
  std::unique_ptr<Open> open_;
};

// The files that a checkpoint of `size` entries needs and that one of `old_size` did not, relative
// to the log's folder, in the order in which they are to be published. REQUIRES old_size <= size.
std::vector<std::filesystem::path> files_between(std::uint64_t old_size, std::uint64_t size);

// The last checkpoint of a log folder, signatures and all; after a power cut from its edge. Those
// of read_file.
Result<std::string> read_checkpoint_note(const std::filesystem::path& folder);
// A file of it as strangers may have it, by its name in the folder: `checkpoint`, a tile or a
// bundle; likewise. None where there is none. REQUIRES a name of that form.
std::optional<std::string> read_published_file(const std::filesystem::path& folder,
                                               const std::filesystem::path& name);

}  // namespace temgoc
