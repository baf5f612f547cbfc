// Programs beside one another, and after kill -9: none says that something is wrong that is not.
#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A test workplace: it issues without a passphrase, and so fast.
class TestWorks {
 public:
  Words issue_words() const {
    return {"--json",    "lot",        "issue", "--product", kFish, "--packed",
            today_iso(), "--quantity", "1",     "--unit",    "kg",  "--again"};
  }
  Ran issue() const { return works_.temgoc(issue_words()); }

  // A program that waits before it opens that file, each time.
  Ran slowly(const std::string& file, const Words& arguments) const {
    Words words{"LD_PRELOAD=" TEMGOC_BINARY_DIR "/libslow_open.so",
                "ASAN_OPTIONS=verify_asan_link_order=0", "SLOW_FILE=" + file, "SLOW_MS=400",
                kTemgoc};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run("env", words, works_.folder());
  }
  Ran check() const { return works_.temgoc({"--json", "log", "check"}); }
  const Works& works() const { return works_; }

 private:
  const Works works_{""};
};

// Runs `act` again and again while it lives.
class Beside {
 public:
  explicit Beside(std::function<void()> act)
      : thread_([this, act = std::move(act)] {
          do act();
          while (!ended_);
        }) {}
  ~Beside() {
    ended_ = true;
    thread_.join();
  }
  Beside(const Beside&) = delete;

 private:
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE(
    "a program that is overtaken between registry and log does not say that either went back") {
  const TestWorks works;
  REQUIRE(works.issue().status == 0);
  std::atomic<int> issued = 0;
  const Beside others([&] { issued += works.issue().status == 0; });
  for (const char* file : {"log-test/checkpoint", "log/checkpoint", "/registry.sqlite"}) {
    CAPTURE(file);
    const Ran shown = works.slowly(file, {"--json", "log", "show", "--test"});
    CHECK_MESSAGE(shown.status == 0, shown.out, shown.err);
    const Ran lot = works.slowly(file, works.issue_words());
    CHECK_MESSAGE(lot.status == 0, lot.out, lot.err);
  }
  CHECK(issued > 0);
}

TEST_CASE("beside writers log check accuses nobody, and says what is pending") {
  const TestWorks works;
  for (int i = 0; i < 3; ++i) REQUIRE(works.issue().status == 0);
  std::atomic<int> issued = 0;
  const auto issue = [&] { issued += works.issue().status == 0; };
  const Beside one(issue), two(issue);
  for (int i = 0; i < 6; ++i)
    CHECK_MESSAGE(works.check().json()["sound"] == true, works.check().out);
  for (const char* file : {"log-test/checkpoint", "/registry.sqlite", "trust/trust_list"}) {
    CAPTURE(file);
    const Ran check = works.slowly(file, {"--json", "log", "check"});
    CHECK_MESSAGE(check.json()["sound"] == true, check.out);
  }
  CHECK(issued > 0);
}

TEST_CASE("what a killed program committed and did not publish is pending, not a difference") {
  const TestWorks works;
  REQUIRE(works.issue().status == 0);
  // Killed at each of the first calls that change a file, then at some of the later ones, until it
  // comes through.
  int pending = 0;
  bool through = false;
  for (int call = 0; call < 900 && !through; call += 1 + call / 40) {
    CAPTURE(call);
    Words words{"LD_PRELOAD=" TEMGOC_BINARY_DIR "/libfault_at.so",
                "ASAN_OPTIONS=verify_asan_link_order=0", "FAULT=kill",
                "FAULT_AT=" + std::to_string(call), kTemgoc};
    const Words issue = works.issue_words();
    words.insert(words.end(), issue.begin(), issue.end());
    through = run("env", words, works.works().folder()).status == 0;
    const Json check = works.check().json();
    CHECK_MESSAGE(check["sound"] == true, dump(check));
    pending += check["logs"][1]["pending"] > 0;
    CHECK(check["logs"][1]["entries"].get<int>() ==
          check["logs"][1]["published"].get<int>() + check["logs"][1]["pending"].get<int>());
  }
  CHECK(through);
  CHECK(pending > 0);
  REQUIRE(works.issue().status == 0);
  CHECK(works.check().json()["logs"][1]["pending"] == 0);
}
