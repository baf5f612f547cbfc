// A file that grows piece by piece, each piece on the disk when the call returns.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>

#include "temgoc/base/bytes.h"

namespace temgoc {

class GrowingFile {
 public:
  // None where it is not there or may not be written.
  static std::optional<GrowingFile> open(const std::filesystem::path& path);
  GrowingFile(GrowingFile&& other) noexcept;
  GrowingFile& operator=(GrowingFile&& other) noexcept;
  GrowingFile(const GrowingFile&) = delete;
  ~GrowingFile();

  // Writes `piece` from byte `at` on and syncs it: one synced write. What stood there is replaced.
  // Throws as write_file; then some part of the piece may be there.
  void write_at(std::uint64_t at, ByteView piece);
  // Whether the name that it was opened under still means this file, of so many bytes.
  bool is_still(std::uint64_t size) const;

 private:
  GrowingFile(std::filesystem::path path, int number) : path_(std::move(path)), number_(number) {}
  std::filesystem::path path_;
  int number_;
};

}  // namespace temgoc
