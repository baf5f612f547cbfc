// A file or a folder that goes with its object.
#pragma once

#include <filesystem>
#include <utility>

namespace temgoc {

// Removes what lies there when it is destroyed, unless it was kept. Nothing need lie there yet.
class PassingPath {
 public:
  explicit PassingPath(std::filesystem::path path) : path_(std::move(path)) {}
  PassingPath(const PassingPath&) = delete;
  PassingPath& operator=(const PassingPath&) = delete;
  ~PassingPath() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  // It stays from now on; path() is empty then.
  std::filesystem::path keep() { return std::exchange(path_, {}); }

 private:
  std::filesystem::path path_;
};

}  // namespace temgoc
