// A temporary folder of its owner alone, removed by the destructor.
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "temgoc/base/failures.h"
#include "temgoc/base/passing_path.h"

namespace temgoc {

class PrivateFolder {
 public:
  // Throws SystemFailure `disk_write_failed`.
  PrivateFolder() : folder_(made()) {}
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  static std::filesystem::path made() {
    std::string name = (std::filesystem::temp_directory_path() / "temgoc-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw SystemFailure(write_error(name, errno));
    return name;
  }
  PassingPath folder_;
};

}  // namespace temgoc
