// What survived elsewhere, read and held against what a backup holds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/log/log.h"
#include "temgoc/seal/trust_list.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {

// The log of one realm, as far as it is known.
struct KnownLog {
  std::string realm = {};
  std::uint64_t first = 0;                     // entries that the backup's registry holds
  std::vector<std::string> since = {};         // entries from `first` on, from a log that survived
  std::optional<std::string> checkpoint = {};  // of the longest log, as published
  bool log_given = false;                      // a log of this realm was looked at
  std::uint64_t published = 0;                 // the largest size that anything showed
  std::uint64_t end() const { return first + since.size(); }
};

// What labels and receipts show to have been used.
struct NumbersSeen {
  std::map<KeyId, std::uint32_t> issue_numbers = {};  // the highest of each key
  std::map<std::pair<KeyId, std::uint32_t>, std::uint32_t> serials =
      {};  // of each lot, by its number
};

// The registry's own entries, asked in order.
using EntryReader = std::function<std::vector<std::string>(std::string_view realm,
                                                           std::uint64_t from, std::size_t limit)>;

// Reads `folder` and takes it in where it is longer than what is known. `restore_log_unsigned`,
// `restore_log_damaged` (args entries, size), `restore_other_history` (value: the folder).
Result<void> take_log(const std::filesystem::path& folder, std::vector<KnownLog>& logs,
                      const EntryReader& registry, const PublicKeyBytes& log_key);

// Receipts, checkpoints and bundles say how far the log was published; receipts, labels and texts
// which numbers were used. Each must be signed. Those of the files, `restore_other_history`.
Result<void> take_papers(const RestoreEvidence& evidence, const RootSet& roots, const Trust& trust,
                         const EntryReader& registry, std::vector<KnownLog>& logs,
                         NumbersSeen& seen);

}  // namespace temgoc
