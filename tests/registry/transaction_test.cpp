#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kAt = instant("2026-02-01T00:00:00.000Z");
const Error kRefused{.code = "refused"};

}  // namespace

TEST_CASE("what a failed transaction wrote is gone") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Result<void> done = registry.transaction([&]() -> Result<void> {
    REQUIRE(registry.store(cooperative("C91"), kAt, false));
    return kRefused;
  });
  CHECK(done.error() == kRefused);
  CHECK(!registry.cooperative("C91"));
}

TEST_CASE("what a transaction wrote before a throw is gone") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  CHECK_THROWS_AS((void)registry.transaction([&]() -> Result<void> {
    REQUIRE(registry.store(cooperative("C91"), kAt, false));
    throw std::runtime_error("stop");
  }),
                  std::runtime_error);
  CHECK(!registry.cooperative("C91"));
  CHECK(registry.store(cooperative("C91"), kAt, false).value() == Stored::added);
}

TEST_CASE("an inner transaction that fails undoes its own part alone") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.transaction([&]() -> Result<void> {
    REQUIRE(registry.store(cooperative("C91"), kAt, false));
    const Result<void> inner = registry.transaction([&]() -> Result<void> {
      REQUIRE(registry.store(cooperative("C92"), kAt, false));
      return kRefused;
    });
    CHECK(inner.error() == kRefused);
    return {};
  }));
  CHECK(registry.cooperative("C91"));
  CHECK(!registry.cooperative("C92"));
}

TEST_CASE("in one that may be repeated an inner part is undone alone too") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const auto part = [&](const char* id, bool stands) {
    return registry.transaction([&]() -> Result<void> {
      REQUIRE(registry.store(cooperative(id), kAt, false).value() == Stored::added);
      return stands ? Result<void>() : kRefused;
    });
  };
  REQUIRE(registry.transaction(
      [&]() -> Result<void> {
        CHECK(part("C91", true));
        CHECK(part("C92", false).error() == kRefused);
        CHECK(part("C93", true));
        return {};
      },
      Registry::Repeat::yes));
  CHECK(registry.cooperative("C91"));
  CHECK(!registry.cooperative("C92"));
  CHECK(registry.cooperative("C93"));
}

TEST_CASE("a part that stored nothing is undone without doing the rest again") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  int runs = 0;
  REQUIRE(registry.transaction(
      [&]() -> Result<void> {
        ++runs;
        CHECK(!registry.transaction([&]() -> Result<void> { return kRefused; }));
        REQUIRE(registry.store(cooperative("C91"), kAt, false));
        return {};
      },
      Registry::Repeat::yes));
  CHECK(registry.cooperative("C91"));
  if (!on_server()) CHECK(runs == 1);
}

TEST_CASE("a throw out of an undone part, in one that may be repeated, leaves nothing") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  CHECK_THROWS_AS((void)registry.transaction(
                      [&]() -> Result<void> {
                        REQUIRE(registry.store(cooperative("C91"), kAt, false));
                        return registry.transaction([&]() -> Result<void> {
                          REQUIRE(registry.store(cooperative("C92"), kAt, false));
                          throw std::runtime_error("stop");
                        });
                      },
                      Registry::Repeat::yes),
                  std::runtime_error);
  CHECK(!registry.cooperative("C91"));
  CHECK(!registry.cooperative("C92"));
}

TEST_CASE("an inner transaction is undone with its outer") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Result<void> done = registry.transaction([&]() -> Result<void> {
    REQUIRE(registry.transaction([&]() -> Result<void> {
      issued(registry);
      return {};
    }));
    return kRefused;
  });
  CHECK(done.error().code == kRefused.code);
  CHECK(registry.lots({}).empty());
  CHECK(registry.log_size(kRealm) == 0);
  CHECK(issued(registry).issue_number == 1);
}

TEST_CASE("many lots share one commit and each has its own number") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.transaction([&]() -> Result<void> {
    for (std::uint32_t number = 1; number <= 5; ++number) {
      CHECK(issued(registry).issue_number == number);
    }
    return {};
  }));
  CHECK(opened(scratch.path).lots({}).size() == 5);
}

TEST_CASE("a reader sees nothing of an open transaction and does not wait for it") {
  ScratchRegistry scratch;
  Registry reader = opened(scratch.path);
  REQUIRE(scratch.registry.transaction([&]() -> Result<void> {
    issued(scratch.registry);
    CHECK(reader.lots({}).empty());
    return {};
  }));
  CHECK(reader.lots({}).size() == 1);
}

TEST_CASE("behind a writer that never ends the registry is busy after five seconds" *
          looks_at_file()) {
  ScratchRegistry scratch;
  // What kept another file from being opened says nothing of this one.
  const auto folder = scratch.folder / "folder.sqlite";
  std::filesystem::create_directory(folder);
  CHECK_THROWS_AS((void)Registry::open(folder), SystemFailure);
  RawSqlite other(scratch.path);
  other.rows("BEGIN IMMEDIATE");
  const auto begun = std::chrono::steady_clock::now();
  try {
    (void)scratch.registry.store(cooperative("C91"), kAt, false);
    FAIL("stored");
  } catch (const SystemFailure& failure) {
    CHECK(failure.error().code == "registry_busy");
  }
  const auto waited = std::chrono::steady_clock::now() - begun;
  CHECK(waited > std::chrono::seconds(4));
  CHECK(waited < std::chrono::seconds(15));
  other.rows("ROLLBACK");
  CHECK(scratch.registry.store(cooperative("C91"), kAt, false).value() == Stored::added);
}
