// Loaded before the C library (LD_PRELOAD) into a program under test: at call number FAULT_AT, from
// 0, of those that change files, the program is killed (FAULT=kill; a write is then half done), or
// from there on the disk is full (FAULT=full). FAULT_COUNT: a file that gets the number of calls.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct Fault {
  long at = -1;
  bool kills = false;
  Fault() {
    if (const char* call = std::getenv("FAULT_AT")) at = std::atol(call);
    const char* kind = std::getenv("FAULT");
    kills = kind != nullptr && std::strcmp(kind, "kill") == 0;
  }
};

std::atomic<long> calls{0};

// Whether this call meets the fault.
bool meets_fault() {
  static const Fault fault;
  const long call = calls++;
  return fault.at >= 0 && (fault.kills ? call == fault.at : call >= fault.at);
}

bool kills() {
  static const Fault fault;
  return fault.kills;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// For calls that are done or not.
template <class Function, class... Arguments>
int whole(const char* name, Arguments... arguments) {
  static const auto real = next<Function>(name);
  if (!meets_fault()) return real(arguments...);
  if (kills()) ::raise(SIGKILL);
  errno = ENOSPC;
  return -1;
}

// A full disk lets files be removed and what was written be synced.
template <class Function, class... Arguments>
int allowed(const char* name, Arguments... arguments) {
  static const auto real = next<Function>(name);
  if (meets_fault() && kills()) ::raise(SIGKILL);
  return real(arguments...);
}

struct Report {
  ~Report() {
    const char* path = std::getenv("FAULT_COUNT");
    if (path == nullptr) return;
    if (std::FILE* file = std::fopen(path, "w")) {
      std::fprintf(file, "%ld\n", calls.load());
      std::fclose(file);
    }
  }
} report;

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (descriptor <= 2 || !meets_fault()) return real(descriptor, bytes, size);
  if (kills()) {
    real(descriptor, bytes, size / 2);
    ::raise(SIGKILL);
  }
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (!meets_fault()) return real(descriptor, bytes, size, at);
  if (kills()) {
    real(descriptor, bytes, size / 2, at);
    ::raise(SIGKILL);
  }
  errno = ENOSPC;
  return -1;
}

int rename(const char* from, const char* to) {
  return whole<int (*)(const char*, const char*)>("rename", from, to);
}
int mkdir(const char* path, mode_t mode) {
  return whole<int (*)(const char*, mode_t)>("mkdir", path, mode);
}
int ftruncate64(int descriptor, off64_t size) {
  return whole<int (*)(int, off64_t)>("ftruncate64", descriptor, size);
}
int unlink(const char* path) { return allowed<int (*)(const char*)>("unlink", path); }
int fsync(int descriptor) { return allowed<int (*)(int)>("fsync", descriptor); }
int fdatasync(int descriptor) { return allowed<int (*)(int)>("fdatasync", descriptor); }
}
