#include "log/faults.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <string_view>
#include <utility>

namespace temgoc {
namespace {

enum class Fault { none, kill, full_disk };
Fault fault = Fault::none;
int calls_left = 0;
bool noting = false;
std::vector<std::string> events;

void note(const char* what, const char* path) {
  if (noting) events.push_back(std::string(what) + " " + path);
}

std::string path_of(int file) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t size = ::readlink(link.c_str(), path, sizeof path);
  return {path, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string awaited;
std::function<void()> act_before;

std::string boot_id_file;

int opened(int folder, const char* path, int flags, mode_t mode) {
  if (!boot_id_file.empty() && std::string_view(path) == "/proc/sys/kernel/random/boot_id")
    path = boot_id_file.c_str();
  if (act_before && std::string_view(path).ends_with(awaited)) std::exchange(act_before, {})();
  return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

mode_t mode_in(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

// Whether this is the call that fails.
bool due() { return fault != Fault::none && calls_left-- <= 0; }

// REQUIRES due(). False: the call reports a full disk.
int struck() {
  if (fault == Fault::kill) ::_exit(kKilled);
  errno = ENOSPC;
  return -1;
}

}  // namespace

void kill_at(int call) {
  fault = Fault::kill;
  calls_left = call;
}

void fail_from(int call) {
  fault = Fault::full_disk;
  calls_left = call;
}

void no_faults() { fault = Fault::none; }

std::vector<std::string> disk_events() {
  noting = true;
  return std::exchange(events, {});
}

void start_machine_as(std::string file) { boot_id_file = std::move(file); }

void before_open(std::string end, std::function<void()> act) {
  awaited = std::move(end);
  act_before = std::move(act);
}

}  // namespace temgoc

using namespace temgoc;

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t size) {
  if (!due()) return ::syscall(SYS_write, file, bytes, size);
  ::syscall(SYS_write, file, bytes, size / 2);
  return struck();
}

int fsync(int file) {
  if (due()) return struck();
  if (noting) note("sync", path_of(file).c_str());
  return 0;
}

int fdatasync(int file) { return fsync(file); }

int syncfs(int file) noexcept {
  if (due()) return struck();
  note("sync all", path_of(file).c_str());
  return 0;
}

int rename(const char* from, const char* to) noexcept {
  if (due()) return struck();
  note("rename", to);
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int mkdir(const char* path, mode_t mode) noexcept {
  if (due()) return struck();
  note("mkdir", path);
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  return due() ? struck() : static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(folder, path, flags, mode);
}

int unlink(const char* path) noexcept { return unlinkat(AT_FDCWD, path, 0); }

}  // extern "C"
