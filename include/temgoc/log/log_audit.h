// Reads a whole log folder beside the entries that it should hold and names each difference.
// Normative text: docs/log_format.md section 9.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/log/log.h"

namespace temgoc {

// The published entries 0 to `size` - 1 of a log folder, as its entry bundles have them. What they
// are worth the caller sees by the tree that they make. `log_unreadable` (args what: the file).
Result<void> each_log_entry(
    const std::filesystem::path& folder, std::uint64_t size,
    const std::function<void(std::uint64_t index, std::string_view entry)>& visit);

// Given the entries in order, it compares each with its bundle and hash, every tile above with the
// hashes beneath, and the root with the signed checkpoint and with those that were kept elsewhere.
// Holds 32 bytes for each 256 entries. Differences, as they are met (args file: relative to the
// folder):
//   `log_entry_differs`  (args index) the entry given is another one than the bundle's
//   `log_entry_missing`  (args index) none was given where the log has one
//   `log_file_missing`, `log_file_differs`  (args file) also cut short, or of another tree
//   `checkpoint_differs`  (args size) the signed root is not that of these entries
//   `kept_checkpoint_differs`  (args size) the tree of that size was another one once
//   `kept_checkpoint_ahead`  (args size, have) the log was longer once
//   `log_longer`  (args size, entries) more entries are published than were given
// Entries given beyond the checkpoint are no difference: they are committed and not yet published.
class LogAudit {
 public:
  using Report = std::function<void(Error)>;
  // `published` is the log's checkpoint, whose signature the caller has checked; `kept` likewise.
  LogAudit(std::filesystem::path folder, const TreeHead& published, std::vector<TreeHead> kept,
           Report report);
  ~LogAudit();

  // The entries in order of their numbers; a number left out is a missing one. REQUIRES: rising.
  void entry(std::uint64_t index, std::string_view entry);
  // After the last. `entries`: how many there should be.
  void finish(std::uint64_t entries);
  // Whether the entry given under that number was not the published one. Ask after finish().
  bool differs(std::uint64_t index) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
