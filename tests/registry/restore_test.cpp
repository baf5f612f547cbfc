// What a restore alone does to a registry, and that no number comes back afterwards.
#include <doctest/doctest.h>

#include "scratch_registry.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/registry/registry_restore.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

LotOfEntry lot_of_entry(const std::string& code, std::uint32_t number, const Gtin& of) {
  return {.header = {.key_id = kKey, .issue_number = number, .packed_on = day("2026-11-24")},
          .gtin = of,
          .code = lot_code(code),
          .backdate_reason = {}};
}

Claim claim_of(const LotOfEntry& lot) { return {lot.header, lot.gtin, lot.code, std::nullopt}; }

const Instant kNow = instant("2026-11-25T02:00:00.000Z");

IssuedLot issue(Registry& registry) {
  const LotRequest asked = request();
  auto issued = registry.issue_lot(
      asked, seeded_random(7),
      [&](const LotAllocation& allocation) { return Result<Lot>(made(asked, allocation)); },
      [](const Lot&) { return std::string("entry"); });
  REQUIRE(issued.has_value());
  return *issued;
}

}  // namespace

TEST_CASE("a lot taken back by its entry has its number, its code and a verdict") {
  ScratchRegistry scratch;
  const LotOfEntry lot = lot_of_entry("261124-01", 4, product().gtin);
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  const auto done = restore->transaction([&]() -> Result<void> {
    const std::uint64_t index = restore->log_size(kRealm);
    CHECK(restore->take_lot({kRealm, index, "lot entry"}, lot, "tg.example.vn", seeded_random(1),
                            kNow));
    PrintJob job;
    job.kind = CodeKind::item_seal;
    job.first_serial = 1;
    job.last_serial = 20;
    job.labels = 20;
    job.at = kNow;
    CHECK(restore->take_print_job({kRealm, index + 1, "print entry"}, index, job));
    return {};
  });
  REQUIRE(done.has_value());
  const LotFacts facts = scratch.registry.facts(claim_of(lot), kNow);
  REQUIRE(facts.lot);
  CHECK(facts.lot->code == lot.code);
  CHECK(scratch.registry.lot(facts.lot->id)->record.empty());
  // The next of each comes behind it.
  const IssuedLot next = issue(scratch.registry);
  CHECK(next.lot.issue_number == 5);
  CHECK(next.lot.code != lot.code);
  auto printed = scratch.registry.add_print_job(
      {.lot_id = facts.lot->id, .kind = CodeKind::item_seal, .labels = 1}, kNow, {},
      [](const PrintJob&) { return std::string("job"); });
  REQUIRE(printed.has_value());
  CHECK(printed->first_serial == 21);
}

TEST_CASE(
    "a listed serial of a job known by its entry alone is not said never to have been issued") {
  ScratchRegistry scratch;
  const LotOfEntry lot = lot_of_entry("261124-01", 4, product().gtin);
  const LotOfEntry unprinted = lot_of_entry("261124-02", 5, product().gtin);
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  const auto done = restore->transaction([&]() -> Result<void> {
    const std::uint64_t index = restore->log_size(kRealm);
    CHECK(restore->take_lot({kRealm, index, "lot entry"}, lot, "tg.example.vn", seeded_random(1),
                            kNow));
    CHECK(restore->take_lot({kRealm, index + 1, "another"}, unprinted, "tg.example.vn",
                            seeded_random(2), kNow));
    PrintJob job;
    job.kind = CodeKind::item_link;
    job.labels = 20;
    job.at = kNow;
    CHECK(restore->take_print_job({kRealm, index + 2, "print entry"}, index, job));
    const Void voided{.listed_serial = "7Q2M4X8K1ZC0D", .reason = "rách", .at = kNow};
    CHECK(restore->take_void({kRealm, index + 3, "void entry"}, index, voided));
    return {};
  });
  REQUIRE(done.has_value());
  const auto state = [&](const LotOfEntry& of, const char* text) {
    return scratch.registry.facts(kRealm, of.gtin, of.code, serial(text), kNow).serial;
  };
  CHECK(state(lot, "7Q2M4X8K1ZC0C") == SerialState::none_asked);
  CHECK(state(lot, "7Q2M4X8K1ZC0D") == SerialState::voided);
  CHECK(state(lot, "0000001") == SerialState::not_issued);
  CHECK(state(unprinted, "7Q2M4X8K1ZC0C") == SerialState::not_issued);
}

TEST_CASE(
    "a lot whose product is not on record waits, and is known as one that may have been issued") {
  ScratchRegistry scratch;
  const Gtin other = gtin("893850597402");
  const LotOfEntry lot = lot_of_entry("261124-07", 9, other);
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  REQUIRE(restore
              ->transaction([&]() -> Result<void> {
                CHECK(!restore->take_lot({kRealm, restore->log_size(kRealm), "e"}, lot,
                                         "tg.example.vn", seeded_random(1), kNow));
                return {};
              })
              .has_value());
  REQUIRE(restore->waiting().size() == 1);
  const LotFacts facts = scratch.registry.facts(claim_of(lot), kNow);
  CHECK(!facts.lot);
  CHECK(facts.beyond_source);
  CHECK(scratch.registry.facts(kRealm, other, lot.code, std::nullopt, kNow).beyond_source);
  CHECK_FALSE(scratch.registry.facts(kRealm, other, lot_code("261124-08"), std::nullopt, kNow)
                  .beyond_source);
  CHECK(issue(scratch.registry).lot.issue_number == 10);
  REQUIRE(scratch.registry.store(product("P91", "893850597402"), kNow, false).has_value());
  LotRequest same = request();
  same.gtin = other;
  same.code = lot.code;
  const auto taken = scratch.registry.issue_lot(
      same, seeded_random(2),
      [&](const LotAllocation& allocation) { return Result<Lot>(made(same, allocation)); },
      [](const Lot&) { return std::string("entry"); });
  REQUIRE(!taken.has_value());
  CHECK(taken.error().code == "lot_code_taken");
  const auto waiting = restore->waiting();
  REQUIRE(restore
              ->transaction([&]() -> Result<void> {
                CHECK(restore->take_lot({kRealm, waiting[0].index, waiting[0].entry}, lot,
                                        "tg.example.vn", seeded_random(1), kNow));
                return {};
              })
              .has_value());
  CHECK(restore->waiting().empty());
  CHECK(scratch.registry.facts(claim_of(lot), kNow).lot);
}

TEST_CASE("numbers that were spent are never given, and a seal of one is not called unknown") {
  ScratchRegistry scratch;
  const IssuedLot first = issue(scratch.registry);
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  REQUIRE(restore
              ->transaction([&]() -> Result<void> {
                restore->spend_issue_numbers(kKey, 40);
                restore->spend_issue_numbers(kKey, 30);
                restore->spend_serials(100);
                restore->spend_links(10);
                restore->spend_gtin_blocks(3);
                restore->spend_lots_of_days(day("2026-11-20"), day("2026-11-25"), 50);
                return {};
              })
              .has_value());
  CHECK(
      scratch.registry.facts(claim_of(lot_of_entry("X", 12, product().gtin)), kNow).beyond_source);
  CHECK(
      scratch.registry.facts(claim_of(lot_of_entry("X", 40, product().gtin)), kNow).beyond_source);
  CHECK(
      !scratch.registry.facts(claim_of(lot_of_entry("X", 41, product().gtin)), kNow).beyond_source);
  const IssuedLot next = issue(scratch.registry);
  CHECK(next.lot.issue_number == 41);
  CHECK(next.lot.code.text() == "261124-52");  // counted on from the first
  // Before one is printed again: nobody can say that those were not.
  const auto serial_state = [&](std::uint32_t number) {
    return scratch.registry
        .facts(kRealm, first.lot.gtin, first.lot.code, Serial::sealed(number), kNow)
        .serial;
  };
  CHECK(serial_state(1) == SerialState::issued);
  CHECK(serial_state(100) == SerialState::issued);
  CHECK(serial_state(101) == SerialState::not_issued);
  auto printed = scratch.registry.add_print_job(
      {.lot_id = first.lot.id, .kind = CodeKind::item_seal, .labels = 1}, kNow, {},
      [](const PrintJob&) { return std::string("job"); });
  REQUIRE(printed.has_value());
  CHECK(printed->first_serial == 101);
  CHECK(serial_state(50) == SerialState::issued);
  CHECK(serial_state(101) == SerialState::issued);
}

TEST_CASE("a snapshot is of its moment, whole by itself, and page for page the same") {
  ScratchRegistry scratch;
  issue(scratch.registry);
  auto snapshot = RegistrySnapshot::open(scratch.path);
  REQUIRE(snapshot.has_value());
  issue(scratch.registry);
  const auto copy = scratch.folder / "copy.sqlite";
  snapshot->copy_to(copy);
  CHECK(!has_wal(copy));
  CHECK(opened(copy).log_size(kRealm) == 1);
  CHECK(snapshot->log_size(kRealm) == 1);
  CHECK(scratch.registry.log_size(kRealm) == 2);
}

TEST_CASE("a registry that was replaced, taken away or written over by an older copy is seen") {
  ScratchRegistry scratch;
  issue(scratch.registry);
  auto watch = RegistryWatch::open(scratch.path);
  REQUIRE(watch.has_value());
  CHECK(!watch->replaced());
  issue(scratch.registry);
  CHECK(!watch->replaced());
  const auto copy = scratch.folder / "copy.sqlite";
  RegistrySnapshot::open(scratch.path)->copy_to(copy);
  SUBCASE("replaced") { std::filesystem::rename(copy, scratch.path); }
  SUBCASE("taken away") { std::filesystem::remove(scratch.path); }
  SUBCASE("cut short") { std::filesystem::resize_file(scratch.path, 4096); }
  CHECK(watch->replaced());
}
