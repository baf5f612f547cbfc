// A temporary folder of its owner alone, removed by the destructor.
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "temgoc/base/failures.h"

namespace temgoc {

class PrivateFolder {
 public:
  // Throws SystemFailure `disk_write_failed`.
  PrivateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "temgoc-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw SystemFailure(write_error(name, errno));
    path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace temgoc
