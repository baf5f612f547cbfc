// Locks one byte of a shared file for each number, with open file description locks (fcntl).
#include "temgoc/base/number_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "temgoc/base/failures.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

// The number is the byte that is locked. The lock is the open file's, not the process's, so it
// holds between threads too.
struct flock lock_of(std::int64_t number) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = number;
  lock.l_len = 1;
  return lock;
}

}  // namespace

std::optional<NumberLock> NumberLock::take(const std::filesystem::path& file, std::int64_t number) {
  const int descriptor =
      uninterrupted([&] { return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); });
  const auto fail = [&](int error) { throw SystemFailure(write_error(file, error)); };
  if (descriptor < 0) fail(errno);
  NumberLock taken(descriptor);
  struct flock lock = lock_of(number);
  if (uninterrupted([&] { return ::fcntl(descriptor, F_OFD_SETLK, &lock); }) == 0) return taken;
  if (errno != EAGAIN && errno != EACCES) fail(errno);
  return std::nullopt;
}

bool NumberLock::is_taken(const std::filesystem::path& file, std::int64_t number) {
  const int descriptor = uninterrupted([&] { return ::open(file.c_str(), O_RDWR | O_CLOEXEC); });
  if (descriptor < 0) return false;
  const NumberLock closes(descriptor);
  struct flock lock = lock_of(number);
  return uninterrupted([&] { return ::fcntl(descriptor, F_OFD_GETLK, &lock); }) == 0 &&
         lock.l_type != F_UNLCK;
}

NumberLock::NumberLock(NumberLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

NumberLock::~NumberLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace temgoc
