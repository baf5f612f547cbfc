// A file that nobody may see before it was read back.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/files.h"

namespace temgoc {

// A drawn file under a name that only we know, removed unless released. The name is the same for a
// killed run and the one that resumes it, so that nothing is left behind.
class UnreadFile {
 public:
  explicit UnreadFile(const std::filesystem::path& path)
      : path_(path), unread_(path.parent_path() / ("." + path.filename().string() + ".unread")) {
    remove_leavings();
  }
  UnreadFile(const UnreadFile&) = delete;
  UnreadFile& operator=(const UnreadFile&) = delete;
  ~UnreadFile() {
    std::error_code ignored;
    std::filesystem::remove(unread_, ignored);
  }
  const std::filesystem::path& path() const { return unread_; }
  void release() { release_file(unread_, path_); }

 private:
  // What drawing leaves beside it when killed.
  void remove_leavings() const {
    const std::string begins = "." + unread_.filename().string() + ".";
    const std::filesystem::path folder =
        unread_.parent_path().empty() ? "." : unread_.parent_path();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(begins) && name.ends_with(".tmp"))
        std::filesystem::remove(entry.path(), ignored);
    }
  }

  std::filesystem::path path_, unread_;
};

}  // namespace temgoc
