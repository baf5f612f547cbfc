// Drafts of imports outlive the process, belong to one person and end.
#include <doctest/doctest.h>

#include "scratch_registry.h"
#include "temgoc/registry/accounts.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-11-24T02:00:00.000Z");

KeptDraft draft(const std::string& name, const std::string& user, int minute = 0) {
  return {name, user, kNow + std::chrono::minutes(minute), "vụ đông.xlsx", std::string("a\0b", 3),
          "{}"};
}

std::vector<std::string> names(const Accounts& accounts, const std::string& user) {
  std::vector<std::string> found;
  for (const DraftOnRecord& each : accounts.drafts(user)) found.push_back(each.name);
  return found;
}

}  // namespace

TEST_CASE(
    "a draft is there after the file was closed, with its newest state, for its owner alone") {
  ScratchFolder folder;
  {
    Accounts accounts = std::move(Accounts::open(folder / "console.sqlite").value());
    accounts.add_draft(draft("d1", "lan"), 5);
    accounts.change_draft("d1", R"({"x":1})", kNow + std::chrono::hours(1));
  }
  Accounts accounts = std::move(Accounts::open(folder / "console.sqlite").value());
  const auto kept = accounts.draft("d1", "lan");
  REQUIRE(kept);
  CHECK(kept->content == std::string("a\0b", 3));
  CHECK(kept->state == R"({"x":1})");
  CHECK(kept->file == "vụ đông.xlsx");
  CHECK(kept->changed_at == kNow + std::chrono::hours(1));
  CHECK_FALSE(accounts.draft("d1", "nam"));
  accounts.forget_draft("d1", "nam");
  CHECK(names(accounts, "lan") == std::vector<std::string>{"d1"});
  accounts.forget_draft("d1", "lan");
  CHECK_FALSE(accounts.draft("d1", "lan"));
}

TEST_CASE(
    "each person keeps the newest drafts, old ones end, and one that is stored is not offered") {
  ScratchFolder folder;
  Accounts accounts = std::move(Accounts::open(folder / "console.sqlite").value());
  for (int i = 0; i < 4; ++i) accounts.add_draft(draft("d" + std::to_string(i), "lan", i), 3);
  accounts.add_draft(draft("other", "nam"), 3);
  CHECK(names(accounts, "lan") == std::vector<std::string>{"d3", "d2", "d1"});
  accounts.finish_draft("d3", "{}", kNow + std::chrono::minutes(9));
  CHECK(names(accounts, "lan") == std::vector<std::string>{"d2", "d1"});
  CHECK(accounts.draft("d3", "lan")->content.empty());
  accounts.forget_drafts_before(kNow + std::chrono::minutes(2));
  CHECK(names(accounts, "lan") == std::vector<std::string>{"d2"});
  CHECK(names(accounts, "nam").empty());
}
