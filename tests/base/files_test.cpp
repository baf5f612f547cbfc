#include "temgoc/base/files.h"
#include "temgoc/base/failures.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>
#include <vector>

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// A folder of its own for one case, removed at its end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("temgoc-files-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
  }
};

std::string write_failure(const fs::path& path, ByteView content) {
  try {
    write_file(path, content);
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  }
  return "";
}

}  // namespace

TEST_CASE("a written file holds what was given and nothing lies beside it") {
  Folder folder;
  const auto path = folder.path / "tem gốc.txt";
  const std::string content("a\0b\n", 4);
  write_file(path, as_bytes(content), 0600);
  CHECK(*read_file(path, 100) == content);
  CHECK((fs::status(path).permissions() & fs::perms::all) == fs::perms(0600));
  write_file(path, as_bytes("other"));
  CHECK(*read_file(path, 100) == "other");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a full device is a failure and stays a device") {
  CHECK(write_failure("/dev/full", as_bytes("x")) == "disk_write_failed");
  struct stat status {};
  REQUIRE(::stat("/dev/full", &status) == 0);
  CHECK(S_ISCHR(status.st_mode));

  Folder folder;
  const auto written = temporary_beside(folder.path / "out.pdf");
  std::ofstream(written) << "page";
  CHECK_THROWS_AS(release_file(written, "/dev/full"), SystemFailure);
  CHECK(folder.entries() == 0);
}

TEST_CASE("a link stays a link and the file that it names is replaced") {
  Folder folder;
  fs::create_directory(folder.path / "real");
  const auto target = folder.path / "real" / "list.txt";
  const auto link = folder.path / "link.txt";
  write_file(target, as_bytes("old"));
  fs::create_symlink(target, link);
  write_file(link, as_bytes("new"));
  CHECK(fs::is_symlink(link));
  CHECK(*read_file(target, 100) == "new");
  const auto written = temporary_beside(link);
  CHECK(written.parent_path() == target.parent_path());
  std::ofstream(written) << "newer";
  release_file(written, link);
  CHECK(fs::is_symlink(link));
  CHECK(*read_file(target, 100) == "newer");
}

TEST_CASE("a write that fails half way leaves the old file and no other") {
  Folder folder;
  const auto path = folder.path / "list.txt";
  write_file(path, as_bytes("old"));
  struct rlimit before {};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto code = write_failure(path, Bytes(1 << 20));
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(code == "disk_write_failed");
  CHECK(*read_file(path, 100) == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a folder that is not there is a failure with a reason") {
  try {
    write_file("/nonexistent/folder/x", as_bytes("x"));
    FAIL("written");
  } catch (const SystemFailure& failure) {
    CHECK(failure.error().code == "folder_not_found");
    CHECK(failure.error().value == "/nonexistent/folder");
    CHECK(failure.error().args.at("reason") == "No such file or directory");
  }
}

TEST_CASE("a failed write is called by its cause") {
  const auto code = [](int number) { return write_error("a/b", number).code; };
  CHECK(code(ENOSPC) == "disk_write_failed");
  CHECK(code(EDQUOT) == "disk_write_failed");
  CHECK(code(EACCES) == "write_denied");
  CHECK(code(EROFS) == "write_denied");
  CHECK(code(ENOENT) == "folder_not_found");
  CHECK(code(EIO) == "disk_failed");
  CHECK(write_error("a/b", EACCES).value == "a/b");
  const auto denied = std::make_error_code(std::errc::permission_denied);
  CHECK(unforeseen(fs::filesystem_error("create", "a/b", denied)).code == "write_denied");
  // A walk through a folder that breaks off names no path.
  CHECK(unforeseen(fs::filesystem_error("walk", denied)).value == fs::current_path().string());
  CHECK(unforeseen(std::bad_alloc()).code == "out_of_memory");
  CHECK(unforeseen(std::runtime_error("odd")).value == "odd");
}

TEST_CASE("a file that a library wrote is released under its name") {
  Folder folder;
  const auto path = folder.path / "out.pdf";
  const auto written = temporary_beside(path);
  CHECK(written.parent_path() == path.parent_path());
  CHECK(written != temporary_beside(path));
  std::ofstream(written) << "page";
  release_file(written, path);
  CHECK(*read_file(path, 100) == "page");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a file that cannot be read says why") {
  Folder folder;
  CHECK(read_file(folder.path / "none", 10).error().code == "file_not_found");
  CHECK(read_file(folder.path, 10).error().code == "file_unreadable");
  write_file(folder.path / "big", as_bytes("12345678901"));
  const auto error = read_file(folder.path / "big", 10).error();
  CHECK(error.code == "file_too_large");
  CHECK(error.args == std::map<std::string, std::string>{{"limit", "10"}, {"size", "11"}});
  CHECK(*read_file(folder.path / "big", 11) == "12345678901");
  CHECK(read_file("/dev/zero", 10).error().code == "file_too_large");
}

TEST_CASE("a stream is read to one byte past the limit") {
  Folder folder;
  write_file(folder.path / "in", as_bytes("12345"));
  auto* stream = std::fopen((folder.path / "in").c_str(), "r");
  REQUIRE(stream);
  CHECK(read_stream(stream, 3) == "1234");
  std::rewind(stream);
  CHECK(read_stream(stream, 100) == "12345");
  std::fclose(stream);
}

TEST_CASE("a name that is taken is never released over, and what was written goes") {
  Folder folder;
  const auto path = folder.path / "labels.pdf";
  const auto write = [&](const char* content) {
    const auto written = temporary_beside(path);
    std::ofstream(written) << content;
    return release_new_file(written, path);
  };
  CHECK(write("first").has_value());
  const auto second = write("second");
  REQUIRE(!second.has_value());
  CHECK(second.error().code == "out_exists");
  CHECK(second.error().value == path.string());
  CHECK(*read_file(path, 100) == "first");
  CHECK(folder.entries() == 1);
}

TEST_CASE("of many that release to one name at once, one has it") {
  Folder folder;
  const auto path = folder.path / "labels.pdf";
  std::atomic<int> released = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        const auto written = temporary_beside(path);
        std::ofstream(written) << i;
        released += release_new_file(written, path).has_value();
      });
    }
  }
  CHECK(released == 1);
  CHECK(folder.entries() == 1);
}

TEST_CASE("folders are made with all that lie above them, and again without harm") {
  Folder folder;
  const auto deep = folder.path / "a" / "b" / "c";
  make_folders(deep);
  CHECK(std::filesystem::is_directory(deep));
  make_folders(deep / "");
  std::ofstream(folder.path / "file") << "x";
  CHECK_THROWS_AS(make_folders(folder.path / "file" / "d"), SystemFailure);
}

TEST_CASE("a usual file system keeps modes") {
  Folder folder;
  CHECK(keeps_modes(folder.path));
  CHECK(keeps_modes("/no/such/place"));
}
