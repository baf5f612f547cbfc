// A lot that was issued by mistake and taken back before any label of it was printed.
#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_restore.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");
const LotCancellation kMistake{.reason = "gõ nhầm sản phẩm", .at = kNow, .who = "Lan"};

std::string fault_of(const Result<void>& done) { return done ? "" : done.error().code; }

}  // namespace

TEST_CASE("a cancelled lot is one by whatever name it is asked for, and its number stays used") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  CHECK_FALSE(registry.cancellation(lot.id));
  CHECK_FALSE(registry.facts(lot.short_code, kNow).cancelled);
  REQUIRE(registry.cancel_lot(lot.id, kMistake));
  for (const LotFacts& facts : {registry.facts(claim_of(lot), kNow),
                                registry.facts(lot.realm, lot.gtin, lot.code, std::nullopt, kNow),
                                registry.facts(lot.short_code, kNow)}) {
    REQUIRE(facts.lot);
    REQUIRE(facts.cancelled);
    CHECK(facts.cancelled->reason == kMistake.reason);
    CHECK(facts.cancelled->at == kNow);
    CHECK(facts.cancelled->who == "Lan");
  }
  const Lot next = issued(registry);
  CHECK(next.issue_number == lot.issue_number + 1);
  CHECK(next.code != lot.code);
  CHECK_FALSE(registry.facts(next.short_code, kNow).cancelled);
  const auto all = registry.cancellations();
  REQUIRE(all.size() == 1);
  CHECK(all[0].lot.key_id == kKey);
  CHECK(all[0].lot.issue_number == lot.issue_number);
  CHECK(all[0].cancelled.reason == kMistake.reason);
}

TEST_CASE("nothing is printed for a cancelled lot, and no printed lot is cancelled") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot cancelled = issued(registry);
  REQUIRE(registry.cancel_lot(cancelled.id, kMistake));
  const auto print = registry.add_print_job(
      {.lot_id = cancelled.id, .kind = CodeKind::lot_seal, .labels = 1}, kNow, {}, entry_of_job);
  REQUIRE(!print);
  CHECK(print.error().code == "lot_is_cancelled");
  CHECK(print.error().value == cancelled.code.text());
  CHECK(print.error().args.at("reason") == kMistake.reason);
  for (const CodeKind kind : {CodeKind::lot_seal, CodeKind::item_seal, CodeKind::item_link}) {
    const Lot lot = issued(registry);
    const PrintJob job = printed(registry, lot, kind, 3);
    REQUIRE(registry.add_reprint(reprint_of(job, 1, 2)));
    const auto done = registry.cancel_lot(lot.id, kMistake);
    REQUIRE(!done);
    CHECK(done.error().code == "lot_has_labels");
    CHECK(done.error().args.at("labels") == "3");
    CHECK_FALSE(registry.cancellation(lot.id));
    // One label on goods is enough.
    const Lot of_one = issued(registry);
    printed(registry, of_one, kind, 1);
    const auto refused = registry.cancel_lot(of_one.id, kMistake);
    REQUIRE(!refused);
    CHECK(refused.error().args.at("labels") == "1");
  }
}

TEST_CASE("a lot is cancelled once, and only one that is there") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  REQUIRE(scratch.registry.cancel_lot(lot.id, kMistake));
  CHECK(fault_of(scratch.registry.cancel_lot(lot.id, kMistake)) == "lot_is_cancelled");
  CHECK(fault_of(scratch.registry.cancel_lot(4711, kMistake)) == "unknown_reference");
}

TEST_CASE("of a lot that may have been printed before a restore nobody says that it was not" *
          looks_at_file()) {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  REQUIRE(restore->transaction([&]() -> Result<void> {
    restore->spend_serials(100);
    return {};
  }));
  CHECK(fault_of(scratch.registry.cancel_lot(lot.id, kMistake)) == "lot_may_have_labels");
}

TEST_CASE("that a lot is cancelled stands in the log, in its own transaction") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  FactEntries entries;
  entries.lot_cancelled = [](std::string_view realm, std::uint64_t lot_leaf_index,
                             const LotCancellation& cancelled) {
    return std::string(realm) + " " + std::to_string(lot_leaf_index) + " " + cancelled.reason;
  };
  registry.log_facts_with(entries);
  const std::uint64_t size = registry.log_size(kRealm);
  REQUIRE(registry.cancel_lot(lot.id, kMistake));
  CHECK(fault_of(registry.cancel_lot(lot.id, kMistake)) == "lot_is_cancelled");
  CHECK(registry.log_entries(kRealm, size, 9) ==
        std::vector<std::string>{kRealm + " " + std::to_string(lot.leaf_index) +
                                 " gõ nhầm sản phẩm"});
  CHECK(registry.logged_rows().lot_cancellations == 1);
}

TEST_CASE("an audit reads who cancelled a lot, when and why; a restored one is known by its entry" *
          looks_at_file()) {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const Lot other = issued(scratch.registry);
  REQUIRE(scratch.registry.cancel_lot(lot.id, kMistake));
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  REQUIRE(restore->transaction([&]() -> Result<void> {
    CHECK(restore->take_lot_cancellation({kRealm, restore->log_size(kRealm), "entry"},
                                         other.leaf_index, {"lý do đã mất", kNow, ""}));
    CHECK_FALSE(restore->take_lot_cancellation({kRealm, restore->log_size(kRealm), "waits"}, 4711,
                                               {"lý do đã mất", kNow, ""}));
    return {};
  }));
  CHECK(scratch.registry.cancellation(other.id)->reason == "lý do đã mất");
  REQUIRE(restore->waiting().size() == 1);
  CHECK(restore->waiting()[0].entry == "waits");
  std::size_t rows = 0;
  RegistryAudit::open(scratch.path)
      .value()
      .each_lot_cancellation([&](const std::optional<RegistryAudit::LotCancellationRow>& row) {
        REQUIRE(row);
        CHECK(row->lot_leaf_index == lot.leaf_index);
        CHECK(row->realm == kRealm);
        CHECK(row->cancelled.who == "Lan");
        CHECK(row->cancelled.at == kNow);
        ++rows;
      });
  CHECK(rows == 1);
}
