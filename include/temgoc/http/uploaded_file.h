// A request's body on the disk: too large for memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

// A file without a lasting name: the destructor removes it.
class UploadedFile {
 public:
  // An empty one in that folder, which nobody else may read. `disk_write_failed` (args reason),
  // `write_denied`.
  static Result<std::unique_ptr<UploadedFile>> create(const std::filesystem::path& folder);
  ~UploadedFile();
  UploadedFile(const UploadedFile&) = delete;
  UploadedFile& operator=(const UploadedFile&) = delete;

  Result<void> append(std::string_view bytes);  // `disk_write_failed` (args reason)
  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }

 private:
  UploadedFile(std::filesystem::path path, int descriptor);
  std::filesystem::path path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

}  // namespace temgoc
