// The log under a workplace: the program killed, or its disk full, at each call that changes a
// file; and many programs at once.
#include <doctest/doctest.h>

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

#include "journeys/fault.h"
#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A test workplace: it issues without a passphrase, and so fast.
class TestWorks {
 public:
  Ran issue() const {
    return works_.temgoc({"--json", "lot", "issue", "--product", kFish, "--packed", today_iso(),
                          "--quantity", "1", "--unit", "kg", "--again"});
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

  std::size_t lots() const {
    return works_.temgoc({"--json", "lot", "list", "--limit", "9999"}).json()["lots"].size();
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
  int refused = 0, recorded = 0;
  std::size_t before = works.lots();
  for (int call = 0; call < calls; ++call) {
    CAPTURE(call);
    const Ran met = works.issue_with("full", call);
    const Json said = met.json();
    // Whatever it says of the lot is so.
    const std::size_t now = works.lots();
    CHECK(now - before == (met.status == 0 || said["recorded"] == true ? 1 : 0));
    before = now;
    if (met.status == 0) {
      done.insert(said["short_code"]);
      continue;
    }
    CHECK(met.status == (said["recorded"] == true ? 4 : 9));
    CHECK(said["error"]["code"] == "disk_write_failed");
    ++refused;
    if (said["recorded"] == false) continue;
    ++recorded;
    CHECK(said["act"]["kind"] == "lot");
    done.insert(said["act"]["code"]);
  }
  CHECK(refused > calls / 2);
  CHECK(recorded > 0);
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
