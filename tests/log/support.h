// What the log's tests share: a folder of their own, entries, notes that look signed.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/base/files.h"
#include "temgoc/log/log.h"

namespace temgoc {

inline constexpr std::string_view kOrigin = "coop.example.vn/log";

class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "temgoc-log-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Entries number `first` to `last` - 1; a few are empty, a few long.
inline std::vector<std::string> test_entries(std::uint64_t first, std::uint64_t last) {
  std::vector<std::string> entries;
  for (std::uint64_t i = first; i < last; ++i) {
    const std::size_t padding = i % 97 == 0 ? 1000 : i % 7;
    entries.push_back(i % 101 == 5 ? "" : "lô " + std::to_string(i) + std::string(padding, '\n'));
  }
  return entries;
}

inline std::vector<Digest> hashes_of(const std::vector<std::string>& entries) {
  std::vector<Digest> hashes;
  for (const std::string& entry : entries) hashes.push_back(leaf_hash(as_bytes(entry)));
  return hashes;
}

inline std::string note_for(std::string_view origin, const TreeHead& head) {
  return checkpoint_text(origin, head) + "\n— " + std::string(origin) +
         " M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8F\n";
}

inline TileLog open_log(const std::filesystem::path& folder) {
  return TileLog::open(folder, kOrigin).value();
}

}  // namespace temgoc
