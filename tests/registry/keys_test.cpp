#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("keys come back with their realm, cooperative and status") {
  ScratchRegistry scratch;
  const auto keys = scratch.registry.keys();
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].id == kKey);
  CHECK(keys[0].key == key(kKey, kRealm).key);
  CHECK(keys[0].realm == kRealm);
  CHECK(keys[0].cooperative_id == "C90");
  CHECK(keys[0].status == KeyStatus::active);
  CHECK(!keys[0].cut_at);
  CHECK(keys[1].realm == kTestRealm);
  CHECK(keys[1].cooperative_id == "");
  CHECK(keys[1].status == KeyStatus::test);
}

TEST_CASE("a key id is taken once") {
  ScratchRegistry scratch;
  CHECK(scratch.registry.add_key(key(kKey, kRealm)).error().code == "key_exists");
  CHECK(scratch.registry.add_key(key({1, 2, 3, 4}, kRealm, "C1")).error().code ==
        "unknown_reference");
  CHECK(scratch.registry.keys().size() == 2);
}

TEST_CASE("a key's status is its last one and the earlier ones are kept" * looks_at_file()) {
  ScratchRegistry scratch;
  const Instant at = instant("2026-12-01T00:00:00.000Z");
  REQUIRE(scratch.registry.set_key_status(kKey, {.status = KeyStatus::retired,
                                                 .packed_until = vietnam_day(at),
                                                 .reason = "hết hạn",
                                                 .at = at}));
  REQUIRE(
      scratch.registry.set_key_status(kKey, {.status = KeyStatus::cut, .cut_at = 4711, .at = at}));
  const auto keys = scratch.registry.keys();
  CHECK(keys[0].status == KeyStatus::cut);
  CHECK(keys[0].cut_at == 4711);
  CHECK(keys[1].status == KeyStatus::test);
  CHECK(RawSqlite(scratch.path)
            .rows("SELECT status FROM issuer_key_status WHERE key_id = x'c9000001' ORDER BY id") ==
        std::vector<std::string>{"active", "retired", "cut"});
  const auto history = scratch.registry.key_history(kKey);
  REQUIRE(history.size() == 3);
  CHECK(history[1].reason == "hết hạn");
  CHECK(history[1].packed_until == vietnam_day(at));
  CHECK(history[2].cut_at == 4711);
}

TEST_CASE("the status of a key that is not there is not set") {
  ScratchRegistry scratch;
  const Result<void> done =
      scratch.registry.set_key_status({9, 9, 9, 9}, {.status = KeyStatus::retired, .at = {}});
  REQUIRE(!done);
  CHECK(done.error().code == "unknown_reference");
  CHECK(done.error().value == "09090909");
}

TEST_CASE("a cut without its log position is refused") {
  ScratchRegistry scratch;
  CHECK_THROWS_AS((void)scratch.registry.set_key_status(kKey, {.status = KeyStatus::cut, .at = {}}),
                  SystemFailure);
  CHECK(scratch.registry.keys()[0].status == KeyStatus::active);
}

TEST_CASE("a key's lots come back last first, with the last pack day of them") {
  ScratchRegistry scratch;
  CHECK(!scratch.registry.last_packed_on(kKey));
  const Lot first = issued(scratch.registry);
  const Lot second = issued(scratch.registry);
  const auto lots = scratch.registry.lots_of_key(kKey, 10);
  REQUIRE(lots.size() == 2);
  CHECK(lots[0].leaf_index == second.leaf_index);
  CHECK(lots[1].leaf_index == first.leaf_index);
  CHECK(scratch.registry.lots_of_key(kKey, 1).size() == 1);
  CHECK(scratch.registry.last_packed_on(kKey) == first.packed_on);
}
