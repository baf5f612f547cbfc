#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kAt = instant("2026-02-01T00:00:00.000Z");

Result<Gtin> allocated(Registry& registry, const std::string& cooperative_id) {
  Result<Gtin> gtin = Error{.code = "not_run"};
  (void)registry.transaction([&]() -> Result<void> {
    gtin = registry.allocate_gtin(cooperative_id);
    if (!gtin) return gtin.error();
    return {};
  });
  return gtin;
}

}  // namespace

TEST_CASE("each cooperative gets numbers of its own block in order") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store(cooperative("C10"), kAt, false));
  CHECK(allocated(registry, "C90").value() == gtin("290000100001"));
  CHECK(allocated(registry, "C10").value() == gtin("290000200001"));
  CHECK(allocated(registry, "C90").value() == gtin("290000100002"));
  CHECK(allocated(registry, "C90")->is_restricted());
  using Blocks = std::vector<std::pair<std::string, std::string>>;
  CHECK(registry.gtin_blocks() == Blocks{{"C90", "2900001"}, {"C10", "2900002"}});
}

TEST_CASE("a block that is reserved is the one whose numbers are given out") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const auto reserved = [&](const std::string& cooperative_id) {
    return registry.transaction([&] { return registry.reserve_gtin_block(cooperative_id); });
  };
  REQUIRE(reserved("C90").has_value());
  REQUIRE(reserved("C90").has_value());
  CHECK(registry.gtin_blocks().size() == 1);
  CHECK(allocated(registry, "C90").value() == gtin("290000100001"));
  CHECK(reserved("C99").error().code == "unknown_reference");
}

TEST_CASE("a number whose transaction failed is given again") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  (void)registry.transaction([&]() -> Result<void> {
    CHECK(registry.allocate_gtin("C90").value() == gtin("290000100001"));
    return Error{.code = "refused"};
  });
  CHECK(registry.gtin_blocks().empty());
  CHECK(allocated(registry, "C90").value() == gtin("290000100001"));
}

TEST_CASE("a number typed by hand is passed over") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store(product("P91", "290000100001"), kAt, false));
  CHECK(allocated(registry, "C90").value() == gtin("290000100002"));
}

TEST_CASE("a full block is told" * looks_at_file()) {
  ScratchRegistry scratch;
  (void)allocated(scratch.registry, "C90");
  RawSqlite(scratch.path).rows("UPDATE gtin_block SET last_number = 99998");
  CHECK(allocated(scratch.registry, "C90").value() == gtin("290000199999"));
  CHECK(allocated(scratch.registry, "C90").error().code == "gtin_block_full");
}

TEST_CASE("a cooperative after the last block is told" * looks_at_file()) {
  ScratchRegistry scratch;
  REQUIRE(scratch.registry.store(cooperative("C10"), kAt, false));
  RawSqlite(scratch.path)
      .rows("INSERT INTO gtin_block (block, cooperative_id) VALUES (89999, 'C90')");
  CHECK(allocated(scratch.registry, "C10").error().code == "gtin_block_full");
}

TEST_CASE("no number without a cooperative or a transaction") {
  ScratchRegistry scratch;
  CHECK(allocated(scratch.registry, "C1").error().code == "unknown_reference");
  CHECK_THROWS_AS((void)scratch.registry.allocate_gtin("C90"), std::logic_error);
}
