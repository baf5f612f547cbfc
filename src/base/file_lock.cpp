// Locks the folder that a file lies in with flock(2), so that the file itself may be replaced.
#include "temgoc/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "temgoc/base/failures.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

// For a symbolic link, the folder of its target: that is where the file is replaced.
fs::path folder_of(const fs::path& file) {
  std::error_code unknown;
  const fs::path resolved = fs::weakly_canonical(file, unknown);
  const fs::path folder = (unknown ? file : resolved).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

bool lock_whole(int descriptor) {
  return uninterrupted([&] { return ::flock(descriptor, LOCK_EX); }) == 0;
}

}  // namespace

FileLock::FileLock(const fs::path& file) {
  const fs::path folder = folder_of(file);
  descriptor_ =
      uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (descriptor_ >= 0 && lock_whole(descriptor_)) return;
  const int reason = errno;
  if (descriptor_ >= 0) ::close(descriptor_);
  throw SystemFailure(write_error(folder, reason));
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace temgoc
