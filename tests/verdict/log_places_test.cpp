// A cut key, and what receipts prove: a serial is believed by the place of its print job in the
// log, a lot's label by the lot's.
#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();
constexpr std::uint64_t kCutAt = 100;

Claim claim_by_cut_key(bool item) {
  Claim claim = kTestRealm.claim_by(kTestRealm.cut);
  claim.gtin = gtin("0299100000001");
  if (item) claim.serial = Serial::sealed(42);
  return claim;
}

std::string label_by_cut_key(bool item) {
  return sealed_uri(kHost, sealed(claim_by_cut_key(item), kTestRealm.cut, kRealm));
}

Verdict item_online(std::uint64_t lot_at, std::optional<std::uint64_t> printed_at,
                    SerialState state = SerialState::issued) {
  LotFacts facts = facts_of(claim_by_cut_key(true));
  facts.lot->cooperative_id = "C91";
  facts.lot->leaf_index = lot_at;
  facts.serial = state;
  facts.print_leaf_index = printed_at;
  return verdict_of(label_by_cut_key(true), by_registry(kTrust, facts));
}

Verdict with_receipts(const std::string& label, std::uint64_t lot_at,
                      std::optional<std::uint64_t> printed_at) {
  Knowledge knowledge = by_trust_list(kTrust);
  knowledge.logged = LogPosition{lot_at, printed_at};
  return verdict_of(label, knowledge);
}

}  // namespace

TEST_CASE("a serial of a cut key is believed where its lot and its print job were logged before") {
  CHECK(summary(item_online(98, 99)) == "valid");
  CHECK(summary(item_online(98, kCutAt)) == "unknown/key_cut");
  CHECK(summary(item_online(98, kCutAt + 7)) == "unknown/key_cut");
  CHECK(summary(item_online(kCutAt, kCutAt + 1)) == "unknown/key_cut");
  const Verdict unknown = item_online(98, std::nullopt);
  CHECK(summary(unknown) == "cannot_check/log_position_unknown");
  CHECK(unknown.checks.key == Outcome::not_checked);
}

TEST_CASE("a serial that was never printed has no place, and its lot's still counts") {
  CHECK(summary(item_online(98, std::nullopt, SerialState::not_issued)) ==
        "unknown/serial_not_issued");
  CHECK(summary(item_online(kCutAt, std::nullopt, SerialState::not_issued)) ==
        "unknown/serial_not_issued unknown/key_cut");
}

TEST_CASE("a voided serial of a cut key is void where its job was logged before, unknown after") {
  CHECK(summary(item_online(98, 99, SerialState::voided)) == "void/label_voided");
  CHECK(summary(item_online(98, kCutAt, SerialState::voided)) ==
        "unknown/key_cut void/label_voided");
}

TEST_CASE("a recalled lot whose place is not known is recalled, with its reason") {
  LotFacts facts = facts_of(claim_by_cut_key(false));
  facts.lot->cooperative_id = "C91";
  facts.log_position_known = false;
  facts.recalls = {recall(Recall::Scope::lot)};
  const Verdict verdict = verdict_of(label_by_cut_key(false), by_bundle(kTrust, facts));
  CHECK(summary(verdict) == "recalled/lot_recalled cannot_check/log_position_unknown");
  REQUIRE(verdict.facts);
  CHECK(verdict.facts->recalls.front().reason == "dư lượng");
}

TEST_CASE("the lot's receipt lifts the label of a lot, and never that of an item") {
  const std::string lot = label_by_cut_key(false);
  const std::string item = label_by_cut_key(true);
  CHECK(summary(with_receipts(lot, 98, std::nullopt)) == "valid");
  CHECK(with_receipts(lot, 98, std::nullopt).checks.issued == Outcome::pass);
  CHECK(summary(with_receipts(lot, kCutAt, std::nullopt)) == "unknown/key_cut");

  const Verdict bare = with_receipts(item, 98, std::nullopt);
  CHECK(summary(bare) == "cannot_check/serial_not_checked cannot_check/log_position_unknown");
  CHECK(bare.checks.issued == Outcome::not_checked);
  CHECK(bare.checks.key == Outcome::not_checked);
  CHECK(summary(with_receipts(item, 98, 99)) == "valid");
  CHECK(with_receipts(item, 98, 99).checks.issued == Outcome::pass);
  CHECK(summary(with_receipts(item, 98, kCutAt)) == "unknown/key_cut");
}

TEST_CASE("a receipt that proves the lot alone makes no serial valid under any key") {
  const std::string item = kTestRealm.label(kTestRealm.item_claim());
  CHECK(summary(verdict_of(item, by_trust_list(kTrust))) ==
        "valid");  // and says: issue not checked
  CHECK(summary(with_receipts(item, 3, std::nullopt)) == "cannot_check/serial_not_checked");
  CHECK(summary(with_receipts(item, 3, 4)) == "valid");
}

TEST_CASE("receipts give the places that a source of facts does not know") {
  LotFacts facts = facts_of(claim_by_cut_key(true));
  facts.lot->cooperative_id = "C91";
  facts.lot->leaf_index = 98;
  facts.print_leaf_index.reset();
  Knowledge knowledge = by_bundle(kTrust, facts);
  const std::string item = label_by_cut_key(true);
  CHECK(summary(verdict_of(item, knowledge)) == "cannot_check/log_position_unknown");
  knowledge.logged = LogPosition{98, 99};
  CHECK(summary(verdict_of(item, knowledge)) == "valid");
  knowledge.logged = LogPosition{98, kCutAt};
  CHECK(summary(verdict_of(item, knowledge)) == "unknown/key_cut");
  // What the source does know, no receipt replaces.
  knowledge.facts->print_leaf_index = kCutAt;
  knowledge.logged = LogPosition{98, 99};
  CHECK(summary(verdict_of(item, knowledge)) == "unknown/key_cut");
}

TEST_CASE(
    "a cut key's claim that the bundle is too old for, or finds in conflict, is no thief's yet") {
  const std::string lot = label_by_cut_key(false);
  LotFacts facts = no_lot();
  facts.beyond_source = true;
  CHECK(summary(verdict_of(lot, by_bundle(kTrust, facts))) ==
        "cannot_check/newer_than_data cannot_check/log_position_unknown");
  facts = no_lot();
  facts.number_conflict = true;
  CHECK(summary(verdict_of(lot, by_bundle(kTrust, facts))) == "unknown/number_conflict");
}

TEST_CASE("a registry's facts that say how long they are good are held to it too") {
  Knowledge knowledge = by_registry(kTrust, facts_of(kTestRealm.claim()));
  knowledge.facts_valid_until = knowledge.now;
  const std::string label = kTestRealm.label(kTestRealm.claim());
  CHECK(summary(verdict_of(label, knowledge)) == "valid");
  *knowledge.facts_valid_until -= std::chrono::milliseconds(1);
  CHECK(summary(verdict_of(label, knowledge)) == "cannot_check/stale_facts");
}
