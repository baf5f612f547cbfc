// Which file a registry is, and a copy of it that is whole by itself: for a service that must see
// that the file was replaced, and for backups.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

// Tells whether a registry's file is still the one that was opened. Holds a connection of its own,
// because a process that opened and closed the file by other means would lose SQLite's locks on it.
class RegistryWatch {
 public:
  static Result<RegistryWatch> open(
      const std::filesystem::path& path);  // as Registry::open_read_only
  RegistryWatch(RegistryWatch&&) noexcept;
  RegistryWatch& operator=(RegistryWatch&&) noexcept;
  ~RegistryWatch();

  // True if another file lies under the name, or none, or if an older copy was written over the
  // file: then it is shorter or SQLite counts fewer changes in its header.
  bool replaced();

 private:
  struct State;
  explicit RegistryWatch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// True if a write-ahead log lies beside the file and holds commits.
bool has_wal(const std::filesystem::path& path);

// A registry at the moment of opening. Writers go on meanwhile; the snapshot does not change.
class RegistrySnapshot {
 public:
  static Result<RegistrySnapshot> open(
      const std::filesystem::path& path);  // as Registry::open_read_only
  RegistrySnapshot(RegistrySnapshot&&) noexcept;
  ~RegistrySnapshot();

  std::uint64_t log_size(std::string_view realm) const;
  // Writes a whole registry to `path`, page by page, so that an unchanged page keeps its place; of
  // a server's row by row, and every row is then read in both. The copy needs no file beside it.
  // Throws SystemFailure `disk_write_failed`. REQUIRES: nothing lies there.
  void copy_to(const std::filesystem::path& path) const;

 private:
  struct State;
  explicit RegistrySnapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
