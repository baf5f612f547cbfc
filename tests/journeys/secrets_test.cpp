// What must not leave the process: passphrases and keys in core files or in memory after use; and
// keys on sticks without permission bits.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "journeys/fault.h"
#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A program that waits for its passphrase on a pipe that nobody fills.
class Waiting {
 public:
  explicit Waiting(const Works& works) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    child_ = fork();
    if (child_ == 0) {
      setenv("TEMGOC_WORKPLACE", works.folder().c_str(), 1);
      dup2(ends[0], 10);
      close(ends[1]);
      const rlimit any{RLIM_INFINITY, RLIM_INFINITY};
      setrlimit(RLIMIT_CORE, &any);
      chdir(works.scratch().path().c_str());
      execl(kTemgoc.c_str(), "temgoc", "key", "new", "--cooperative", "C02", "--passphrase-fd",
            "10", nullptr);
      _exit(127);
    }
    close(ends[0]);
    pipe_ = ends[1];
  }
  ~Waiting() { close(pipe_); }
  Waiting(const Waiting&) = delete;

  void give(const std::string& text) const {
    REQUIRE(write(pipe_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  // Until it reads its pipe.
  void wait_until_it_reads() const {
    for (int i = 0; i < 3000; ++i) {
      std::ifstream call("/proc/" + std::to_string(child_) + "/wchan");
      std::string name;
      call >> name;
      if (name.find("pipe") != std::string::npos) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  int end_with(int signal_number) const {
    kill(child_, signal_number);
    int status = 0;
    waitpid(child_, &status, 0);
    return status;
  }
  pid_t id() const { return child_; }

 private:
  pid_t child_ = -1;
  int pipe_ = -1;
};

long locked_kilobytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    if (long kilobytes = 0; word == "VmLck:" && status >> kilobytes) return kilobytes;
  }
  return -1;
}

}  // namespace

TEST_CASE(
    "a program that dies with a passphrase in memory leaves no core file, and had it locked") {
  const Works works;
  const Waiting waiting(works);
  waiting.wait_until_it_reads();
  waiting.give("nửa mật khẩu");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  CHECK(locked_kilobytes(waiting.id()) > 0);
  const int status = waiting.end_with(SIGABRT);
  REQUIRE(WIFSIGNALED(status));
  CHECK_FALSE(WCOREDUMP(status));
}

TEST_CASE("open passphrase files and an open folder of keys are named, and the work goes on") {
  const Works works;
  fs::permissions(works.passphrase_file(), fs::perms(0644));
  fs::permissions(works.folder() / "keys", fs::perms(0755));
  const Ran issued =
      works.temgoc({"lot", "issue", "--product", kFish, "--packed", today_iso(), "--quantity", "1",
                    "--unit", "kg", "--passphrase-file", works.passphrase_file()});
  CHECK(issued.status == 0);
  CHECK(issued.err.find(works.passphrase_file() + "\" (mode 0644)") != std::string::npos);
  CHECK(issued.err.find("keys\" (mode 0755)") != std::string::npos);
  CHECK(issued.err.find("chmod 600") != std::string::npos);
}

TEST_CASE(
    "a root key on a stick without permission bits signs, with a warning; elsewhere it does not") {
  const Works works;
  for (const auto& entry : fs::directory_iterator(works.root_keys()))
    fs::permissions(entry.path(), fs::perms(0755));
  const auto sign = [&] {
    return works.temgoc({"trust", "sign", "--root-keys", works.root_keys().string(),
                         "--root-passphrase-file",
                         (works.scratch().path() / "root-passphrase").string()});
  };
  const Ran refused = sign();
  CHECK(refused.status == 8);
  CHECK(refused.err.find("chmod 600") != std::string::npos);
  const std::map<std::string, std::string> fat{{"FAULT_FILE_SYSTEM", "fat"}};
  const Fault on_a_stick(fat);
  const Ran signed_list = sign();
  CHECK_MESSAGE(signed_list.status == 0, signed_list.err);
  CHECK(signed_list.err.find("does not keep file permissions") != std::string::npos);
  const Ran key = works.temgoc({"roots", "key", (works.scratch().path() / "stick").string(),
                                "--root-passphrase-file",
                                (works.scratch().path() / "root-passphrase").string()});
  CHECK_MESSAGE(key.status == 0, key.err);
}
