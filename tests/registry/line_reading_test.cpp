#include <doctest/doctest.h>

#include <fmt/format.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/event_book.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// Enough for two connections to read beside each other.
constexpr int kEvents = 20'000;

// Each event makes a lot of two before it; every seventh number is no event's.
void add_graph(const std::filesystem::path& path) {
  RawSqlite file(path);
  REQUIRE(
      file.error_of(fmt::format(
          "PRAGMA foreign_keys = OFF; BEGIN;"
          "INSERT OR IGNORE INTO event_unit VALUES (1, 'mg');"
          "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 "
          "FROM n WHERE i < {}) SELECT i FROM n WHERE i % 7 <> 0;"
          "INSERT INTO traced_lot (id, kind, owner, code, goods) SELECT i, 'own', 'C90', 'L' "
          "|| i, 'x' FROM n;"
          "INSERT INTO event (id, cooperative_id, kind, happened_at, at, body) SELECT i, 'C90', "
          "'process', i, i, '{{}}' FROM n;"
          "INSERT INTO event_lot SELECT i, 1, i, 1, 1000 FROM n;"
          "INSERT INTO event_lot SELECT i, 0, i - 1, 1, i FROM n WHERE i % 7 > 1;"
          "INSERT INTO event_lot SELECT i, 0, i - 7, NULL, NULL FROM n WHERE i > 9;"
          "INSERT INTO event_lot SELECT i, 2, i, NULL, NULL FROM n WHERE i % 3 = 0;"
          "COMMIT",
          kEvents)) == "");
}

std::vector<std::string> read_by(const Registry& registry) {
  std::vector<std::string> lines;
  EventBook::of(registry).each_line([&](const TraceLine& line) {
    lines.push_back(fmt::format("{}|{}|{}|{}|{}", line.event, static_cast<int>(line.role), line.lot,
                                line.unit, line.amount));
  });
  return lines;
}

}  // namespace

TEST_CASE("the whole graph is read in order by two connections, as one query would read it" *
          looks_at_file()) {
  ScratchRegistry scratch;
  add_graph(scratch.path);
  const auto expected = RawSqlite(scratch.path)
                            .rows(
                                "SELECT event_id, role, traced_lot_id, coalesce(unit_id, 0), "
                                "coalesce(amount, 0) FROM event_lot WHERE role < 2 ORDER BY "
                                "event_id, role, traced_lot_id");
  REQUIRE(expected.size() > 40'000);
  CHECK(read_by(scratch.registry) == expected);

  SUBCASE("beside a writer nothing changes") {
    const auto read_only = Registry::open_read_only(scratch.path);
    REQUIRE(read_only);
    CHECK(read_by(*read_only) == expected);
  }
  SUBCASE("what a visitor throws ends the reading") {
    int seen = 0;
    CHECK_THROWS_AS(EventBook::of(scratch.registry).each_line([&](const TraceLine&) {
      if (++seen == 30'000) throw std::runtime_error("enough");
    }),
                    std::runtime_error);
    CHECK(read_by(scratch.registry) == expected);
  }
}

TEST_CASE("a transaction that has written reads its own lines" * looks_at_file()) {
  ScratchRegistry scratch;
  add_graph(scratch.path);
  const std::size_t before = read_by(scratch.registry).size();
  const auto taken_back = scratch.registry.transaction([&]() -> Result<void> {
    const Event harvest{.kind = EventKind::harvest,
                        .when = EventTime::parse("23/11/2026").value(),
                        .cooperative_id = "C90",
                        .lots = {{.role = LotRole::output,
                                  .lot = {LotName::Kind::own, "C90", "H1"},
                                  .goods = "cà phê",
                                  .quantity = Quantity::parse("5", "kg").value()}}};
    REQUIRE(EventBook(scratch.registry).add(harvest, instant("2026-11-24T01:00:00.000Z")));
    CHECK(read_by(scratch.registry).size() == before + 1);
    return Error{"taken_back"};
  });
  CHECK(taken_back.error().code == "taken_back");
}
