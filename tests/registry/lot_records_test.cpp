// What the records of lots share is stored once, and every record comes back to the byte.
#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/registry_audit.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string stored(Registry& registry, const std::string& record) {
  const LotRequest asked = request();
  const auto done = registry.issue_lot(
      asked, system_random(),
      [&](const LotAllocation& allocation) -> Result<Lot> {
        Lot lot = made(asked, allocation);
        lot.record = record;
        return lot;
      },
      entry_of);
  REQUIRE(done);
  return registry.lot(done->lot.id)->record;
}

}  // namespace

TEST_CASE("a record comes back to the byte, however it is made") {
  ScratchRegistry scratch;
  for (
      const char* record : {
          "",
          "{}",
          "null",
          "[]",
          R"({"certifications":[{"id":"K1"}],"cooperative":{"id":"C01"},"host":"a.vn","place":null,)"
          R"("product":{"id":"P01"},"quantity":"12.5"})",
          // What marks a part's place, as text.
          R"({"cooperative":{"name":"\"product\":@"},"product":{"name":"@","of":"\"place\":@"}})",
          R"({"cooperative":"@","place":{"product":@},"product":{"id":"P01"}})",
          // Braces and quotes within text.
          R"({"certifications":[],"cooperative":{"name":"}\\\"{,"},"product":{"a":[{"b":[1,2]}]}})",
          // What no program of ours wrote.
          R"({"product":{"id":"P01"})",
          R"({"product":{"id":"P01"}} )",
          R"({"product":{"id":"P01"},)",
          R"({"product": {"id":"P01"}})",
          R"({"product)",
          R"({"product":"P01)",
          R"({"product":{"id":"P01"},"product":{"id":"P02"}})",
      }) {
    CAPTURE(record);
    CHECK(stored(scratch.registry, record) == record);
  }
}

TEST_CASE("lots that tell the same share it, and what is left of each is small" * looks_at_file()) {
  ScratchRegistry scratch;
  const std::string large(3000, 'x');
  const auto record = [&](int quantity) {
    return R"({"certifications":[{"id":"K1"}],"cooperative":{"name":")" + large +
           R"("},"place":{"id":"G1"},"product":{"name":")" + std::string(3000, 'y') +
           R"("},"quantity":")" + std::to_string(quantity) + "\"}";
  };
  for (int lot = 1; lot <= 50; ++lot) CHECK(stored(scratch.registry, record(lot)) == record(lot));
  RawSqlite raw(scratch.path);
  CHECK(raw.rows("SELECT count(*), max(length(record)) < 120 FROM lot_record") ==
        std::vector<std::string>{"50|1"});
  CHECK(raw.rows("SELECT count(*), sum(length(body)) > 6000 FROM lot_record_part") ==
        std::vector<std::string>{"4|1"});
  CHECK(RegistryAudit::open(scratch.path).value().lot_record_parts_edited().empty());
}

TEST_CASE("a lot that is not stored leaves no part of its record" * looks_at_file()) {
  ScratchRegistry scratch;
  const std::string record = R"({"product":{"id":"P77"}})";
  const auto parts = [&] {
    return RawSqlite(scratch.path).rows("SELECT body FROM lot_record_part");
  };
  CHECK_FALSE(scratch.registry.transaction([&]() -> Result<void> {
    CHECK(stored(scratch.registry, record) == record);
    return Error{.code = "no"};
  }));
  CHECK(parts().empty());
  CHECK(stored(scratch.registry, record) == record);
  CHECK(parts() == std::vector<std::string>{R"({"id":"P77"})"});
}

TEST_CASE("what the record of an undone lot told is stored again by the next" * looks_at_file()) {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const std::string record = R"({"product":{"id":"P77"}})";
  REQUIRE(registry.transaction([&]() -> Result<void> {
    CHECK_FALSE(registry.transaction([&]() -> Result<void> {
      CHECK(stored(registry, record) == record);
      return Error{.code = "no"};
    }));
    CHECK(stored(registry, record) == record);
    return {};
  }));
  CHECK(RawSqlite(scratch.path).rows("SELECT body FROM lot_record_part") ==
        std::vector<std::string>{R"({"id":"P77"})"});
}

TEST_CASE("a part that is not what it is found by is named" * looks_at_file()) {
  ScratchRegistry scratch;
  issued(scratch.registry);
  RawSqlite(scratch.path)
      .rows(
          "DROP TRIGGER lot_record_part_stays; UPDATE lot_record_part SET body = body || ' ' "
          "WHERE id = 2");
  CHECK(RegistryAudit::open(scratch.path).value().lot_record_parts_edited() ==
        std::vector<std::string>{"2"});
  // No lot gets a record of what it did not tell.
  const Lot lot = issued(scratch.registry);
  CHECK(scratch.registry.lot(lot.id)->record == lot.record);
}

TEST_CASE("a part that a record names without a place for it is named" * looks_at_file()) {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  REQUIRE(stored(scratch.registry, R"({"product":{"id":"P77"}})") == R"({"product":{"id":"P77"}})");
  RawSqlite(scratch.path)
      .rows(
          "PRAGMA ignore_check_constraints = ON; DROP TRIGGER lot_record_stays; "
          "UPDATE lot_record SET place = 1 WHERE instr(record, '\"place\":@') = 0");
  CHECK(RegistryAudit::open(scratch.path).value().lot_record_parts_edited() ==
        std::vector<std::string>{"1"});
  CHECK(scratch.registry.lot(lot.id)->record == lot.record);
}
