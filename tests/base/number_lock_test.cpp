#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "temgoc/base/number_lock.h"
#include "temgoc/base/result.h"

using namespace temgoc;

namespace {

struct LockFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("temgoc-lock-" + std::to_string(::getpid()));
  ~LockFile() { std::filesystem::remove(path); }
};

}  // namespace

TEST_CASE("a number is held once, beside other numbers, until it is let go") {
  const LockFile file;
  CHECK_FALSE(NumberLock::is_taken(file.path, 7));
  {
    const auto held = NumberLock::take(file.path, 7);
    REQUIRE(held);
    CHECK_FALSE(NumberLock::take(file.path, 7));
    CHECK(NumberLock::take(file.path, 8));
    CHECK(NumberLock::is_taken(file.path, 7));
    CHECK_FALSE(NumberLock::is_taken(file.path, 8));
  }
  CHECK_FALSE(NumberLock::is_taken(file.path, 7));
  CHECK(NumberLock::take(file.path, 7));
}

TEST_CASE("a process that is killed lets go of its number") {
  const LockFile file;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto held = NumberLock::take(file.path, 7);
    (void)!write(ready[1], "x", 1);
    pause();
    _exit(0);
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  CHECK(NumberLock::is_taken(file.path, 7));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK(NumberLock::take(file.path, 7));
  close(ready[0]);
  close(ready[1]);
}

TEST_CASE("a folder that is not there is a broken world") {
  CHECK_THROWS_AS((void)NumberLock::take("/no/such/folder/lock", 1), SystemFailure);
  CHECK_FALSE(NumberLock::is_taken("/no/such/folder/lock", 1));
}
