// Writes a piece at its place in an open file and waits for the disk.
#include "temgoc/base/growing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "temgoc/base/failures.h"
#include "temgoc/base/result.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {

std::optional<GrowingFile> GrowingFile::open(const std::filesystem::path& path) {
  const int number = uninterrupted([&] { return ::open(path.c_str(), O_RDWR | O_CLOEXEC); });
  if (number < 0) return std::nullopt;
  return GrowingFile(path, number);
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : path_(std::move(other.path_)), number_(std::exchange(other.number_, -1)) {}

GrowingFile& GrowingFile::operator=(GrowingFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(number_, other.number_);
  return *this;
}

GrowingFile::~GrowingFile() {
  if (number_ >= 0) ::close(number_);
}

void GrowingFile::write_at(std::uint64_t at, ByteView piece) {
  const auto fail = [&](int reason) { throw SystemFailure(write_error(path_, reason)); };
  if (::lseek(number_, static_cast<off_t>(at), SEEK_SET) < 0) fail(errno);
  while (!piece.empty()) {
    const auto put = uninterrupted([&] { return ::write(number_, piece.data(), piece.size()); });
    if (put <= 0) fail(put == 0 ? EIO : errno);
    piece = piece.subspan(static_cast<std::size_t>(put));
  }
  if (uninterrupted([&] { return ::fdatasync(number_); }) != 0) fail(errno);
}

bool GrowingFile::is_still(std::uint64_t size) const {
  struct stat named {};
  struct stat open {};
  return ::stat(path_.c_str(), &named) == 0 && ::fstat(number_, &open) == 0 &&
         named.st_dev == open.st_dev && named.st_ino == open.st_ino &&
         static_cast<std::uint64_t>(open.st_size) == size;
}

}  // namespace temgoc
