// Where a file for people may go.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/result.h"

namespace temgoc {

// Into a folder that is there, over no file that is; empty: nowhere in particular.
// `folder_not_found`, `out_exists`.
inline Result<void> check_out(const std::filesystem::path& out) {
  if (out.empty()) return {};
  const auto folder = out.has_parent_path() ? out.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder))
    return Error{"folder_not_found", "out", folder.string()};
  if (std::filesystem::exists(out) && !std::filesystem::is_character_file(out))
    return Error{"out_exists", "out", out.string()};
  return {};
}

// The same, but over a file that is there if `replace` was said. `folder_not_found`,
// `export_exists`.
inline Result<void> check_out(const std::filesystem::path& out, bool replace) {
  auto checked = check_out(out);
  if (checked || checked.error().code != "out_exists") return checked;
  if (replace) return {};
  return Error{"export_exists", "out", out.string()};
}

}  // namespace temgoc
