// Lots that wait for labels and print jobs that wait for a word, whatever else there is.
#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kAt = instant("2026-11-25T00:00:00.000Z");

std::vector<std::int64_t> ids(const std::vector<Lot>& lots) {
  std::vector<std::int64_t> found;
  for (const Lot& lot : lots) found.push_back(lot.id);
  return found;
}

std::vector<std::int64_t> ids(const std::vector<PrintRecord>& records) {
  std::vector<std::int64_t> found;
  for (const PrintRecord& record : records) found.push_back(record.job.id);
  return found;
}

PrintOutcome said(PrintOutcome::Kind kind, std::uint32_t first, std::uint32_t last) {
  const bool voids = kind == PrintOutcome::Kind::voided;
  return {kind, first, last, voids ? "thử" : "", "Lan", kAt};
}

// C91 with a product and a key of its own, beside C90.
Lot lot_of_another(Registry& registry) {
  REQUIRE(registry.store(cooperative("C91"), kAt, false));
  REQUIRE(registry.store(product("P91", "893850597402", "C91"), kAt, false));
  const KeyId other{0xc9, 0x00, 0x00, 0x03};
  REQUIRE(registry.add_key(key(other, kRealm, "C91")));
  LotRequest asked = request();
  asked.key_id = other;
  asked.gtin = gtin("893850597402");
  const auto make = [&](const LotAllocation& allocation) -> Result<Lot> {
    Lot lot = made(asked, allocation);
    lot.cooperative_id = "C91";
    lot.product_id = "P91";
    lot.place_id = "";
    return lot;
  };
  auto issued = registry.issue_lot(asked, seeded_random(91), make, entry_of);
  REQUIRE(issued);
  return issued->lot;
}

}  // namespace

TEST_CASE("a lot waits for labels until one is printed, or it is cancelled or recalled") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot labelled = issued(registry), cancelled = issued(registry), recalled = issued(registry),
            older = issued(registry), newer = issued(registry);
  CHECK(registry.lots_without_labels("", 10).size() == 5);
  printed(registry, labelled, CodeKind::lot_seal, 3);
  REQUIRE(registry.cancel_lot(cancelled.id, {.reason = "nhầm", .at = kAt}));
  REQUIRE(registry.add_recall({.reason = "thử", .instruction = "", .since = {}},
                              std::to_string(recalled.id), kAt));
  CHECK(ids(registry.lots_without_labels("", 10)) == std::vector{newer.id, older.id});
  CHECK(ids(registry.lots_without_labels("C90", 1)) == std::vector{newer.id});
  CHECK(registry.lots_without_labels("C1", 10).empty());
  REQUIRE(registry.add_recall(
      {.scope = Recall::Scope::product, .reason = "thử", .instruction = "", .since = {}}, "P90",
      kAt));
  CHECK(registry.lots_without_labels("C90", 10).empty());
}

TEST_CASE("a cooperative with one lot and one job finds them behind hundreds of another's") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot own = lot_of_another(registry);
  const PrintJob job = printed(registry, own, CodeKind::lot_seal, 5);
  const Lot waiting = [&] {
    const Lot busy = issued(registry);
    for (int i = 0; i < 120; ++i) printed(registry, busy, CodeKind::lot_seal, 1);
    return issued(registry);
  }();
  CHECK(ids(registry.unconfirmed_jobs("C91", 8)) == std::vector{job.id});
  CHECK(ids(registry.print_records({.cooperative_id = "C91", .limit = 8})) == std::vector{job.id});
  CHECK(registry.print_records({.cooperative_id = "C90", .limit = 200}).size() == 120);
  CHECK(registry.print_records({.limit = 200}).size() == 121);
  CHECK(registry.unconfirmed_jobs("", 200).size() == 121);
  CHECK(ids(registry.lots_without_labels("C90", 8)) == std::vector{waiting.id});
  CHECK(registry.lots_without_labels("C91", 8).empty());
}

TEST_CASE("a job waits until somebody says what came out, and one that is void does not") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const PrintJob all = printed(registry, lot, CodeKind::item_seal, 3),
                 spoilt = printed(registry, lot, CodeKind::item_seal, 3),
                 part_void = printed(registry, lot, CodeKind::item_seal, 3),
                 whole_void = printed(registry, lot, CodeKind::item_seal, 3);
  using Kind = PrintOutcome::Kind;
  registry.add_print_outcome(all.id, said(Kind::came_out, 1, 3));
  registry.add_print_outcome(spoilt.id, said(Kind::spoiled, 2, 3));
  registry.add_print_outcome(part_void.id, said(Kind::voided, 1, 1));
  registry.add_print_outcome(whole_void.id, said(Kind::voided, 1, 3));
  CHECK(ids(registry.unconfirmed_jobs("C90", 8)) == std::vector{part_void.id});
  registry.add_print_outcome(part_void.id, said(Kind::came_out, 1, 3));
  CHECK(registry.unconfirmed_jobs("", 8).empty());
}

TEST_CASE("a list of lots goes on after any of them, on one day too") {
  ScratchRegistry scratch;
  for (const char* packed_on : {"2026-11-24", "2026-11-26", "2026-11-24", "2026-11-25"})
    issued(scratch.registry, request(packed_on));
  const auto all = scratch.registry.lots({});
  REQUIRE(all.size() == 4);
  for (std::size_t i = 0; i < all.size(); ++i) {
    LotFilter filter{.cooperative_id = i % 2 == 1 ? "C90" : ""};
    filter.after = LotPlace{all[i].packed_on, all[i].id};
    const auto rest = scratch.registry.lots(filter);
    CHECK(ids(rest) ==
          ids(std::vector(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end())));
  }
  LotFilter filter{.packed_until = day("2026-11-24")};
  filter.after = LotPlace{day("2026-11-26"), all[0].id};
  CHECK(scratch.registry.lots(filter).size() == 2);
}

TEST_CASE("items scanned too often are found among those scanned lately") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  printed(registry, lot, CodeKind::item_seal, 9);
  const auto scan = [&](const char* serial, const char* at, int times) {
    for (int i = 0; i < times; ++i)
      registry.add_scan({lot.id, serial, std::nullopt, instant(at) + std::chrono::hours(i)});
  };
  scan("0000001", "2026-10-01T00:00:00.000Z", 5);
  scan("0000002", "2026-11-24T00:00:00.000Z", 5);
  scan("0000003", "2026-11-24T00:00:00.000Z", 1);
  const CopyThresholds most{.scans = 3, .places = 5};
  CHECK(registry.items_over(most, "", 10).size() == 2);
  const auto lately = registry.items_over(most, "C90", 10, day("2026-11-20"));
  REQUIRE(lately.size() == 1);
  CHECK(lately[0].serial == "0000002");
  CHECK(lately[0].count.scans == 5);
  CHECK(registry.items_over(most, "C1", 10, day("2026-11-20")).empty());
}
