// Where a file for people may go.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/result.h"
#include "temgoc/base/text.h"

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

inline bool is_csv(const std::filesystem::path& out) {
  return ascii_lower(out.extension().string()) == ".csv";
}

// A table's file: its name says which kind. `table_format_unknown`, `folder_not_found`,
// `export_exists` where a file is there and `replace` was not said.
inline Result<void> check_table_out(const std::filesystem::path& out, bool replace) {
  if (!is_csv(out) && ascii_lower(out.extension().string()) != ".xlsx")
    return Error{"table_format_unknown", "out", shortened(out.filename().string())};
  auto checked = check_out(out);
  if (checked || checked.error().code != "out_exists") return checked;
  if (replace) return {};
  return Error{"export_exists", "out", out.string()};
}

}  // namespace temgoc
