// Whole files, durable: what is written is on the disk under its name, or not there at all.
#include "temgoc/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1 << 20;

// An open file, closed when it goes out of use.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  // Closes and says whether that went well: some file systems report a full disk only here. An
  // interrupted close has closed.
  bool close() { return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR; }

 private:
  int number_;
};

int open_file(const fs::path& path, int flags, unsigned mode = 0) {
  return uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); });
}

std::string reason_of(int number) { return std::generic_category().message(number); }

[[noreturn]] void fail(const fs::path& path, int number) {
  throw SystemFailure(write_error(path, number));
}

Error read_error(std::string_view code, const fs::path& path, int number) {
  return Error{.code = std::string(code),
               .value = shortened(path.string(), 80),
               .args = {{"reason", reason_of(number)}}};
}

Error too_large(const fs::path& path, std::size_t limit, std::uintmax_t size) {
  return Error{.code = "file_too_large",
               .value = shortened(path.string(), 80),
               .args = {{"limit", std::to_string(limit)}, {"size", std::to_string(size)}}};
}

// Up to `limit` bytes from the file; fewer only at its end or on an error, whose number is returned
// beside.
std::pair<std::string, int> read_up_to(int file, std::size_t limit) {
  std::string content;
  while (content.size() < limit) {
    const auto have = content.size();
    content.resize(have + std::min(kPiece, limit - have));
    const auto got =
        uninterrupted([&] { return ::read(file, content.data() + have, content.size() - have); });
    const int error = got < 0 ? errno : 0;
    content.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) break;
    if (got < 0) return {std::move(content), error};
  }
  return {std::move(content), 0};
}

void write_all(int file, ByteView content, const fs::path& path) {
  while (!content.empty()) {
    const auto put = uninterrupted([&] { return ::write(file, content.data(), content.size()); });
    if (put <= 0) fail(path, put == 0 ? EIO : errno);
    content = content.subspan(static_cast<std::size_t>(put));
  }
}

void sync_file(int file, const fs::path& path) {
  // EINVAL: a pipe or a terminal, which has nothing to sync.
  if (uninterrupted([&] { return ::fsync(file); }) != 0 && errno != EINVAL) fail(path, errno);
}

void sync_name(const fs::path& path) {
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

// What a link names, so that the link stays and /dev/stdout is not replaced; `path` itself where
// there is no such thing.
fs::path target_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const auto target = fs::canonical(path, error);
  return error ? path : target;
}

// True for a pipe, a terminal or a device, which a rename would replace by a plain file.
bool is_special(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

void write_open(Descriptor& file, ByteView content, const fs::path& path) {
  if (file.number() < 0) fail(path, errno);
  write_all(file.number(), content, path);
  sync_file(file.number(), path);
  if (!file.close()) fail(path, errno);
}

void write_into(const fs::path& path, ByteView content) {
  Descriptor file(open_file(path, O_WRONLY));
  write_open(file, content, path);
}

// Removes the file unless told that it was released.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (!released_) uninterrupted([&] { return ::unlink(path_.c_str()); });
  }
  void released() { released_ = true; }

 private:
  fs::path path_;
  bool released_ = false;
};

void copy_into(const fs::path& written, const fs::path& path) {
  Descriptor from(open_file(written, O_RDONLY));
  Descriptor to(open_file(path, O_WRONLY));
  if (from.number() < 0 || to.number() < 0) fail(path, errno);
  while (true) {
    const auto [piece, error] = read_up_to(from.number(), kPiece);
    if (error != 0) fail(written, error);
    write_all(to.number(), as_bytes(piece), path);
    if (piece.size() < kPiece) break;
  }
  sync_file(to.number(), path);
  if (!to.close()) fail(path, errno);
}

void sync_written(const fs::path& written) {
  Descriptor file(open_file(written, O_RDONLY));
  if (file.number() < 0) fail(written, errno);
  sync_file(file.number(), written);
  if (!file.close()) fail(written, errno);
}

bool is_there(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

// Gives `from` the name `to` by `call`. A network file system may be interrupted after it did so;
// the second call then fails, and `from` is gone.
template <class Call>
bool is_renamed(const fs::path& from, const fs::path& to, Call call) {
  bool interrupted = false;
  while (call() != 0) {
    const int reason = errno;
    if (reason == EINTR) {
      interrupted = true;
      continue;
    }
    if (interrupted && !is_there(from) && is_there(to)) return true;
    errno = reason;
    return false;
  }
  return true;
}

// False where something has that name.
bool renamed_to_new(const fs::path& written, const fs::path& path) {
  if (is_renamed(written, path, [&] {
        return ::renameat2(AT_FDCWD, written.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
      }))
    return true;
  // A file system without that call (some network and FUSE ones) may still have hard links.
  if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) {
    if (uninterrupted([&] { return ::link(written.c_str(), path.c_str()); }) == 0)
      return ::unlink(written.c_str()), true;
  }
  if (errno == EEXIST) return false;
  fail(path, errno);
}

// Folders that reach the disk when the system pleases.
void put_folders(const fs::path& folder) {
  std::error_code hidden;
  if (folder.empty() || fs::is_directory(folder, hidden)) return;
  put_folders(folder.parent_path());
  if (uninterrupted([&] { return ::mkdir(folder.c_str(), 0777); }) != 0 && errno != EEXIST)
    fail(folder, errno);
}

void rename_and_sync(const fs::path& written, const fs::path& path) {
  give_name(written, path);
  sync_name(path);
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit_bytes) {
  Descriptor file(open_file(path, O_RDONLY));
  if (file.number() < 0) {
    return read_error(errno == ENOENT ? "file_not_found" : "file_unreadable", path, errno);
  }
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return read_error("file_unreadable", path, errno);
  if (S_ISDIR(status.st_mode)) return read_error("file_unreadable", path, EISDIR);
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  if (S_ISREG(status.st_mode) && size > limit_bytes) return too_large(path, limit_bytes, size);
  auto [content, error] = read_up_to(file.number(), limit_bytes + 1);
  if (error != 0) return read_error("file_unreadable", path, error);
  if (content.size() > limit_bytes) return too_large(path, limit_bytes, content.size());
  return std::move(content);
}

Result<std::string> read_file_start(const fs::path& path, std::size_t bytes) {
  Descriptor file(open_file(path, O_RDONLY));
  if (file.number() < 0) {
    return read_error(errno == ENOENT ? "file_not_found" : "file_unreadable", path, errno);
  }
  auto [content, error] = read_up_to(file.number(), bytes);
  if (error != 0) return read_error("file_unreadable", path, error);
  return std::move(content);
}

std::string read_stream(std::FILE* stream, std::size_t limit_bytes) {
  std::string content;
  while (content.size() <= limit_bytes) {
    const auto have = content.size();
    content.resize(have + std::min(kPiece, limit_bytes + 1 - have));
    const auto got = std::fread(content.data() + have, 1, content.size() - have, stream);
    content.resize(have + got);
    if (got == 0) break;
  }
  return content;
}

void write_file(const fs::path& path, ByteView content, unsigned mode) {
  if (is_special(path)) return write_into(path, content);
  const auto temporary = temporary_beside(path);
  Descriptor file(open_file(temporary, O_WRONLY | O_CREAT | O_EXCL, mode));
  if (file.number() < 0) fail(path, errno);
  Unfinished unfinished(temporary);
  write_open(file, content, path);
  rename_and_sync(temporary, target_of(path));
  unfinished.released();
}

fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> count = 0;
  const auto target = target_of(path);
  const auto name = "." + target.filename().string() + "." + std::to_string(::getpid()) + "-" +
                    std::to_string(++count) + ".tmp";
  return target.parent_path() / name;
}

void release_file(const fs::path& written, const fs::path& path) {
  Unfinished unfinished(written);
  if (is_special(path)) return copy_into(written, path);
  sync_written(written);
  rename_and_sync(written, target_of(path));
  unfinished.released();
}

Result<void> release_new_file(const fs::path& written, const fs::path& path) {
  Unfinished unfinished(written);
  if (is_special(path)) return copy_into(written, path), Result<void>();
  sync_written(written);
  if (!renamed_to_new(written, path)) return Error{"out_exists", "out", path.string()};
  unfinished.released();
  sync_name(path);
  return {};
}

void give_name(const fs::path& from, const fs::path& to) {
  if (!is_renamed(from, to, [&] { return ::rename(from.c_str(), to.c_str()); })) fail(to, errno);
}

void sync_folder(const fs::path& folder) {
  Descriptor open_folder(open_file(folder, O_RDONLY | O_DIRECTORY));
  if (open_folder.number() < 0) fail(folder, errno);
  sync_file(open_folder.number(), folder);
}

void put_file(const fs::path& path, ByteView content) {
  const auto temporary = temporary_beside(path);
  const auto opened = [&] { return open_file(temporary, O_WRONLY | O_CREAT | O_EXCL, 0644); };
  int number = opened();
  if (number < 0 && errno == ENOENT) {
    put_folders(path.parent_path());
    number = opened();
  }
  Descriptor file(number);
  if (file.number() < 0) fail(path, errno);
  Unfinished unfinished(temporary);
  write_all(file.number(), content, path);
  if (!file.close()) fail(path, errno);
  give_name(temporary, path);
  unfinished.released();
}

void sync_file_system(const fs::path& folder) {
  Descriptor open_folder(open_file(folder, O_RDONLY | O_DIRECTORY));
  if (open_folder.number() < 0) fail(folder, errno);
  if (uninterrupted([&] { return ::syncfs(open_folder.number()); }) != 0) fail(folder, errno);
}

bool keeps_modes(const fs::path& path) {
  // The numbers of statfs(2), and of the kernel's magic.h those that it lacks.
  static constexpr std::uint32_t kWithoutModes[] = {0x4d44,       // FAT
                                                    0x2011bab0,   // exFAT
                                                    0x5346544e,   // NTFS
                                                    0x7366746e,   // NTFS, the kernel's own driver
                                                    0x517b,       // SMB
                                                    0xff534d42,   // CIFS
                                                    0xfe534d42};  // SMB 2
  constexpr std::uint32_t kFuse = 0x65735546;  // anything, an NTFS or exFAT stick among it
  struct statfs system {};
  if (::statfs(path.c_str(), &system) != 0) return true;
  const auto kind = static_cast<std::uint32_t>(system.f_type);
  // Nobody makes a file of keys executable: a system that shows it so shows all files so.
  struct stat file {};
  if (kind == kFuse && ::stat(path.c_str(), &file) == 0) return (file.st_mode & S_IXUSR) == 0;
  return std::ranges::find(kWithoutModes, kind) == std::end(kWithoutModes);
}

void make_folders(const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code hidden;
  if (fs::is_directory(folder, hidden)) return;
  // A trailing slash has no name of its own.
  const fs::path path = folder.has_filename() ? folder : folder.parent_path();
  make_folders(path.parent_path());
  if (uninterrupted([&] { return ::mkdir(path.c_str(), 0777); }) != 0 && errno != EEXIST)
    fail(path, errno);
  if (!fs::is_directory(path)) fail(path, ENOTDIR);
  sync_name(path);
}

}  // namespace temgoc
