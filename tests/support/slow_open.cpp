// Loaded before the C library (LD_PRELOAD) into a program under test: it waits SLOW_MS milliseconds
// before each file whose path ends with SLOW_FILE is opened, so that other programs come in
// between.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdlib>
#include <string_view>

namespace {

int opened(int folder, const char* path, int flags, mode_t mode) {
  static const char* file = std::getenv("SLOW_FILE");
  static const char* wait = std::getenv("SLOW_MS");
  if (file != nullptr && wait != nullptr && std::string_view(path).ends_with(file))
    ::usleep(static_cast<useconds_t>(std::atoi(wait)) * 1000);
  return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

mode_t mode_in(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(AT_FDCWD, path, flags, mode);
}

}  // extern "C"
