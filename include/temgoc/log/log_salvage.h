// What a log folder still proves when some of its files are gone: its entries, from the bundles
// alone, held against the checkpoint that was signed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/log/log.h"

namespace temgoc {

struct SalvagedLog {
  std::optional<std::string> checkpoint_note =
      {};  // as in the folder; its signature is not checked
  std::optional<Checkpoint> checkpoint = {};
  std::uint64_t entries = 0;  // that the bundles hold from 0 without a gap
  // The bundles hold all entries of the checkpoint, and these hash to its root.
  bool root_agrees = false;
};
// Reads bundle after bundle and gives each entry to `take`, in order. Looks at no tile. A bundle
// that is missing or cannot be read ends it.
SalvagedLog salvage_log(
    const std::filesystem::path& folder,
    const std::function<void(std::uint64_t index, std::string_view entry)>& take);

// Begins a log in an empty or absent `folder` with all of `entries(from, limit)`, and puts
// `checkpoint_note` in force where it is one of this tree (any other is left out). `log_unreadable`
// if something lies there.
Result<void> rebuild_log(
    const std::filesystem::path& folder, std::string_view origin,
    const std::function<std::vector<std::string>(std::uint64_t from, std::size_t limit)>& entries,
    const std::optional<std::string>& checkpoint_note);

}  // namespace temgoc
