#include <doctest/doctest.h>

#include "scratch_registry.h"
#include "temgoc/model/as_issued.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");

Result<void> recall(Registry& registry, Recall::Scope scope, const std::string& subject) {
  const Recall recall{.scope = scope,
                      .reason = "dư lượng",
                      .instruction = "trả lại nơi mua",
                      .since = day("2027-01-01")};
  return registry.add_recall(recall, subject, kNow);
}

}  // namespace

TEST_CASE("the three ways to name a lot find the same facts") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store(certification("K1"), kNow, false));
  REQUIRE(registry.store(certification("K2", ""), kNow, false));
  const Lot lot = issued(registry);
  issued(registry);
  for (const LotFacts& facts : {registry.facts(claim_of(lot), kNow),
                                registry.facts(lot.realm, lot.gtin, lot.code, std::nullopt, kNow),
                                registry.facts(lot.short_code, kNow)}) {
    REQUIRE(facts.lot);
    CHECK(facts.lot->id == lot.id);
    CHECK(facts.lot->key_id == kKey);
    CHECK(facts.as_of == kNow);
    CHECK(!facts.number_conflict);
    CHECK(facts.serial == SerialState::none_asked);
    CHECK(facts.cooperative == cooperative());
    CHECK(facts.product == product());
    CHECK(facts.place == place());
    CHECK(facts.certifications.size() == 2);
    CHECK(facts.recalls.empty());
    REQUIRE(facts.scans);
    CHECK(facts.scans->scans == 0);
  }
}

TEST_CASE("a reader finds the facts of a lot as others have changed them since") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  const auto same = [&] {
    const LotFacts kept = reader.facts(claim_of(lot), kNow);
    const LotFacts read = registry.facts(claim_of(lot), kNow);
    return kept.cooperative == read.cooperative && kept.product == read.product &&
           kept.place == read.place && kept.certifications == read.certifications &&
           kept.recalls.size() == read.recalls.size();
  };
  CHECK(same());
  Product renamed = product();
  renamed.name = "Trà mẫu hai";
  REQUIRE(registry.store(renamed, kNow, true));
  CHECK(same());
  CHECK(reader.facts(claim_of(lot), kNow).product == renamed);
  REQUIRE(registry.store(certification("K1"), kNow, false));
  CHECK(same());
  REQUIRE(recall(registry, Recall::Scope::product, "P90"));
  CHECK(same());
  CHECK(reader.facts(claim_of(lot), kNow).recalls.size() == 1);
}

TEST_CASE("a reader finds a lot's serials, voids and cancellation as others have changed them") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const Lot other = issued(registry);
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  const auto state = [&](const char* number) {
    const LotFacts kept = reader.facts(claim_of(lot, serial(number)), kNow);
    const LotFacts read = registry.facts(claim_of(lot, serial(number)), kNow);
    CHECK(kept.serial == read.serial);
    CHECK(kept.print_leaf_index == read.print_leaf_index);
    CHECK(kept.voided.has_value() == read.voided.has_value());
    return kept.serial;
  };
  CHECK(state("0000001") == SerialState::not_issued);
  printed(registry, lot, CodeKind::item_seal, 5);
  CHECK(state("0000001") == SerialState::issued);
  CHECK(state("0000005") == SerialState::issued);
  CHECK(state("0000006") == SerialState::not_issued);
  printed(registry, lot, CodeKind::item_seal, 3);
  CHECK(state("0000005") == SerialState::issued);
  CHECK(state("0000006") == SerialState::issued);
  CHECK(state("0000008") == SerialState::issued);
  CHECK(state("0000009") == SerialState::not_issued);
  REQUIRE(registry.add_void(lot.id, {.first = 7, .last = 8, .reason = "hỏng", .at = kNow}));
  CHECK(state("0000006") == SerialState::issued);
  CHECK(state("0000007") == SerialState::voided);
  CHECK(state("0000008") == SerialState::voided);
  CHECK_FALSE(reader.facts(claim_of(other), kNow).cancelled);
  REQUIRE(registry.cancel_lot(other.id, {.reason = "gõ nhầm", .at = kNow, .who = "Lan"}));
  CHECK(reader.facts(claim_of(other), kNow).cancelled);
}

TEST_CASE("what a reader keeps of a lot is not taken for another claim of its number") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  REQUIRE(reader.facts(claim_of(lot), kNow).lot);
  Claim claim = claim_of(lot);
  claim.lot = lot_code("OTHER");
  CHECK(reader.facts(claim, kNow).number_conflict);
  CHECK_FALSE(reader.facts(claim, kNow).lot);
}

TEST_CASE("a lot comes with its own record once a record that its label shows has changed") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const std::string own = registry.lot(lot.id)->record;
  REQUIRE_FALSE(own.empty());
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  const auto record = [&](const Registry& from) {
    return from.facts(claim_of(lot), kNow).lot->record;
  };
  const Instant later = lot.issued_at + std::chrono::hours(1);
  REQUIRE(registry.store(certification("K1"), later, false));
  CHECK(record(registry).empty());
  CHECK(record(reader).empty());
  Product renamed = product();
  renamed.name = "Trà mẫu hai";
  REQUIRE(registry.store(renamed, later, true));
  for (const Registry* from : {&std::as_const(registry), &reader}) {
    CHECK(as_issued(record(*from)).product == product());
    CHECK_FALSE(as_issued(record(*from)).cooperative);  // as it was
  }
  Product other = renamed;
  other.name = product().name;
  other.storage = "Nơi mát";
  REQUIRE(registry.store(other, later, true));
  CHECK(record(registry).empty());  // no label says less or more for it
  CHECK(record(reader).empty());
  std::string in_passing;
  registry.each_lot([&](const Lot& each, const LabelsPrinted&) { in_passing = each.record; });
  CHECK(in_passing == own);
}

TEST_CASE("a claim whose number was never issued has no lot and no conflict") {
  ScratchRegistry scratch;
  Claim claim = claim_of(issued(scratch.registry));
  claim.header.issue_number = 2;
  const LotFacts facts = scratch.registry.facts(claim, kNow);
  CHECK(!facts.lot);
  CHECK(!facts.number_conflict);
  CHECK(!facts.scans);
}

TEST_CASE("another claim at an issued number is a conflict without a lot") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const std::vector<std::function<void(Claim&)>> changes{
      [](Claim& claim) { claim.gtin = gtin("893850597402"); },
      [](Claim& claim) { claim.lot = lot_code("OTHER"); },
      [](Claim& claim) { claim.header.packed_on += std::chrono::days(1); },
      [](Claim& claim) { claim.header.shelf_life_days = 0; },
      [](Claim& claim) { claim.header.suite = 1; }};
  for (const auto& change : changes) {
    Claim claim = claim_of(lot);
    change(claim);
    const LotFacts facts = scratch.registry.facts(claim, kNow);
    CHECK(facts.number_conflict);
    CHECK(!facts.lot);
    CHECK(!facts.cooperative);
  }
  Claim other_key = claim_of(lot);
  other_key.header.key_id = kTestKey;
  CHECK(!scratch.registry.facts(other_key, kNow).number_conflict);
  CHECK(!scratch.registry.facts(other_key, kNow).lot);
}

TEST_CASE("a link or typed code that names nothing has no lot") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  Registry& registry = scratch.registry;
  CHECK(!registry.facts(kRealm, lot.gtin, lot_code("OTHER"), std::nullopt, kNow).lot);
  CHECK(!registry.facts(kTestRealm, lot.gtin, lot.code, std::nullopt, kNow).lot);
  CHECK(!registry.facts(ShortCode::random(seeded_random(9)), kNow).lot);
}

TEST_CASE("recalls of the lot, its product and its cooperative are all told, in order") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const Lot other = issued(registry);
  REQUIRE(recall(registry, Recall::Scope::lot, std::to_string(lot.id)));
  REQUIRE(recall(registry, Recall::Scope::product, "P90"));
  REQUIRE(recall(registry, Recall::Scope::cooperative, "C90"));
  const auto recalls = registry.facts(claim_of(lot), kNow).recalls;
  REQUIRE(recalls.size() == 3);
  CHECK(recalls[0].scope == Recall::Scope::lot);
  CHECK(recalls[0].reason == "dư lượng");
  CHECK(recalls[0].instruction == "trả lại nơi mua");
  CHECK(recalls[0].since == day("2027-01-01"));
  CHECK(recalls[1].scope == Recall::Scope::product);
  CHECK(recalls[2].scope == Recall::Scope::cooperative);
  CHECK(registry.facts(claim_of(other), kNow).recalls.size() == 2);
}

TEST_CASE("a recall of something that is not there is refused") {
  ScratchRegistry scratch;
  issued(scratch.registry);
  for (const char* subject : {"4711", "", "1x", " 1", "99999999999999999999"}) {
    const Result<void> done = recall(scratch.registry, Recall::Scope::lot, subject);
    REQUIRE(!done);
    CHECK(done.error().code == "unknown_reference");
    CHECK(done.error().field == "lot_id");
  }
  CHECK(!recall(scratch.registry, Recall::Scope::product, "C90"));
  CHECK(!recall(scratch.registry, Recall::Scope::cooperative, "P90"));
}

TEST_CASE("facts tell the records as they now are") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  Cooperative renamed = cooperative();
  renamed.name = "Hợp tác xã mẫu mới";
  REQUIRE(scratch.registry.store(renamed, kNow, true));
  CHECK(scratch.registry.facts(claim_of(lot), kNow).cooperative == renamed);
}
