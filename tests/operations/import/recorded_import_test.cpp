// An import as one change: stored, in the journal with who did it, and told in the published log.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/import/import.h"
#include "temgoc/log/log.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Actor kLan{"lan", "Lan", "administrator", Channel::page};

// Entries that the registry has and the published log has not.
std::uint64_t unpublished(const Workplace& works) {
  const std::string realm = works.realm(false);
  const auto log = TileLog::open(works.log_folder(false), realm).value();
  return works.registry().log_size(realm) - log.checkpoint().value().head.size;
}

}  // namespace

TEST_CASE("a table and a record are stored with their acts, and the log tells of them") {
  World world;
  world.made();
  Workplace works =
      std::move(Workplace::open(world.works(), kLan, world.clock(), world.random()).value());
  const std::uint64_t before = works.registry().log_size(works.realm(false));
  const auto table = import_table(
      works, ImportKind::places,
      as_bytes("place_id;coop_id;kind;name_vi\nV1;C01;growing_area;Vườn một\n"), "vuon.csv", {});
  REQUIRE(table.has_value());
  REQUIRE(table->written);
  CHECK(works.registry().log_size(works.realm(false)) == before + 1);
  CHECK(unpublished(works) == 0);
  const auto record = import_record(
      works, ImportKind::places,
      {{"place_id", "V2"}, {"coop_id", "C01"}, {"kind", "growing_area"}, {"name_vi", "Vườn hai"}},
      {});
  REQUIRE(record.has_value());
  REQUIRE(record->written);
  CHECK(unpublished(works) == 0);
  const auto acts = works.registry().acts({.actor_id = "lan"});
  REQUIRE(acts.size() == 2);
  CHECK(acts[0].act.kind == "record");
  CHECK(acts[0].act.args.at("id") == "V2");
  CHECK(acts[1].act.kind == "records");
  CHECK(acts[1].act.args.at("file") == "vuon.csv");
  CHECK(acts[1].act.cooperative_id == "C01");
  CHECK(acts[1].actor == kLan);
}

TEST_CASE("a dry run and a table with an error leave neither an act nor an entry") {
  World world;
  world.made();
  Workplace works =
      std::move(Workplace::open(world.works(), kLan, world.clock(), world.random()).value());
  const std::uint64_t before = works.registry().log_size(works.realm(false));
  const std::string good = "place_id;coop_id;kind;name_vi\nV1;C01;growing_area;Vườn một\n";
  const auto tried =
      import_table(works, ImportKind::places, as_bytes(good), "a.csv", {.dry_run = true});
  REQUIRE(tried.has_value());
  CHECK(tried->added == 1);
  CHECK_FALSE(tried->written);
  const auto wrong = import_table(works, ImportKind::places,
                                  as_bytes(good + "V2;C99;growing_area;Vườn hai\n"), "a.csv", {});
  REQUIRE(wrong.has_value());
  CHECK_FALSE(wrong->errors.empty());
  CHECK(works.registry().log_size(works.realm(false)) == before);
  CHECK(works.registry().acts({.actor_id = "lan"}).empty());
}

TEST_CASE("a first record can be tried where there is no workplace") {
  const Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  const auto good = try_record(ImportKind::cooperatives, {{"name_vi", "HTX Rừng Đước"}}, now);
  REQUIRE(good.has_value());
  CHECK(good->errors.empty());
  CHECK(good->ids.size() == 1);
  const auto empty = try_record(ImportKind::cooperatives, {{"name_vi", ""}}, now);
  REQUIRE(empty.has_value());
  CHECK_FALSE(empty->errors.empty());
}
