// The journal of what was done, asked for by its days.
#include <doctest/doctest.h>

#include "scratch_registry.h"
#include "temgoc/base/vietnam_time.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("the acts of some days are those from their first moment to their last") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Day asked = day("2026-11-24");
  const Instant begins = first_moment_of(asked), ends = last_moment_of(asked);
  const auto moment = std::chrono::milliseconds(1);
  REQUIRE(registry.transaction([&]() -> Result<void> {
    for (const Instant at : {begins - moment, begins, ends, ends + moment})
      registry.add_act(at, {"lot"}, {.id = "lan"});
    return {};
  }));
  const auto acts = registry.acts({.actor_id = "lan", .from = asked, .until = asked});
  REQUIRE(acts.size() == 2);
  CHECK(acts[0].at == ends);
  CHECK(acts[1].at == begins);
}
