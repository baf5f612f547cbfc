// One JSON object a line for each answer: when, which route, which status, how long. No address, no
// path, no header: a sealed path names a lot and the moment someone held it.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

class AccessLog {
 public:
  AccessLog() = default;  // writes nothing
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // Appends to the file; "-" is standard error. `file_unreadable`.
  Result<void> open(const std::filesystem::path& path);
  // Again under the same name, after a rotation; keeps the old one where that fails.
  void reopen();
  struct Line {
    Instant at;
    std::string_view method;
    std::string_view route;
    unsigned status = 0;
    std::size_t bytes = 0;
    std::chrono::nanoseconds took{0};
  };
  void add(const Line& line);
  void flush();  // lines wait in memory until they are many or someone flushes

 private:
  void write_out();
  std::mutex mutex_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::string waiting_;
};

}  // namespace temgoc
