// Where a workplace notes its last backup, so that its age is seen.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "temgoc/base/clock.h"
#include "temgoc/base/files.h"

namespace temgoc {

struct LastBackup {
  Instant at;
  std::string folder;
};

inline std::filesystem::path last_backup_path(const std::filesystem::path& workplace) {
  return workplace / "last_backup";
}

inline void note_backup(const std::filesystem::path& workplace, const LastBackup& last) {
  write_file(last_backup_path(workplace), as_bytes(to_iso(last.at) + " " + last.folder + "\n"));
}

inline std::optional<LastBackup> read_last_backup(const std::filesystem::path& workplace) {
  constexpr std::size_t kLimit = 8 << 10;
  const auto text = read_file(last_backup_path(workplace), kLimit);
  const auto space = text ? text->find(' ') : std::string::npos;
  if (space == std::string::npos || !text->ends_with('\n')) return std::nullopt;
  const auto at = parse_instant(std::string_view(*text).substr(0, space));
  if (!at) return std::nullopt;
  return LastBackup{*at, text->substr(space + 1, text->size() - space - 2)};
}

}  // namespace temgoc
