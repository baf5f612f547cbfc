#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// Numbers 1 to n and leaves 0 to n - 1, each once, and for each lot the entry that it wrote.
void check_complete(const std::filesystem::path& path, std::size_t count) {
  const Registry registry = opened(path);
  std::vector<Lot> lots = registry.lots({.limit = 1'000'000});
  const std::vector<std::string> entries = registry.log_entries(kRealm, 0, 1'000'000);
  REQUIRE(lots.size() == count);
  REQUIRE(entries.size() == count);
  CHECK(registry.log_size(kRealm) == count);
  std::ranges::sort(lots, {}, &Lot::issue_number);
  for (std::size_t at = 0; at < count; ++at) {
    REQUIRE(lots[at].issue_number == at + 1);
    REQUIRE(lots[at].leaf_index == at);
    REQUIRE(entries[at] == entry_of(lots[at]));
  }
  if (on_server()) return;
  CHECK(RawSqlite(path).rows("PRAGMA integrity_check") == std::vector<std::string>{"ok"});
  CHECK(RawSqlite(path).rows("PRAGMA foreign_key_check").empty());
}

int issue_many(const std::filesystem::path& path, int lots) {
  Result<Registry> registry = Registry::open(path);
  if (!registry) return 1;
  for (int lot = 0; lot < lots; ++lot) {
    const auto result = issue(*registry, request(), system_random());
    if (!result || !result->created) return 2;
  }
  return 0;
}

}  // namespace

TEST_CASE("four processes issue side by side without a gap or a double") {
  const ScratchFolder folder;
  const auto path = folder / "registry.sqlite";
  REQUIRE(Registry::create(path));
  {
    Registry registry = opened(path);
    fill(registry);
  }
  std::vector<int> processes;
  for (int n = 0; n < 4; ++n) {
    processes.push_back(start_process([&] { return issue_many(path, 50); }));
  }
  for (const int process : processes) CHECK(exit_code_of(process) == 0);
  check_complete(path, 200);
}

TEST_CASE("processes that open an old registry together migrate it once" * looks_at_file()) {
  const ScratchFolder folder;
  const auto path = folder / "registry.sqlite";
  RawSqlite(path).rows("PRAGMA application_id = 0x74656d67");
  std::vector<int> processes;
  for (int n = 0; n < 4; ++n) {
    processes.push_back(start_process([&] { return Registry::open(path) ? 0 : 1; }));
  }
  for (const int process : processes) CHECK(exit_code_of(process) == 0);
  Registry registry = opened(path);
  fill(registry);
}

TEST_CASE("of processes that create one registry, one is told that it is new") {
  const ScratchFolder folder;
  const auto path = folder / "registry.sqlite";
  std::vector<int> processes;
  for (int n = 0; n < 4; ++n) {
    processes.push_back(start_process([&] { return Registry::create(path) ? 0 : 1; }));
  }
  int made = 0;
  for (const int process : processes) made += exit_code_of(process) == 0;
  CHECK(made == 1);
  CHECK(Registry::open(path).has_value());
}

TEST_CASE("a process killed while it issues leaves no gap and no lot without its log entry") {
  ScratchRegistry scratch;
  std::size_t before = 0;
  for (int round = 0; round < 12; ++round) {
    const int process = start_process([&] { return issue_many(scratch.path, 1'000'000); });
    while (scratch.registry.log_size(kRealm) < before + 5) usleep(1000);
    usleep(static_cast<useconds_t>(500 * round));
    kill(process, SIGKILL);
    CHECK(exit_code_of(process) == -SIGKILL);
    // What it had sent to a server may still be committed; whoever writes next waits for that.
    REQUIRE(scratch.registry.transaction([]() -> Result<void> { return {}; }));
    const std::size_t after = scratch.registry.log_size(kRealm);
    CHECK(after >= before + 5);
    check_complete(scratch.path, after);
    before = after;
  }
  CHECK(issued(scratch.registry).issue_number == before + 1);
}
