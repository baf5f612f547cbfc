#include "call_journal.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string_view>

namespace temgoc::faults {
namespace {

// The calls below are the kernel's own: the journal must not meet a fault, nor record itself.
int journal() {
  static const int descriptor = [] {
    const char* path = std::getenv("FAULT_JOURNAL");
    if (path == nullptr) return -1;
    return static_cast<int>(
        ::syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  }();
  return descriptor;
}

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

void append(const std::string& line, const void* bytes = nullptr, size_t size = 0) {
  static std::mutex one_at_a_time;
  const int kept_errno = errno;
  const std::lock_guard lock(one_at_a_time);
  std::string record = line + '\n';
  record.append(static_cast<const char*>(bytes == nullptr ? "" : bytes), size);
  if (::syscall(SYS_write, journal(), record.data(), record.size()) < 0) std::abort();
  errno = kept_errno;
}

unsigned long inode_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

std::string head(const char* call, int descriptor) {
  return std::string("{\"call\":\"") + call +
         "\",\"inode\":" + std::to_string(inode_of(descriptor)) +
         ",\"path\":" + quoted(path_of(descriptor));
}

}  // namespace

std::string path_of(int descriptor) {
  char link[64];
  char target[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const int kept_errno = errno;
  const ssize_t size = ::readlink(link, target, sizeof target);
  errno = kept_errno;
  if (size <= 0 || target[0] != '/') return {};
  return {target, static_cast<size_t>(size)};
}

std::string full_path(int folder, const char* path) {
  if (path[0] == '/') return path;
  char here[PATH_MAX];
  std::string base;
  if (folder != AT_FDCWD)
    base = path_of(folder);
  else if (::getcwd(here, sizeof here) != nullptr)
    base = here;
  return base + '/' + path;
}

bool CallJournal::is_kept() { return journal() >= 0; }

void CallJournal::created(const std::string& path, int descriptor) {
  if (!is_kept()) return;
  append("{\"call\":\"create\",\"inode\":" + std::to_string(inode_of(descriptor)) +
         ",\"path\":" + quoted(path) + "}");
}

void CallJournal::written(int descriptor, const void* bytes, size_t size, off64_t at) {
  if (!is_kept()) return;
  append(head("write", descriptor) + ",\"at\":" + std::to_string(at) +
             ",\"size\":" + std::to_string(size) + "}",
         bytes, size);
}

void CallJournal::truncated(int descriptor, off64_t size) {
  if (!is_kept()) return;
  append(head("truncate", descriptor) + ",\"to_size\":" + std::to_string(size) + "}");
}

void CallJournal::synced(const char* call, int descriptor) {
  if (!is_kept()) return;
  const bool all = std::string_view(call) == "syncfs";
  append(head(all ? "sync_all" : "sync", descriptor) + "}");
}

void CallJournal::named(const char* call, const std::string& from, const std::string& to) {
  if (!is_kept()) return;
  append(std::string("{\"call\":\"") + call + "\",\"path\":" + quoted(from) +
         ",\"to\":" + quoted(to) + "}");
}

}  // namespace temgoc::faults
