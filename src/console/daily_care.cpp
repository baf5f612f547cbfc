// Retention, in the console's own process.
#include "console/daily_care.h"

#include "temgoc/base/failures.h"
#include "temgoc/people/people.h"
#include "temgoc/upkeep/retention.h"

namespace temgoc {
namespace {

constexpr std::chrono::minutes kFirst{1};
constexpr std::chrono::hours kEvery{1};

}  // namespace

void DailyCare::look(std::chrono::steady_clock::time_point now) {
  if (!next_) next_ = now + kFirst;
  if (now < *next_) return;
  next_ = now + kEvery;
  try {
    work();
  } catch (const std::exception&) {
    // The disk is full, or somebody else writes: in an hour again.
  }
}

void DailyCare::work() const {
  if (!std::filesystem::exists(accounts_path(house_.folder))) return;
  auto accounts = Accounts::open(accounts_path(house_.folder));
  if (!accounts) return;
  tidy_accounts(*accounts, house_.world.clock());
  auto workplace = open_to_change(house_, Actor{});
  if (workplace) (void)run_retention(*workplace);
}

}  // namespace temgoc
