// Linux calls that forbid core files, ignore SIGPIPE and fill missing standard descriptors.
#include "temgoc/base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace temgoc {

void keep_memory_private() {
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void guard_standard_files() {
  ::signal(SIGPIPE, SIG_IGN);
  // open() gives the lowest free number; read-only, so that every write to it fails with EBADF.
  for (int number = ::open("/dev/null", O_RDONLY); number >= 0;
       number = ::open("/dev/null", O_RDONLY)) {
    if (number <= STDERR_FILENO) continue;
    ::close(number);
    break;
  }
}

}  // namespace temgoc
