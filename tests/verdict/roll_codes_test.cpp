// A code that was printed before its lot was known.
#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();
const std::string kCode = "https://ocop.example/01/02990000000019/21/7ZK4M0Q8XW2RT";

LotFacts unclaimed() {
  const LotFacts lot = facts_of(kTestRealm.claim());
  LotFacts facts{.as_of = lot.as_of};
  facts.unclaimed = UnclaimedCode{lot.lot->realm, lot.lot->cooperative_id, lot.lot->gtin};
  facts.cooperative = lot.cooperative;
  facts.product = lot.product;
  return facts;
}

LotFacts claimed(SerialState serial = SerialState::listed) {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = serial;
  return facts;
}

Verdict online(const LotFacts& facts, const std::string& text = kCode) {
  return verdict_of(text, by_registry(kTrust, facts));
}

}  // namespace

TEST_CASE("a code that no lot has claimed is not used yet, and never valid") {
  const Verdict verdict = online(unclaimed());
  CHECK(summary(verdict) == "unused/not_claimed");
  CHECK(letters(verdict.checks) == "pnnpnfpnnnp");
  CHECK(verdict.proof == Proof::none);
  CHECK_FALSE(verdict.lot_code);
  CHECK(verdict.gtin == kTestRealm.claim().gtin);
  CHECK(verdict.serial->text() == "7ZK4M0Q8XW2RT");
  CHECK(verdict.cooperative_name == "HTX Mẫu Sông Xanh");
  CHECK_FALSE(verdict.claimed);
  CHECK(exit_code(verdict.main.headline) == 29);
}

TEST_CASE("a bundle does not know what was claimed since") {
  CHECK(summary(verdict_of(kCode, by_bundle(kTrust, unclaimed()))) ==
        "cannot_check/not_claimed_then");
}

TEST_CASE("a code that a lot has claimed is a listed code of it") {
  const Verdict verdict = online(claimed());
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.proof == Proof::listed);
  CHECK(verdict.lot_code->text() == "261124-01");
  CHECK(verdict.serial->text() == "7ZK4M0Q8XW2RT");
  LotFacts voided = claimed(SerialState::voided);
  voided.voided = Void{.listed_serial = "7ZK4M0Q8XW2RT", .reason = "rách"};
  CHECK(summary(online(voided)) == "void/label_voided");
  LotFacts recalled = claimed();
  recalled.recalls = {recall(Recall::Scope::lot)};
  CHECK(summary(online(recalled)) == "recalled/lot_recalled");
  LotFacts copied = claimed();
  copied.scans = ScanCount{.scans = 21, .places = 1};
  CHECK(summary(online(copied)) == "suspected_copy/too_many_scans");
}

TEST_CASE("a code that was taken out of use is void, claimed or not") {
  LotFacts facts = unclaimed();
  facts.serial = SerialState::voided;
  facts.voided = Void{.listed_serial = "7ZK4M0Q8XW2RT", .reason = "mất"};
  CHECK(summary(online(facts)) == "void/label_voided");
  CHECK(summary(verdict_of(kCode, by_bundle(kTrust, facts))) == "void/label_voided");
}

TEST_CASE("a recall of the product reaches labels that no lot has") {
  LotFacts facts = unclaimed();
  facts.recalls = {recall(Recall::Scope::product)};
  CHECK(summary(online(facts)) == "recalled/product_recalled unused/not_claimed");
}

TEST_CASE("a code under another site, and one that nobody knows") {
  const std::string elsewhere = "https://other.example/01/02990000000019/21/7ZK4M0Q8XW2RT";
  CHECK(summary(online(unclaimed(), elsewhere)) == "wrong_site/host_not_owned unused/not_claimed");
  CHECK(summary(online(claimed(), elsewhere)) == "wrong_site/host_not_owned");
  CHECK(summary(online(no_lot())) == "unknown/never_issued");
  LotFacts lost = no_lot();
  lost.beyond_source = true;
  CHECK(summary(online(lost)) == "cannot_check/newer_than_data");
  CHECK(summary(verdict_of(kCode, by_trust_list(kTrust))) == "cannot_check/needs_registry");
}

TEST_CASE("a code of a test roll is a test label") {
  LotFacts facts = unclaimed();
  facts.unclaimed->realm += kTestRealmSuffix;
  CHECK(summary(online(facts)) == "void/test_key");
}

TEST_CASE("without a trust list nobody says whether the host of a code is right") {
  const Verdict verdict = verdict_of(kCode, by_registry(Trust::none(), unclaimed()));
  CHECK(summary(verdict) == "unused/not_claimed cannot_check/no_trust_list");
  CHECK(verdict.checks.host == Outcome::not_checked);
}
