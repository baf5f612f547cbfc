// A file that nobody may see before it was read back.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/passing_path.h"

namespace temgoc {

// A drawn file under a name that only we know, removed unless released. Two that draw for one path
// at once have names of their own.
class UnreadFile {
 public:
  // For whoever draws once: a name that no other process has.
  explicit UnreadFile(const std::filesystem::path& path) : UnreadFile(path, own_tag()) {}
  // `tag` is the same for a killed run and the one that resumes it, so that nothing is left behind,
  // and nobody else's.
  UnreadFile(const std::filesystem::path& path, const std::string& tag)
      : path_(path),
        unread_(path.parent_path() / ("." + path.filename().string() + "." + tag + ".unread")) {
    remove_leavings();
  }
  const std::filesystem::path& path() const { return unread_.path(); }
  // In the place of whatever has the name.
  void release() { release_file(path(), path_); }
  // `out_exists` where something has the name by now.
  Result<void> release_new() { return release_new_file(path(), path_); }

 private:
  static std::string own_tag() { return temporary_beside("x").filename().string().substr(3); }

  // What drawing leaves beside it when killed.
  void remove_leavings() const {
    const std::string begins = "." + path().filename().string() + ".";
    const std::filesystem::path folder = path().parent_path().empty() ? "." : path().parent_path();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(begins) && name.ends_with(".tmp"))
        std::filesystem::remove(entry.path(), ignored);
    }
  }

  std::filesystem::path path_;
  PassingPath unread_;
};

// The tag of a print job: job numbers repeat in other workplaces, which may print into this folder.
inline std::string job_tag(const std::filesystem::path& workplace, std::int64_t job) {
  std::error_code ignored;
  const std::string where = std::filesystem::weakly_canonical(workplace, ignored).string();
  return "job" + std::to_string(job) + "-" + to_hex(ByteView(sha256(as_bytes(where))).first(4));
}

}  // namespace temgoc
