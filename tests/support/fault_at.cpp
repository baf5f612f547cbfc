// Loaded before the C library (LD_PRELOAD) into a program under test: at call number FAULT_AT, from
// 0, of those that change files, the fault FAULT happens.
//   kill    the program is killed; a write is then half done
//   full    from there on the disk is full
//   short   a write writes, or a read reads, half of what it was given, and says so
//   EIO, ENOSPC, EACCES, EROFS, EINTR   this one call fails so; one that cannot fail so goes on.
//           EINTR: a close that is interrupted has closed. SQLite takes an interrupted sync or
//           unlink for a broken disk, so its own are left alone: no local disk interrupts them.
// FAULT_COUNT: a file that gets the number of calls. FAULT_UNDER: only calls on paths below it
// count, and then opening to write as well; opening to read for EIO, EACCES, EINTR and short, and
// reading for EIO, EINTR and short. FAULT_DENY: a
// path that cannot be opened (EACCES). FAULT_READ_ONLY: a folder in which nothing can be changed
// (EROFS). FAULT_CLOCK: seconds by which the clock is wrong; no time service vouches for it then.
// FAULT_JOURNAL: see call_journal.h.
// FAULT_BOOT_ID: a file that says which start of the machine this is, in the place of the kernel's.
// FAULT_FILE_SYSTEM=fat: every file lies on a file system without permission bits.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "call_journal.h"

namespace {

using temgoc::faults::CallJournal;
using temgoc::faults::full_path;
using temgoc::faults::path_of;

// The kinds of call, by how they can fail.
enum class Call { open_to_read, open_to_write, read, write, sync, size, name, remove, close };

struct Setting {
  long at = -1;
  bool kills = false, fills = false, shortens = false;
  int error = 0;
  long clock_seconds = 0;
  std::string under, deny, read_only;
  Setting() {
    under = text("FAULT_UNDER");
    deny = text("FAULT_DENY");
    read_only = text("FAULT_READ_ONLY");
    clock_seconds = std::atol(text("FAULT_CLOCK").c_str());
    const std::string call = text("FAULT_AT"), kind = text("FAULT");
    if (!call.empty()) at = std::atol(call.c_str());
    kills = kind == "kill";
    fills = kind == "full";
    shortens = kind == "short";
    for (const auto& [name, number] : {std::pair{"EIO", EIO},
                                       {"ENOSPC", ENOSPC},
                                       {"EACCES", EACCES},
                                       {"EROFS", EROFS},
                                       {"EINTR", EINTR}}) {
      if (kind == name) error = number;
    }
    if (fills) error = ENOSPC;
  }
  static std::string text(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  }
  bool counts_opening() const { return counts_reading() || (!under.empty() && error == EACCES); }
  bool counts_reading() const {
    return !under.empty() && (error == EIO || error == EINTR || shortens);
  }
  bool counts_closing() const { return !under.empty() && error == EINTR; }
  bool counts(Call call) const {
    if (call == Call::open_to_read) return counts_opening();
    if (call == Call::read) return counts_reading();
    if (call == Call::close) return counts_closing();
    return call != Call::open_to_write || !under.empty();
  }
};

const Setting& setting() {
  static const Setting made;
  return made;
}

std::atomic<long> calls{0};

bool lies_under(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.compare(0, folder.size(), folder) == 0;
}

// Whether a call of this kind can fail so.
bool can_fail(Call call, int error, const std::string& path) {
  switch (error) {
    case ENOSPC:
      return call != Call::remove && call != Call::open_to_read && call != Call::sync;
    case EACCES:
      return call != Call::write && call != Call::sync && call != Call::size;
    case EROFS:
      return call != Call::write && call != Call::sync && call != Call::open_to_read;
    case EINTR:
      return (call != Call::sync && call != Call::remove) ||
             path.find("registry.sqlite") == path.npos;
    default:
      return true;
  }
}

enum class Met { nothing, half, failure };

// What happens to this call; errno is set where it fails.
Met meet(Call call, const std::string& path) {
  const Setting& faults = setting();
  const bool changes = call != Call::open_to_read && call != Call::read && call != Call::close;
  if (!faults.read_only.empty() && changes && call != Call::sync &&
      lies_under(path, faults.read_only)) {
    errno = EROFS;
    return Met::failure;
  }
  if (!faults.counts(call)) return Met::nothing;
  if (!faults.under.empty() && !lies_under(path, faults.under)) return Met::nothing;
  const long number = calls++;
  const bool due = faults.at >= 0 && (faults.fills ? number >= faults.at : number == faults.at);
  if (!due) return Met::nothing;
  if (faults.kills) {
    if (call == Call::write) return Met::half;
    ::raise(SIGKILL);
  }
  if (faults.shortens) return call == Call::write || call == Call::read ? Met::half : Met::nothing;
  if (!can_fail(call, faults.error, path)) return Met::nothing;
  errno = faults.error;
  return Met::failure;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

struct Report {
  ~Report() {
    const std::string path = Setting::text("FAULT_COUNT");
    if (path.empty()) return;
    static const auto real = next<std::FILE* (*)(const char*, const char*)>("fopen");
    if (std::FILE* file = real(path.c_str(), "w")) {
      std::fprintf(file, "%ld\n", calls.load());
      std::fclose(file);
    }
  }
} report;

int opened(int folder, const char* given, int flags, mode_t mode) {
  static const auto real = next<int (*)(int, const char*, int, ...)>("openat64");
  static const char* const boot_id = std::getenv("FAULT_BOOT_ID");
  if (boot_id != nullptr && std::strcmp(given, "/proc/sys/kernel/random/boot_id") == 0)
    return real(AT_FDCWD, boot_id, flags, mode);
  const std::string path = full_path(folder, given);
  if (!setting().deny.empty() && path == setting().deny) {
    errno = EACCES;
    return -1;
  }
  const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
  struct stat before {};
  const bool was_there = writes && ::stat(path.c_str(), &before) == 0;
  // A disk that is full opens what is there.
  const bool room_is_there = writes && was_there && setting().error == ENOSPC;
  const Call call = writes && !room_is_there ? Call::open_to_write : Call::open_to_read;
  if (meet(call, path) == Met::failure) return -1;
  const int descriptor = real(folder, given, flags, mode);
  if (descriptor >= 0 && writes && !was_there) CallJournal::created(path, descriptor);
  if (descriptor >= 0 && was_there && (flags & O_TRUNC) != 0) CallJournal::truncated(descriptor, 0);
  return descriptor;
}

off64_t place_of(int descriptor) {
  if ((::fcntl(descriptor, F_GETFL) & O_APPEND) != 0) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? status.st_size : 0;
  }
  return ::lseek64(descriptor, 0, SEEK_CUR);
}

// `put` writes at most so many bytes.
template <class Put>
ssize_t wrote(int descriptor, const void* bytes, size_t size, off64_t at, Put put) {
  const std::string path = path_of(descriptor);
  if (path.empty()) return put(size);
  const Met met = meet(Call::write, path);
  if (met == Met::failure) return -1;
  const bool halves = met == Met::half && (size > 1 || setting().kills);
  const ssize_t done = put(halves ? size / 2 : size);
  if (met == Met::half && setting().kills) ::raise(SIGKILL);
  if (done > 0) CallJournal::written(descriptor, bytes, static_cast<size_t>(done), at);
  return done;
}

// `take` reads at most so many bytes.
template <class Take>
ssize_t got(int descriptor, size_t size, Take take) {
  if (descriptor <= 2 || !setting().counts_reading()) return take(size);
  const std::string path = path_of(descriptor);
  const Met met = path.empty() ? Met::nothing : meet(Call::read, path);
  if (met == Met::failure) return -1;
  return take(met == Met::half && size > 1 ? size / 2 : size);
}

template <class Do>
int named(const char* call, Call kind, const std::string& from, const std::string& to, Do real) {
  if (meet(kind, to.empty() ? from : to) == Met::failure) return -1;
  const int done = real();
  if (done == 0) CallJournal::named(call, from, to);
  return done;
}

template <class Do>
int sized(int descriptor, off64_t size, Do real) {
  if (meet(Call::size, path_of(descriptor)) == Met::failure) return -1;
  const int done = real();
  if (done == 0) CallJournal::truncated(descriptor, size);
  return done;
}

int synced(const char* name, int descriptor) {
  const auto real = next<int (*)(int)>(name);
  const std::string path = path_of(descriptor);
  if (!path.empty() && meet(Call::sync, path) == Met::failure) return -1;
  const int done = real(descriptor);
  if (done == 0) CallJournal::synced(name, descriptor);
  return done;
}

// A stream of the C library writes without a call that can be met; one that is made here does not.
ssize_t cookie_write(void* cookie, const char* bytes, size_t size) {
  const ssize_t done = ::write(static_cast<int>(reinterpret_cast<long>(cookie)), bytes, size);
  return done < 0 ? 0 : done;
}
int cookie_close(void* cookie) { return ::close(static_cast<int>(reinterpret_cast<long>(cookie))); }

mode_t mode_given(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

timespec shifted(timespec time) {
  time.tv_sec += setting().clock_seconds;
  return time;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_given(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_given(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_given(flags, rest);
  va_end(rest);
  return opened(folder, path, flags, mode);
}

// What libharu opens to write. fopen64 is the C++ library's: its
// streams write with write().
std::FILE* fopen(const char* path, const char* mode) {
  static const auto real = next<std::FILE* (*)(const char*, const char*)>("fopen");
  if (mode[0] != 'w' || std::strncmp(path, "/dev/", 5) == 0) return real(path, mode);
  const int exclusive = std::strchr(mode, 'x') != nullptr ? O_EXCL : 0;
  const int descriptor =
      opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | exclusive, 0666);
  if (descriptor < 0) return nullptr;
  return ::fopencookie(reinterpret_cast<void*>(static_cast<long>(descriptor)), "w",
                       {nullptr, cookie_write, nullptr, cookie_close});
}
std::FILE* fopen64(const char* path, const char* mode) {
  static const auto real = next<std::FILE* (*)(const char*, const char*)>("fopen64");
  if (mode[0] != 'w') return real(path, mode);
  const std::string whole = full_path(AT_FDCWD, path);
  struct stat before {};
  const bool was_there = ::stat(whole.c_str(), &before) == 0;
  if (meet(Call::open_to_write, whole) == Met::failure) return nullptr;
  std::FILE* file = real(path, mode);
  if (file != nullptr && !was_there) CallJournal::created(whole, ::fileno(file));
  if (file != nullptr && was_there) CallJournal::truncated(::fileno(file), 0);
  return file;
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (descriptor <= 2) return real(descriptor, bytes, size);
  return wrote(descriptor, bytes, size, place_of(descriptor),
               [&](size_t most) { return real(descriptor, bytes, most); });
}
ssize_t writev(int descriptor, const iovec* pieces, int count) {
  static const auto real = next<ssize_t (*)(int, const iovec*, int)>("writev");
  if (descriptor <= 2) return real(descriptor, pieces, count);
  std::string bytes;
  for (int i = 0; i < count; ++i)
    bytes.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  return ::write(descriptor, bytes.data(), bytes.size());
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return wrote(descriptor, bytes, size, at,
               [&](size_t most) { return real(descriptor, bytes, most, at); });
}

ssize_t read(int descriptor, void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, void*, size_t)>("read");
  return got(descriptor, size, [&](size_t most) { return real(descriptor, bytes, most); });
}
ssize_t pread64(int descriptor, void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, void*, size_t, off64_t)>("pread64");
  return got(descriptor, size, [&](size_t most) { return real(descriptor, bytes, most, at); });
}
int close(int descriptor) {
  static const auto real = next<int (*)(int)>("close");
  if (descriptor <= 2 || !setting().counts_closing()) return real(descriptor);
  const std::string path = path_of(descriptor);
  const Met met = path.empty() ? Met::nothing : meet(Call::close, path);
  const int done = real(descriptor);
  if (met != Met::failure) return done;
  errno = EINTR;
  return -1;
}

int ftruncate64(int descriptor, off64_t size) {
  static const auto real = next<int (*)(int, off64_t)>("ftruncate64");
  return sized(descriptor, size, [&] { return real(descriptor, size); });
}
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int statfs(const char* path, struct statfs* system) {
  static const auto real = next<int (*)(const char*, struct statfs*)>("statfs");
  const int done = real(path, system);
  const char* kind = std::getenv("FAULT_FILE_SYSTEM");
  if (kind != nullptr && std::strcmp(kind, "fat") == 0) system->f_type = 0x4d44;
  return done;
}

int fsync(int descriptor) { return synced("fsync", descriptor); }
int fdatasync(int descriptor) { return synced("fdatasync", descriptor); }
int syncfs(int descriptor) { return synced("syncfs", descriptor); }

int rename(const char* from, const char* to) {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  return named("rename", Call::name, full_path(AT_FDCWD, from), full_path(AT_FDCWD, to),
               [&] { return real(from, to); });
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  static const auto real = next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2");
  return named("rename", Call::name, full_path(from_folder, from), full_path(to_folder, to),
               [&] { return real(from_folder, from, to_folder, to, flags); });
}
int link(const char* from, const char* to) {
  static const auto real = next<int (*)(const char*, const char*)>("link");
  return named("link", Call::name, full_path(AT_FDCWD, from), full_path(AT_FDCWD, to),
               [&] { return real(from, to); });
}
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  static const auto real = next<int (*)(int, const char*, int, const char*, int)>("linkat");
  return named("link", Call::name, full_path(from_folder, from), full_path(to_folder, to),
               [&] { return real(from_folder, from, to_folder, to, flags); });
}
int mkdir(const char* path, mode_t mode) {
  static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
  struct stat before {};
  if (::stat(path, &before) == 0) return real(path, mode);  // says EEXIST, wherever it is
  return named("mkdir", Call::name, full_path(AT_FDCWD, path), {},
               [&] { return real(path, mode); });
}
int unlink(const char* path) {
  static const auto real = next<int (*)(const char*)>("unlink");
  return named("unlink", Call::remove, full_path(AT_FDCWD, path), {}, [&] { return real(path); });
}
int unlinkat(int folder, const char* path, int flags) {
  static const auto real = next<int (*)(int, const char*, int)>("unlinkat");
  return named((flags & AT_REMOVEDIR) != 0 ? "rmdir" : "unlink", Call::remove,
               full_path(folder, path), {}, [&] { return real(folder, path, flags); });
}
int remove(const char* path) {
  static const auto real = next<int (*)(const char*)>("remove");
  struct stat before {};
  const bool folder = ::lstat(path, &before) == 0 && S_ISDIR(before.st_mode);
  return named(folder ? "rmdir" : "unlink", Call::remove, full_path(AT_FDCWD, path), {},
               [&] { return real(path); });
}

int clock_gettime(clockid_t clock, timespec* time) {
  static const auto real = next<int (*)(clockid_t, timespec*)>("clock_gettime");
  const int done = real(clock, time);
  if (done == 0 && clock == CLOCK_REALTIME) *time = shifted(*time);
  return done;
}
int gettimeofday(timeval* time, void* zone) {
  static const auto real = next<int (*)(timeval*, void*)>("gettimeofday");
  const int done = real(time, zone);
  if (done == 0) time->tv_sec += setting().clock_seconds;
  return done;
}
time_t time(time_t* out) {
  static const auto real = next<time_t (*)(time_t*)>("time");
  const time_t now = real(nullptr) + setting().clock_seconds;
  if (out != nullptr) *out = now;
  return now;
}
// No time service vouches for a clock that is wrong.
int adjtimex(timex* state) {
  static const auto real = next<int (*)(timex*)>("adjtimex");
  if (setting().clock_seconds == 0) return real(state);
  state->status = STA_UNSYNC;
  return TIME_ERROR;
}
}
