#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();

std::string lot_label() { return kTestRealm.label(kTestRealm.claim()); }
std::string item_label() { return kTestRealm.label(kTestRealm.item_claim()); }

Verdict online(const std::string& text, const LotFacts& facts, const char* today = kToday) {
  return verdict_of(text, by_registry(kTrust, facts, today));
}

// A label of the cut key, and the facts of its lot at that log index.
Verdict of_cut_key(std::uint64_t leaf_index, bool position_known = true) {
  Claim claim = kTestRealm.claim_by(kTestRealm.cut);
  claim.gtin = gtin("0299100000001");
  LotFacts facts = facts_of(claim);
  facts.lot->cooperative_id = "C91";
  facts.lot->leaf_index = leaf_index;
  facts.log_position_known = position_known;
  return online(sealed_uri(kHost, sealed(claim, kTestRealm.cut, kRealm)), facts);
}

}  // namespace

TEST_CASE("a good label that the registry knows passes every check") {
  const Verdict verdict = online(lot_label(), facts_of(kTestRealm.claim()));
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "pppppppppnp");
  CHECK(verdict.basis == Basis::registry);
  REQUIRE(verdict.certifications.size() == 1);
  CHECK(verdict.certifications_known);
  CHECK(verdict.certifications[0].in_force_on_packing == true);
  CHECK(verdict.facts.has_value());
}

TEST_CASE("a good item with few scans passes every check") {
  LotFacts facts = facts_of(kTestRealm.item_claim());
  facts.scans = ScanCount{.scans = 20, .places = 5};
  const Verdict verdict = online(item_label(), facts);
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "ppppppppppp");
}

TEST_CASE("a workplace that records no scans has none to check") {
  const Verdict verdict = online(item_label(), facts_of(kTestRealm.item_claim()));
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.checks.copies == Outcome::not_applicable);
}

TEST_CASE("a good label that the bundle knows is valid without a look at copies") {
  const Verdict verdict =
      verdict_of(item_label(), by_bundle(kTrust, facts_of(kTestRealm.item_claim())));
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "ppppppppp-p");
  CHECK(verdict.basis == Basis::bundle);
}

TEST_CASE("a good seal that the registry never issued is unknown") {
  const Verdict verdict = online(lot_label(), no_lot());
  CHECK(summary(verdict) == "unknown/never_issued");
  CHECK(letters(verdict.checks) == "pppppf-p-np");
  CHECK(verdict.proof == Proof::none);
  CHECK(verdict.claimed.has_value());
}

TEST_CASE("a lot newer than a bundle, or lost before a restore, is not accused") {
  LotFacts facts = no_lot();
  facts.beyond_source = true;
  const Verdict verdict = verdict_of(lot_label(), by_bundle(kTrust, facts));
  CHECK(summary(verdict) == "cannot_check/newer_than_data");
  CHECK(verdict.checks.issued == Outcome::not_checked);
  CHECK(verdict.cooperative_id == "C90");
  CHECK(summary(online(lot_label(), facts)) == "cannot_check/newer_than_data");
}

TEST_CASE("a good seal for a serial that was never printed is unknown") {
  for (const SerialState state : {SerialState::not_issued, SerialState::listed}) {
    LotFacts facts = facts_of(kTestRealm.item_claim());
    facts.serial = state;
    const Verdict verdict = online(item_label(), facts);
    CHECK(summary(verdict) == "unknown/serial_not_issued");
    CHECK(verdict.checks.issued == Outcome::fail);
  }
}

TEST_CASE("a source that does not say anything of the serial cannot make it valid") {
  LotFacts facts = facts_of(kTestRealm.item_claim());
  facts.serial = SerialState::none_asked;
  CHECK(summary(online(item_label(), facts)) == "cannot_check/serial_not_checked");
}

TEST_CASE("another claim at the issue number is a conflict, said by the source or seen here") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.number_conflict = true;
  CHECK(summary(online(lot_label(), facts)) == "unknown/number_conflict");

  std::vector<LotFacts> others(6, facts_of(kTestRealm.claim()));
  others[0].lot->packed_on -= std::chrono::days(1);
  others[1].lot->shelf_life_days = 181;
  others[2].lot->issue_number = 2;
  others[3].lot->code = LotCode::parse("261124-02").value();
  others[4].lot->gtin = gtin("0299000000002");
  others[5].lot->key_id = key_id(kRealm, kTestRealm.retired.public_key);
  for (const LotFacts& other : others) {
    const Verdict verdict = online(lot_label(), other);
    CHECK(summary(verdict) == "unknown/number_conflict");
    CHECK_FALSE(verdict.facts);
  }
}

TEST_CASE("a recalled lot, product or cooperative is recalled, each with its reason") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.recalls = {recall(Recall::Scope::cooperative), recall(Recall::Scope::lot),
                   recall(Recall::Scope::product), recall(Recall::Scope::lot)};
  const Verdict verdict = online(lot_label(), facts);
  CHECK(summary(verdict) ==
        "recalled/lot_recalled recalled/product_recalled recalled/cooperative_recalled");
  CHECK(verdict.checks.status == Outcome::fail);
  CHECK(verdict.facts->recalls.size() == 4);
  CHECK(verdict.proof == Proof::sealed);
}

TEST_CASE("a recall of another lot's product does not reach a label that was never issued") {
  LotFacts facts = no_lot();
  facts.recalls = {recall(Recall::Scope::product)};
  CHECK(summary(online(lot_label(), facts)) == "unknown/never_issued");
}

TEST_CASE("a voided label is void") {
  LotFacts facts = facts_of(kTestRealm.item_claim());
  facts.serial = SerialState::voided;
  facts.voided =
      Void{.first = 40, .last = 50, .listed_serial = "", .reason = "in lỗi", .at = instant(kNow)};
  const Verdict verdict = online(item_label(), facts);
  CHECK(summary(verdict) == "void/label_voided");
  CHECK(letters(verdict.checks) == "ppppppfppnp");
}

TEST_CASE("a cancelled lot is void, however its label is named, and a recall of it goes before") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.cancelled = LotCancellation{.reason = "gõ nhầm", .at = instant(kNow)};
  const Verdict verdict = online(lot_label(), facts);
  CHECK(summary(verdict) == "void/lot_cancelled");
  CHECK(verdict.checks.status == Outcome::fail);
  REQUIRE(verdict.facts);
  CHECK(verdict.facts->cancelled->reason == "gõ nhầm");
  // Nobody printed this serial, and so nobody stands behind it.
  LotFacts item = facts_of(kTestRealm.item_claim());
  item.cancelled = facts.cancelled;
  item.serial = SerialState::not_issued;
  CHECK(summary(online(item_label(), item)) == "unknown/serial_not_issued void/lot_cancelled");
  facts.recalls = {recall(Recall::Scope::product)};
  CHECK(summary(online(lot_label(), facts)) == "recalled/product_recalled void/lot_cancelled");
}

TEST_CASE("more scans, more places or impossible travel make a suspected copy of an item") {
  LotFacts facts = facts_of(kTestRealm.item_claim());
  facts.scans = ScanCount{.scans = 21, .places = 5};
  CHECK(summary(online(item_label(), facts)) == "suspected_copy/too_many_scans");
  facts.scans = ScanCount{.scans = 20, .places = 6};
  CHECK(summary(online(item_label(), facts)) == "suspected_copy/too_many_places");
  facts.scans = ScanCount{.scans = 2, .places = 2, .too_fast = true};
  CHECK(summary(online(item_label(), facts)) == "suspected_copy/too_far_too_fast");
  Knowledge strict = by_registry(kTrust, facts);
  strict.facts->scans = ScanCount{.scans = 3, .places = 1};
  strict.copies = {.scans = 2, .places = 5};
  CHECK(summary(verdict_of(item_label(), strict)) == "suspected_copy/too_many_scans");
}

TEST_CASE("a code that many packs share never suspects a copy, nor does a bundle") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.scans = ScanCount{.scans = 1'000'000, .places = 100, .too_fast = true};
  CHECK(summary(online(lot_label(), facts)) == "valid");
  facts = facts_of(kTestRealm.item_claim());
  facts.scans = ScanCount{.scans = 1'000'000, .places = 100, .too_fast = true};
  CHECK(summary(verdict_of(item_label(), by_bundle(kTrust, facts))) == "valid");
}

TEST_CASE("a cut key's honest labels before the cut stay good, and the cut itself is out") {
  CHECK(summary(of_cut_key(99)) == "valid");
  const Verdict verdict = of_cut_key(100);
  CHECK(summary(verdict) == "unknown/key_cut");
  CHECK(verdict.checks.key == Outcome::fail);
}

TEST_CASE("a record that was moved to another cooperative than the key's is a conflict") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.lot->cooperative_id = "C01";
  CHECK(summary(online(lot_label(), facts)) == "unknown/number_conflict");
}

TEST_CASE("a source without log positions cannot judge a cut key") {
  CHECK(summary(of_cut_key(0, false)) == "cannot_check/log_position_unknown");
}

TEST_CASE("a thief's claim at an honest number of a cut key is a conflict") {
  Claim honest = kTestRealm.claim_by(kTestRealm.cut);
  honest.gtin = gtin("0299100000001");
  Claim thief = honest;
  thief.lot = LotCode::parse("261124-99").value();
  CHECK(summary(online(sealed_uri(kHost, sealed(thief, kTestRealm.cut, kRealm)),
                       facts_of(honest))) == "unknown/number_conflict");
}

TEST_CASE("a claim of a cut key that nobody logged is the thief's") {
  Claim claim = kTestRealm.claim_by(kTestRealm.cut);
  claim.gtin = gtin("0299100000001");
  const std::string text = sealed_uri(kHost, sealed(claim, kTestRealm.cut, kRealm));
  const Verdict verdict = online(text, LotFacts{.as_of = instant("2026-12-01T03:00:00.000Z")});
  CHECK(summary(verdict) == "unknown/key_cut unknown/never_issued");
  CHECK(verdict.checks.key == Outcome::fail);
}

TEST_CASE("a lapsed certificate does not make a label invalid") {
  const Verdict verdict = online(lot_label(), facts_of(kTestRealm.claim()), "2027-05-21");
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.certifications[0].in_force_on_packing == true);
  CHECK(verdict.certifications[0].in_force_today == false);
  CHECK(verdict.checks.certification == Outcome::pass);
}

TEST_CASE("the certification check informs and never decides") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.certifications[0].issued = VagueDate::exact(day("2020-01-01"));
  Verdict verdict = online(lot_label(), facts);
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.checks.certification == Outcome::fail);

  facts.certifications[0].issued.reset();
  verdict = online(lot_label(), facts);
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.checks.certification == Outcome::not_checked);
  CHECK_FALSE(verdict.certifications[0].in_force_on_packing);

  facts.certifications.clear();
  verdict = online(lot_label(), facts);
  CHECK(summary(verdict) == "valid");
  CHECK(verdict.checks.certification == Outcome::not_applicable);
  CHECK(verdict.certifications_known);
}

TEST_CASE("a bundle past its grace withholds valid, and a recall in it stands") {
  LotFacts facts = facts_of(kTestRealm.claim());
  Knowledge knowledge = by_bundle(kTrust, facts);
  knowledge.now = *knowledge.facts_valid_until;
  CHECK(summary(verdict_of(lot_label(), knowledge)) == "valid");
  knowledge.now += std::chrono::milliseconds(1);
  CHECK(summary(verdict_of(lot_label(), knowledge)) == "cannot_check/stale_facts");
  knowledge.facts->recalls = {recall(Recall::Scope::lot)};
  CHECK(summary(verdict_of(lot_label(), knowledge)) ==
        "recalled/lot_recalled cannot_check/stale_facts");
}

TEST_CASE("facts that no witness stands behind withhold valid, and a recall in them stands") {
  Knowledge knowledge = by_bundle(kTrust, facts_of(kTestRealm.claim()));
  knowledge.unwitnessed = true;
  const Verdict verdict = verdict_of(lot_label(), knowledge);
  CHECK(summary(verdict) == "cannot_check/not_witnessed");
  CHECK(verdict.checks.freshness == Outcome::fail);
  knowledge.facts->recalls = {recall(Recall::Scope::lot)};
  CHECK(summary(verdict_of(lot_label(), knowledge)) ==
        "recalled/lot_recalled cannot_check/not_witnessed");
}

TEST_CASE("a bundle that does not say how long it is good is stale") {
  Knowledge knowledge = by_bundle(kTrust, facts_of(kTestRealm.claim()));
  knowledge.facts_valid_until.reset();
  CHECK(summary(verdict_of(lot_label(), knowledge)) == "cannot_check/stale_facts");
}

TEST_CASE("facts from the future show a wrong clock") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.as_of = instant("2026-12-02T03:00:00.000Z");
  CHECK(summary(online(lot_label(), facts)) == "valid");
  facts.as_of += std::chrono::milliseconds(1);
  CHECK(summary(online(lot_label(), facts)) == "cannot_check/clock_off");
}

TEST_CASE("a clock that is wrong by list and by facts is one finding") {
  LotFacts facts = facts_of(kTestRealm.claim());
  Knowledge early = by_registry(kTrust, facts);
  early.now = kTrust.list().issued_at - std::chrono::hours(25);
  CHECK(summary(verdict_of(lot_label(), early)) == "cannot_check/clock_off");
}

TEST_CASE("a clock more than a year past list and bundle calls no goods expired") {
  Knowledge late = by_bundle(kTrust, facts_of(kTestRealm.claim()));
  late.now = std::max(kTrust.list().expires_at, *late.facts_valid_until) + std::chrono::days(365);
  late.today = vietnam_day(late.now);
  CHECK(summary(verdict_of(lot_label(), late)) ==
        "expired/past_use_by cannot_check/stale_trust cannot_check/stale_facts");
  late.now += std::chrono::days(1);
  late.today = vietnam_day(late.now);
  const Verdict verdict = verdict_of(lot_label(), late);
  CHECK(summary(verdict) ==
        "cannot_check/stale_trust cannot_check/clock_ahead cannot_check/stale_facts");
  CHECK(verdict.checks.dates == Outcome::fail);
  // A day that somebody named is no clock's.
  late.today += std::chrono::days(1);
  CHECK(summary(verdict_of(lot_label(), late)) ==
        "expired/past_use_by cannot_check/stale_trust cannot_check/stale_facts");
}

TEST_CASE("certificates are shown with the newest in force first and a dead one last") {
  LotFacts facts = facts_of(kTestRealm.claim());
  Certification dead = facts.certifications.front(), newer = dead;
  dead.id = "K01";
  dead.issued = VagueDate::exact(day("2020-01-01"));
  newer.id = "K95";
  newer.level = "5";
  newer.issued = VagueDate::exact(day("2026-06-01"));
  facts.certifications = {dead, facts.certifications.front(), newer};
  const Verdict verdict = online(lot_label(), facts);
  REQUIRE(verdict.certifications.size() == 3);
  CHECK(verdict.certifications[0].certification.id == "K95");
  CHECK(verdict.certifications[2].certification.id == "K01");
}

TEST_CASE("an expired trust list withholds valid also where the registry answers") {
  Knowledge knowledge = by_registry(kTrust, facts_of(kTestRealm.claim()));
  knowledge.now = kTrust.list().expires_at;
  CHECK(summary(verdict_of(lot_label(), knowledge)) == "cannot_check/stale_trust");
}

TEST_CASE("a source that was to be asked and gave nothing leaves the label unchecked") {
  Knowledge knowledge = by_trust_list(kTrust);
  for (const Basis basis : {Basis::bundle, Basis::registry}) {
    knowledge.basis = basis;
    CHECK(summary(verdict_of(lot_label(), knowledge)) == "cannot_check/no_facts");
  }
}

TEST_CASE("no single failed or missing check of the registry leaves a label valid") {
  LotFacts facts = facts_of(kTestRealm.item_claim());
  facts.scans = ScanCount{.scans = 100};
  facts.recalls = {recall(Recall::Scope::lot)};
  const std::string wrong_host =
      sealed_uri("evil.example", sealed(kTestRealm.item_claim(), kTestRealm.issuer, kRealm));
  CHECK(summary(online(wrong_host, facts, "2029-01-01")) ==
        "recalled/lot_recalled wrong_site/host_not_owned suspected_copy/too_many_scans "
        "expired/past_use_by");
}
