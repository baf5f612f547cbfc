// The log under a workplace: the program killed, or its disk full, at each call that changes a
// file; and many programs at once.
#include <doctest/doctest.h>

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// While it lives, programs that are started meet the fault.
class Fault {
 public:
  Fault(const char* kind, int call, const fs::path& count) {
    setenv("FAULT", kind, 1);
    setenv("FAULT_AT", std::to_string(call).c_str(), 1);
    setenv("FAULT_COUNT", count.c_str(), 1);
    setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    setenv("LD_PRELOAD", TEMGOC_BINARY_DIR "/libfault_at.so", 1);
  }
  ~Fault() {
    for (const char* name : {"LD_PRELOAD", "ASAN_OPTIONS", "FAULT_COUNT", "FAULT_AT", "FAULT"})
      unsetenv(name);
  }
  Fault(const Fault&) = delete;
};

// A test workplace: it issues without a passphrase, and so fast.
class TestWorks {
 public:
  Ran issue() const {
    return works_.temgoc({"--json", "lot", "issue", "--product", kFish, "--packed", today_iso(),
                          "--quantity", "1", "--unit", "kg"});
  }

  // How many calls an issue makes that could be met.
  int calls() const {
    const fs::path count = works_.scratch().path() / "count";
    {
      const Fault none("kill", -1, count);
      REQUIRE(issue().status == 0);
    }
    return std::stoi(text_of(count));
  }

  Ran issue_with(const char* fault, int call) const {
    const Fault met(fault, call, works_.scratch().path() / "count");
    return issue();
  }

  // Numbers and entries without gap or repetition, everything in the log, all of it sound.
  void check_whole() const {
    const Json check = works_.temgoc({"--json", "log", "check"}).json();
    CHECK_MESSAGE(check["sound"] == true, dump(check));
    const Json lots = works_.temgoc({"--json", "lot", "list", "--limit", "9999"}).json()["lots"];
    std::set<int> numbers;
    for (const Json& lot : lots) numbers.insert(lot["issue_number"].get<int>());
    CHECK(numbers.size() == lots.size());
    CHECK(*numbers.rbegin() == static_cast<int>(lots.size()));
    CHECK(check["logs"][1]["published"] == check["logs"][1]["entries"]);
  }

  const Works& works() const { return works_; }

 private:
  const Works works_{""};
};

}  // namespace

TEST_CASE("killed at any call that changes a file, the program goes on where it was") {
  const TestWorks works;
  const int calls = works.calls();
  REQUIRE(calls > 20);
  int killed = 0;
  // Each run finds what the one before left.
  for (int call = 0; call < calls; ++call)
    killed += works.issue_with("kill", call).status == 128 + SIGKILL;
  CHECK(killed > calls / 2);
  REQUIRE(works.issue().status == 0);
  works.check_whole();
}

TEST_CASE("a disk that is full from any call on loses nothing that was said to be done") {
  const TestWorks works;
  const int calls = works.calls();
  std::set<std::string> done;
  int refused = 0;
  for (int call = 0; call < calls; ++call) {
    CAPTURE(call);
    const Ran met = works.issue_with("full", call);
    if (met.status == 0) {
      done.insert(met.json()["short_code"]);
    } else {
      CHECK(met.status == 9);
      CHECK(met.json()["error"]["code"] == "disk_write_failed");
      ++refused;
    }
  }
  CHECK(refused > calls / 2);
  REQUIRE(works.issue().status == 0);
  works.check_whole();
  const Json lots = works.works().temgoc({"--json", "lot", "list", "--limit", "9999"}).json();
  std::set<std::string> listed;
  for (const Json& lot : lots["lots"]) listed.insert(lot["short_code"]);
  CHECK(std::ranges::includes(listed, done));
}

TEST_CASE("many programs append at once, and the log has all of it once") {
  const TestWorks works;
  constexpr int kPrograms = 6, kLots = 3;
  std::vector<std::thread> programs;
  std::atomic<int> issued = 0;
  for (int program = 0; program < kPrograms; ++program) {
    programs.emplace_back([&] {
      for (int lot = 0; lot < kLots; ++lot) issued += works.issue().status == 0;
    });
  }
  for (std::thread& program : programs) program.join();
  CHECK(issued == kPrograms * kLots);
  works.check_whole();
  const Json check = works.works().temgoc({"--json", "log", "check"}).json();
  CHECK(check["logs"][1]["lots"] == kPrograms * kLots);
}
