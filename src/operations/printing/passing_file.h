// A file that goes with its name's scope.
#pragma once

#include <filesystem>

namespace temgoc {

struct PassingFile {
  std::filesystem::path path;
  ~PassingFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

}  // namespace temgoc
