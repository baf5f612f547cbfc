// What the trust list says of a lot's key holds for every way of naming the lot: a listed code, a
// link that lost its seal, a typed code; by the registry and by a bundle.
#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();
constexpr std::uint64_t kCutAt = 100;

Claim claim_by_cut_key() {
  Claim claim = kTestRealm.claim_by(kTestRealm.cut);
  claim.gtin = gtin("0299100000001");
  return claim;
}

// A lot of the cut key, and one listed serial of it, each at its place in the log.
LotFacts of_cut_key(std::uint64_t lot_at, std::optional<std::uint64_t> printed_at) {
  LotFacts facts = facts_of(claim_by_cut_key());
  facts.lot->cooperative_id = "C91";
  facts.lot->leaf_index = lot_at;
  facts.serial = SerialState::listed;
  facts.print_leaf_index = printed_at;
  return facts;
}

struct Named {
  std::string by;
  std::string text;
  bool has_serial;
};

std::vector<Named> ways_to_name(const Lot& lot) {
  const std::string link =
      "https://ocop.example/01/" + lot.gtin.digits() + "/10/" + lot.code.text();
  return {{"a listed code", link + "/21/7ZK4M0Q8XW2RT", true},
          {"a link", link, false},
          {"a typed code", lot.short_code.printed(), false}};
}

LotFacts asked(LotFacts facts, const Named& named) {
  if (named.has_serial) return facts;
  facts.serial = SerialState::none_asked;
  facts.print_leaf_index.reset();
  return facts;
}

// What both sources make of each way of naming the lot.
void check_all(const LotFacts& facts, const std::string& expected, bool listed_too = true) {
  for (const Named& named : ways_to_name(*facts.lot)) {
    CAPTURE(named.by);
    if (named.has_serial && !listed_too) continue;
    const LotFacts known = asked(facts, named);
    for (const Knowledge& knowledge : {by_registry(kTrust, known), by_bundle(kTrust, known)}) {
      const Verdict verdict = verdict_of(named.text, knowledge);
      CHECK(summary(verdict) == expected);
      CHECK(verdict.proof == Proof::none);
      CHECK_FALSE(verdict.cooperative_id);
      CHECK_FALSE(verdict.realm);
      CHECK(verdict.claimed.has_value());
    }
  }
}

}  // namespace

TEST_CASE("a lot of a cut key that was logged at or after the cut is unknown however it is named") {
  check_all(of_cut_key(kCutAt, kCutAt + 1), "unknown/key_cut");
  check_all(of_cut_key(kCutAt + 50, kCutAt + 51), "unknown/key_cut");
}

TEST_CASE(
    "a lot of a cut key from before the cut is as good as ever, with the serials printed then") {
  const LotFacts facts = of_cut_key(kCutAt - 2, kCutAt - 1);
  const char* expected[] = {"valid", "unsealed/no_seal", "unsealed/typed_code"};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    const Named named = ways_to_name(*facts.lot)[i];
    CAPTURE(named.by);
    const LotFacts known = asked(facts, named);
    CHECK(summary(verdict_of(named.text, by_registry(kTrust, known))) == expected[i]);
    CHECK(summary(verdict_of(named.text, by_bundle(kTrust, known))) == expected[i]);
  }
}

TEST_CASE(
    "a listed code printed at or after the cut is unknown, though its lot is from before it") {
  const LotFacts facts = of_cut_key(kCutAt - 2, kCutAt);
  const std::string code = ways_to_name(*facts.lot)[0].text;
  CHECK(summary(verdict_of(code, by_registry(kTrust, facts))) == "unknown/key_cut");
}

TEST_CASE("a serial that lost its seal, or is void, is held to its print job's place too") {
  LotFacts facts = of_cut_key(kCutAt - 2, kCutAt);
  const std::string link = ways_to_name(*facts.lot)[1].text + "/21/0000007";
  facts.serial = SerialState::issued;
  CHECK(summary(verdict_of(link, by_registry(kTrust, facts))) == "unknown/key_cut");
  facts.serial = SerialState::voided;
  CHECK(summary(verdict_of(link, by_registry(kTrust, facts))) ==
        "unknown/key_cut void/label_voided");
  facts.print_leaf_index = kCutAt - 1;
  CHECK(summary(verdict_of(link, by_registry(kTrust, facts))) == "void/label_voided");
}

TEST_CASE("a typed code or a link without serial is unsealed, whatever a source says of serials") {
  LotFacts facts = facts_of(kTestRealm.claim());
  for (const SerialState state :
       {SerialState::listed, SerialState::issued, SerialState::not_issued}) {
    facts.serial = state;
    CHECK(summary(verdict_of(ways_to_name(*facts.lot)[1].text, by_registry(kTrust, facts))) ==
          "unsealed/no_seal");
    CHECK(summary(verdict_of(ways_to_name(*facts.lot)[2].text, by_registry(kTrust, facts))) ==
          "unsealed/typed_code");
  }
}

TEST_CASE("a listed code of a cut key whose place in the log is not known cannot be checked") {
  const LotFacts facts = of_cut_key(kCutAt - 2, std::nullopt);
  const std::string code = ways_to_name(*facts.lot)[0].text;
  CHECK(summary(verdict_of(code, by_bundle(kTrust, facts))) == "cannot_check/log_position_unknown");
  LotFacts nowhere = of_cut_key(0, 0);
  nowhere.log_position_known = false;
  check_all(nowhere, "cannot_check/log_position_unknown");
}

TEST_CASE("a lot whose key is in no trust list is unknown however it is named") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = SerialState::listed;
  facts.lot->key_id = key_id(kRealm, kTestRealm.stranger.public_key);
  check_all(facts, "unknown/no_such_key");
}

TEST_CASE("a lot under a key of another cooperative is unknown however it is named") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = SerialState::listed;
  facts.lot->cooperative_id = "C92";
  check_all(facts, "unknown/out_of_scope");
}

TEST_CASE("a lot whose product number is none of its key's is unknown however it is named") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = SerialState::listed;
  for (const char* foreign : {"0299200000001", "0129900000001", "0990000000001"}) {
    facts.lot->gtin = gtin(foreign);
    check_all(facts, "unknown/out_of_scope");
  }
}

TEST_CASE("a lot packed outside its key's window is unknown however it is named") {
  LotFacts facts = facts_of(kTestRealm.claim_by(kTestRealm.retired));
  facts.serial = SerialState::listed;
  check_all(facts, "unknown/out_of_window");
}

TEST_CASE("a lot of a test key is void however it is named, whatever the record says") {
  LotFacts facts = facts_of(
      kTestRealm.claim_by(kTestRealm.trial, std::string(kRealm) + std::string(kTestRealmSuffix)));
  facts.serial = SerialState::listed;
  REQUIRE_FALSE(facts.lot->test);
  for (const Named& named : ways_to_name(*facts.lot)) {
    CHECK(summary(verdict_of(named.text, by_registry(kTrust, asked(facts, named)))) ==
          "void/test_key");
  }
}

TEST_CASE("a listed code is not valid by an expired trust list") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = SerialState::listed;
  Knowledge knowledge = by_registry(kTrust, facts);
  knowledge.now = kTrust.list().expires_at;
  const Verdict verdict = verdict_of(ways_to_name(*facts.lot)[0].text, knowledge);
  CHECK(summary(verdict) == "cannot_check/stale_trust");
  CHECK(verdict.checks.freshness == Outcome::fail);
}

TEST_CASE("of two keys with one id and owner the one that was cut judges a named lot") {
  const Trust trust = [] {
    TrustList list = kTestRealm.list();
    IssuerKey cut{
        kTestRealm.clashing.public_key, KeyStatus::cut, "C93", "HTX Mẫu Ba", {"299000"}, {kHost}};
    cut.cut_at = kCutAt;
    IssuerKey fresh = cut;
    fresh.key = kTestRealm.clashing_too.public_key;
    fresh.status = KeyStatus::active;
    fresh.gtin_prefixes = {"299300"};
    fresh.cut_at.reset();
    for (IssuerKey* key : {&fresh, &cut}) list.keys.push_back(*key);
    return Trust::open(kTestRealm.note(list), kTestRealm.roots()).value();
  }();
  LotFacts facts = facts_of(kTestRealm.claim_by(kTestRealm.clashing));
  facts.lot->cooperative_id = "C93";
  facts.lot->leaf_index = kCutAt;
  facts.serial = SerialState::none_asked;
  CHECK(summary(verdict_of(facts.lot->short_code.text(), by_registry(trust, facts))) ==
        "unknown/key_cut");
}

TEST_CASE("the realm whose list bears the key is named with every label that is believed") {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = SerialState::listed;
  for (const Named& named : ways_to_name(*facts.lot)) {
    CHECK(verdict_of(named.text, by_registry(kTrust, asked(facts, named))).realm == kRealm);
  }
  const std::string sealed_label = kTestRealm.label(kTestRealm.claim());
  CHECK(verdict_of(sealed_label, by_trust_list(kTrust)).realm == kRealm);
  CHECK_FALSE(verdict_of(sealed_label + "/21/0000001", by_trust_list(kTrust)).realm);
}
