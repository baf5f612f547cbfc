// Calls that a signal interrupts, and reads and writes that do half of what they were given, are
// gone on with: see tests/support/fault_at.cpp.
#include <doctest/doctest.h>

#include "journeys/fault.h"
#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// Runs the command once for each call below `under` that can be interrupted, or for some of them
// where there are many. Returns how many.
int interrupt_each(const Works& works, const fs::path& under, const std::function<Words()>& command,
                   int most) {
  const fs::path count = works.scratch().path() / "count";
  int runs = 0;
  for (const std::string& kind : {std::string("EINTR"), std::string("short")}) {
    const auto fault_at = [&](int call) {
      const Fault fault({{"FAULT", kind},
                         {"FAULT_AT", std::to_string(call)},
                         {"FAULT_UNDER", under.string()},
                         {"FAULT_COUNT", count.string()}});
      return works.temgoc(command());
    };
    REQUIRE(fault_at(-1).status == 0);
    const int calls = std::stoi(text_of(count));
    CHECK(calls > 0);
    for (int call = 0; call < calls; call += std::max(1, calls / most)) {
      const Ran ran = fault_at(call);
      CHECK_MESSAGE(ran.status == 0, kind, " at call ", call, " of ", calls, ": ", ran.out,
                    ran.err);
      ++runs;
    }
  }
  return runs;
}

}  // namespace

TEST_CASE("a file that is written is whole, whichever of its calls is interrupted") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  const fs::path out = works.scratch().path() / "out";
  fs::create_directory(out);
  const Words prove{"--json", "log", "prove", code, "--out", out / "receipt"};
  CHECK(interrupt_each(
            works, out, [&] { return prove; }, 100) > 10);
  int drawn = 0;
  const auto draw = [&] {
    return Words{"--json", "label", "poster",
                 kFish,    "--out", out / ("poster" + std::to_string(++drawn) + ".pdf")};
  };
  interrupt_each(works, out, draw, 8);
}

TEST_CASE("a page that is drawn is whole, whichever of the first calls for it is interrupted") {
  // libharu itself gives up there; these are the calls that write the page, then its mark.
  const Works works;
  const fs::path out = works.scratch().path() / "out";
  fs::create_directory(out);
  for (int call = 0; call < 36; call += 2) {
    CAPTURE(call);
    const Fault fault({{"FAULT", "EINTR"},
                       {"FAULT_AT", std::to_string(call)},
                       {"FAULT_UNDER", out.string()},
                       {"FAULT_COUNT", (works.scratch().path() / "count").string()}});
    const Ran ran = works.temgoc({"--json", "label", "poster", kFish, "--out",
                                  (out / ("page" + std::to_string(call) + ".pdf")).string()});
    CHECK_MESSAGE(ran.status == 0, ran.out, ran.err);
  }
}

TEST_CASE("trust lists, backups and the log go on where a call is interrupted") {
  const Works works;
  const Words draft{"--json", "trust", "draft"};
  CHECK(interrupt_each(
            works, works.folder() / "trust", [&] { return draft; }, 20) > 10);
  const std::string backups = works.scratch().path() / "backups";
  const std::string passphrase = works.scratch().write("p", "giấy trong két sắt\n");
  const Words back_up{"--json", "backup", "create", backups, "--passphrase-file", passphrase};
  interrupt_each(
      works, backups, [&] { return back_up; }, 8);
  int links = 0;
  const auto add_link = [&] {
    return Words{"--json",  "link",  "add",
                 "--gtin",  kFish,   "--type",
                 "gs1:pip", "--url", "https://coop.example/" + std::to_string(++links),
                 "--title", "Cá"};
  };
  interrupt_each(works, works.folder() / "log", add_link, 8);
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("the registry and the settings are read where a call is interrupted") {
  const Works works;
  works.issue(kFish);
  interrupt_each(
      works, works.folder(),
      [] {
        return Words{"--json", "lot", "list"};
      },
      12);
}

TEST_CASE("a passphrase is read from a file where a call is interrupted") {
  const Works works;
  const Words issue{"--json",
                    "lot",
                    "issue",
                    "--again",
                    "--product",
                    kFish,
                    "--packed",
                    today_iso(),
                    "--quantity",
                    "1",
                    "--unit",
                    "kg",
                    "--passphrase-file",
                    works.passphrase_file()};
  CHECK(interrupt_each(
            works, works.passphrase_file(), [&] { return issue; }, 3) >= 2);
}
