#include "log/faults.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace temgoc {
namespace {

enum class Fault { none, kill, full_disk };
Fault fault = Fault::none;
int calls_left = 0;

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

}  // namespace temgoc

using namespace temgoc;

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t size) {
  if (!due()) return ::syscall(SYS_write, file, bytes, size);
  ::syscall(SYS_write, file, bytes, size / 2);
  return struck();
}

int fsync(int) { return due() ? struck() : 0; }

int rename(const char* from, const char* to) noexcept {
  return due() ? struck()
               : static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int mkdir(const char* path, mode_t mode) noexcept {
  return due() ? struck() : static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  return due() ? struck() : static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}

int unlink(const char* path) noexcept { return unlinkat(AT_FDCWD, path, 0); }

}  // extern "C"
