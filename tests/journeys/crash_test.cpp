// kill -9 while issuing: no gap, no duplicate, nothing printed that is not on record.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

// Starts issuing one lot and ends it after `microseconds`.
void issue_and_kill(const Works& works, int microseconds) {
  const pid_t child = fork();
  if (child == 0) {
    setenv("TEMGOC_WORKPLACE", works.folder().c_str(), 1);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    const std::string packed = today_iso();
    const std::string passphrase = works.passphrase_file();
    execl(kTemgoc.c_str(), "temgoc", "lot", "issue", "--product", kFish.c_str(), "--packed",
          packed.c_str(), "--quantity", "1", "--unit", "kg", "--passphrase-file",
          passphrase.c_str(), "--again", nullptr);
    _exit(127);
  }
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

}  // namespace

TEST_CASE("whatever instant the power goes, numbers stay without gap and the log holds every lot") {
  const Works works;
  for (int i = 0; i < 25; ++i) issue_and_kill(works, 100'000 + i * 12'000);
  const Json last = works.issue(kFish);
  REQUIRE(last["ok"] == true);
  const Json lots = works.temgoc({"--json", "lot", "list", "--limit", "1000"}).json()["lots"];
  std::set<int> numbers;
  std::set<int> leaves;
  for (const Json& lot : lots) {
    numbers.insert(lot["issue_number"].get<int>());
    leaves.insert(lot["leaf_index"].get<int>());
    CHECK(works.verify(lot["url"])["verdict"] == "valid");
  }
  CHECK(numbers.size() == lots.size());
  CHECK(*numbers.rbegin() == static_cast<int>(lots.size()));
  // The making of each cooperative's key is an entry too, and the list that names them.
  constexpr std::size_t kBefore = 3;
  CHECK(*leaves.begin() == static_cast<int>(kBefore));
  CHECK(*leaves.rbegin() == static_cast<int>(kBefore + lots.size()) - 1);
  const std::string checkpoint = text_of(works.folder() / "log/checkpoint");
  CHECK(checkpoint.find("\n" + std::to_string(kBefore + lots.size()) + "\n") != std::string::npos);
}

TEST_CASE("a registry that went back to an older copy is noticed") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const auto registry = works.folder() / "registry.sqlite";
  const auto copy = works.scratch().path() / "older.sqlite";
  std::filesystem::copy_file(registry, copy);
  REQUIRE(works.issue(kFish)["ok"] == true);
  for (const char* part : {"-wal", "-shm"}) std::filesystem::remove(registry.string() + part);
  std::filesystem::copy_file(copy, registry, std::filesystem::copy_options::overwrite_existing);
  const Ran opened = works.temgoc({"--json", "lot", "list"});
  CHECK(opened.json()["error"]["code"] == "log_ahead");
}
