// Gathers lines in memory and writes them in blocks; a failed write loses lines, never answers.
#include "http/access_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iterator>

#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

constexpr std::size_t kWriteAt = 32 << 10;

int open_to_append(const std::filesystem::path& path) {
  return uninterrupted(
      [&] { return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640); });
}

}  // namespace

AccessLog::~AccessLog() {
  flush();
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Result<void> AccessLog::open(const std::filesystem::path& path) {
  path_ = path;
  descriptor_ = path == "-" ? STDERR_FILENO : open_to_append(path);
  if (descriptor_ >= 0) return {};
  return Error{
      "file_unreadable", "access-log", path.string(), {}, {{"reason", std::strerror(errno)}}};
}

void AccessLog::reopen() {
  const std::lock_guard lock(mutex_);
  if (descriptor_ <= STDERR_FILENO) return;
  const int fresh = open_to_append(path_);
  if (fresh < 0) return;
  write_out();
  ::close(std::exchange(descriptor_, fresh));
}

void AccessLog::add(const Line& line) {
  const std::lock_guard lock(mutex_);
  if (descriptor_ < 0) return;
  fmt::format_to(std::back_inserter(waiting_),
                 "{{\"at\":\"{}\",\"method\":\"{}\",\"route\":\"{}\",\"status\":{},\"bytes\":{},"
                 "\"us\":{}}}\n",
                 to_iso(line.at), line.method, line.route, line.status, line.bytes,
                 line.took.count() / 1000);
  if (waiting_.size() >= kWriteAt) write_out();
}

void AccessLog::flush() {
  const std::lock_guard lock(mutex_);
  write_out();
}

// A log that cannot be written (full disk, closed pipe) loses lines, never answers.
void AccessLog::write_out() {
  std::string_view rest = waiting_;
  while (descriptor_ >= 0 && !rest.empty()) {
    const ssize_t written =
        uninterrupted([&] { return ::write(descriptor_, rest.data(), rest.size()); });
    if (written <= 0) break;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  waiting_.clear();
}

}  // namespace temgoc
