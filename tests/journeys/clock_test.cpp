// Whole programs under a wrong clock: nothing is recorded or signed before somebody looked at it.
#include <doctest/doctest.h>

#include <cstdlib>

#include "journeys/fault.h"
#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

// The clock of the programs that run meanwhile.
class WrongClock {
 public:
  explicit WrongClock(int days) {
    setenv("LD_PRELOAD", TEMGOC_BINARY_DIR "/libfault_at.so", 1);
    setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    setenv("FAULT_CLOCK", std::to_string(days * 86'400L).c_str(), 1);
  }
  ~WrongClock() {
    for (const char* name : {"LD_PRELOAD", "ASAN_OPTIONS", "FAULT_CLOCK"}) unsetenv(name);
  }
  WrongClock(const WrongClock&) = delete;
  WrongClock& operator=(const WrongClock&) = delete;
};

std::string code_of(const Ran& ran) {
  const Json answer = ran.json();
  return answer["ok"] == false ? answer["error"]["code"].get<std::string>() : "ok";
}

// One of each kind of act that records or signs, which the right clock lets pass.
std::vector<Words> acts(const Works& works, const std::string& lot) {
  const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples/";
  const std::string passphrase = works.passphrase_file();
  return {{"lot", "issue", "--product", kFish, "--packed", today_iso(), "--quantity", "1", "--unit",
           "kg", "--passphrase-file", passphrase},
          {"label", "print", lot, "--template", "roll-60x40-seal", "--count", "1"},
          {"trust", "draft"},
          {"trust", "sign", "--root-keys", works.root_keys().string(), "--root-passphrase-file",
           (works.scratch().path() / "root-passphrase").string()},
          {"import", "products", examples + "products.csv"},
          {"product", "add", "--id", "P98", "--cooperative", "C01", "--name", "Cá khô"},
          {"key", "new", "--cooperative", "C02", "--passphrase-file", passphrase},
          {"bundle", "build", "--out", (works.scratch().path() / "b").string()},
          {"lot", "recall", lot, "--reason", "thử", "--confirm", "X"}};
}

std::string run_as(const Works& works, const Words& act) {
  Words words{"--json"};
  words.insert(words.end(), act.begin(), act.end());
  return code_of(works.temgoc(words));
}

}  // namespace

TEST_CASE("under a clock two years behind or ahead nothing is recorded or signed") {
  const Works works;
  const Json lot = works.issue(kFish);
  REQUIRE(lot["ok"] == true);
  const auto log_size = [&] { return works.temgoc({"--json", "log", "show"}).json()["entries"]; };
  const Json before = log_size();
  const std::string list = text_of(works.folder() / "trust/trust_list");
  for (const auto& [days, expected] : {std::pair{-730, "clock_behind"}, {730, "clock_far_ahead"}}) {
    const WrongClock wrong(days);
    for (const Words& act : acts(works, lot["short_code"])) {
      CAPTURE(act[0] + " " + act[1]);
      CHECK(run_as(works, act) == expected);
    }
  }
  CHECK(log_size() == before);
  CHECK(text_of(works.folder() / "trust/trust_list") == list);
  CHECK_FALSE(std::filesystem::exists(works.folder() / "trust/pending/trust_list"));
}

TEST_CASE("reading goes on under a wrong clock") {
  const Works works;
  const WrongClock wrong(-730);
  for (const Words& reading : std::vector<Words>{{"lot", "list"},
                                                 {"trust", "show"},
                                                 {"log", "check"},
                                                 {"product", "list"},
                                                 {"key", "list"},
                                                 {"label", "list"}})
    CHECK(run_as(works, reading) == "ok");
}

TEST_CASE("a workplace that slept for two years goes on with one word of the person") {
  const Works works;
  const WrongClock later(730);
  const Words sign{"trust",
                   "sign",
                   "--root-keys",
                   works.root_keys().string(),
                   "--root-passphrase-file",
                   (works.scratch().path() / "root-passphrase").string()};
  CHECK(run_as(works, sign) == "clock_far_ahead");
  Words sure = sign;
  sure.push_back("--clock-is-right");
  CHECK(run_as(works, sure) == "ok");
  CHECK(run_as(works, sign) == "ok");
  CHECK(run_as(works, {"lot", "issue", "--product", kFish, "--packed",
                       to_iso(vietnam_day(system_clock()()) + std::chrono::days(730)), "--quantity",
                       "1", "--unit", "kg", "--passphrase-file", works.passphrase_file()}) == "ok");
}

TEST_CASE("a command opens the workplace once, the clock's question among it") {
  const Works works;
  const std::string count = (works.scratch().path() / "count").string();
  int opened = 0;
  {
    const Fault fault({{"FAULT", "EACCES"},
                       {"FAULT_AT", "-1"},
                       {"FAULT_UNDER", (works.folder() / "temgoc.toml").string()},
                       {"FAULT_COUNT", count}});
    REQUIRE(works
                .temgoc({"link", "add", "--gtin", kFish, "--type", "gs1:pip", "--url",
                         "https://coop.example/", "--title", "Cá"})
                .status == 0);
    opened = std::stoi(text_of(count));
  }
  CHECK(opened == 1);
}
