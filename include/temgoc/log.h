// The transparency log as plain files: RFC 6962 tree, C2SP tlog-tiles, C2SP checkpoints. It makes the bytes to
// sign and stores what was signed; it never signs. Normative text: docs/log_format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/bytes.h"
#include "temgoc/lot.h"
#include "temgoc/print_job.h"
#include "temgoc/result.h"

namespace temgoc {

Digest leaf_hash(ByteView entry);                          // SHA-256(0x00, entry)
Digest node_hash(const Digest& left, const Digest& right); // SHA-256(0x01, left, right)

struct TreeHead {
  std::uint64_t size = 0;
  Digest root{};                                           // of an empty tree: SHA-256 of nothing
  bool operator==(const TreeHead&) const = default;
};

// RFC 6962 section 2.1 over leaf hashes in memory: proofs and the checks of them.
TreeHead tree_head(std::span<const Digest> leaves);
std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, std::uint64_t index);
std::vector<Digest> consistency_proof(std::span<const Digest> leaves, std::uint64_t old_size);
bool check_inclusion(const Digest& leaf, std::uint64_t index, const TreeHead& head, std::span<const Digest> proof);
bool check_consistency(const TreeHead& old_head, const TreeHead& new_head, std::span<const Digest> proof);

// The text of a C2SP checkpoint: origin, size, base64 root.
std::string checkpoint_text(std::string_view origin, const TreeHead& head);
struct Checkpoint {
  std::string origin;
  TreeHead head;
};
Result<Checkpoint> parse_checkpoint_text(std::string_view text);  // `checkpoint_unreadable`

// What is logged, as newline-terminated lines.
std::string lot_leaf(const Lot& lot);
std::string print_leaf(std::uint64_t lot_leaf_index, const PrintJob& job);

// A log folder. One writer at a time (the registry's write lock sees to it).
class TileLog {
 public:
  // Opens or, with an empty folder, begins one. `log_unreadable` (args what), `log_origin` (another realm's folder).
  static Result<TileLog> open(const std::filesystem::path& folder, std::string_view origin);

  // The tree that the tiles hold, which may be ahead of the last checkpoint after a crash.
  TreeHead head() const;
  // The last checkpoint as published; none in a new log.
  const std::optional<std::string>& checkpoint_note() const { return checkpoint_note_; }
  std::optional<Checkpoint> checkpoint() const;

  // Appends entries (each at most 65,535 bytes) as number first_index on, and writes the tiles durably. Entries that the
  // tiles already hold are compared and must be the same: `log_forks` (args index). Throws SystemFailure on a full disk.
  Result<void> append(std::uint64_t first_index, std::span<const std::string> entries);
  // Publishes a signed checkpoint for head().
  void publish(std::string_view note);

  // The entry with that number, from its bundle. `log_no_entry`.
  Result<std::string> entry(std::uint64_t index) const;
  std::vector<Digest> leaf_hashes() const;                 // all, from the level-0 tiles

 private:
  TileLog() = default;
  std::filesystem::path folder_;
  std::string origin_;
  std::vector<std::vector<Digest>> partial_;               // per level: the hashes of the unfinished tile
  std::uint64_t size_ = 0;
  std::optional<std::string> checkpoint_note_;
};

}  // namespace temgoc
