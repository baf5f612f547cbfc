#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();
const std::string kLink = "https://ocop.example/01/02990000000019/10/261124-01";
const std::string kListed = kLink + "/21/7ZK4M0Q8XW2RT";

LotFacts known(SerialState serial = SerialState::none_asked) {
  LotFacts facts = facts_of(kTestRealm.claim());
  facts.serial = serial;
  return facts;
}

Verdict online(const std::string& text, const LotFacts& facts, const char* today = kToday) {
  return verdict_of(text, by_registry(kTrust, facts, today));
}

}  // namespace

TEST_CASE("a link that lost its seal finds its lot and proves nothing") {
  const Verdict verdict = online(kLink, known());
  CHECK(summary(verdict) == "unsealed/no_seal");
  CHECK(letters(verdict.checks) == "ppnnpppppnp");
  CHECK(verdict.proof == Proof::none);
  CHECK(verdict.lot_code->text() == "261124-01");
  CHECK(verdict.cooperative_name == "HTX Mẫu Sông Xanh");
  CHECK_FALSE(verdict.serial);
}

TEST_CASE("a link rewritten to another site is still only unsealed") {
  CHECK(summary(online("https://id.gs1.org/01/02990000000019/10/261124-01", known())) ==
        "unsealed/no_seal");
}

TEST_CASE("a link with a sealed serial lost its seal too") {
  const Verdict verdict = online(kLink + "/21/0000042", known(SerialState::issued));
  CHECK(summary(verdict) == "unsealed/no_seal");
  CHECK_FALSE(verdict.serial);
}

TEST_CASE("a typed code finds its lot and proves nothing") {
  const LotFacts facts = known();
  const Verdict verdict = online(facts.lot->short_code.printed(), facts);
  CHECK(summary(verdict) == "unsealed/typed_code");
  CHECK(letters(verdict.checks) == "ppnnpppppnp");
}

TEST_CASE("a listed code is valid by its listing") {
  const Verdict verdict = online(kListed, known(SerialState::listed));
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "ppnppppppnp");
  CHECK(verdict.proof == Proof::listed);
  CHECK(verdict.serial->text() == "7ZK4M0Q8XW2RT");
  CHECK(summary(verdict_of(kListed, by_bundle(kTrust, known(SerialState::listed)))) == "valid");
}

TEST_CASE("without a trust list nobody is believed, and a recall stands all the same") {
  const Trust none = Trust::none();
  LotFacts facts = known(SerialState::listed);
  for (const std::string& text : {kListed, kLink, facts.lot->short_code.text()}) {
    const Verdict verdict = verdict_of(text, by_registry(none, facts));
    CHECK(summary(verdict) == "cannot_check/no_trust_list");
    CHECK(verdict.checks.key == Outcome::not_checked);
    CHECK(verdict.claimed.has_value());
    CHECK_FALSE(verdict.realm);
  }
  facts.recalls = {recall(Recall::Scope::lot)};
  const Verdict verdict = verdict_of(kListed, by_registry(none, facts));
  CHECK(summary(verdict) == "recalled/lot_recalled cannot_check/no_trust_list");
  REQUIRE(verdict.facts);
  CHECK(verdict.facts->recalls.size() == 1);
}

TEST_CASE("a listed code may stand on any host of its lot's key and on no other") {
  const std::string rest = kListed.substr(std::string("https://ocop.example").size());
  CHECK(summary(online("https://tem.example" + rest, known(SerialState::listed))) == "valid");
  for (const std::string host : {"dua.example", "evilocop.example", "ocop.example.evil.vn",
                                 "www.ocop.example", "op.example", "ocop.exampl"}) {
    CAPTURE(host);
    LotFacts facts = known(SerialState::listed);
    facts.lot->host = host;  // whatever the record says: the list bears hosts
    const Verdict verdict = online("https://" + host + rest, facts);
    CHECK(summary(verdict) == "wrong_site/host_not_owned");
    CHECK(verdict.checks.host == Outcome::fail);
  }
}

TEST_CASE("a made-up serial is unknown") {
  const Verdict verdict = online(kListed, known(SerialState::not_issued));
  CHECK(summary(verdict) == "unknown/serial_not_issued");
  CHECK_FALSE(verdict.lot_code);
  CHECK(verdict.claimed.has_value());
}

TEST_CASE("a cancelled lot that a link or a typed code names is void before it is unsealed") {
  LotFacts facts = known(SerialState::none_asked);
  facts.cancelled = LotCancellation{.reason = "gõ nhầm", .at = {}};
  CHECK(summary(online(kLink, facts)) == "void/lot_cancelled unsealed/no_seal");
}

TEST_CASE("a voided listed code is void") {
  CHECK(summary(online(kListed, known(SerialState::voided))) == "void/label_voided");
}

TEST_CASE("a listed code scanned too often is a suspected copy") {
  LotFacts facts = known(SerialState::listed);
  facts.scans = ScanCount{.scans = 21};
  CHECK(summary(online(kListed, facts)) == "suspected_copy/too_many_scans");
  facts.serial = SerialState::issued;
  CHECK(summary(online(kLink, facts)) == "unsealed/no_seal");
}

TEST_CASE("an unknown lot is unknown, named by link or code") {
  CHECK(summary(online(kLink, no_lot())) == "unknown/never_issued");
  CHECK(summary(online(known().lot->short_code.text(), no_lot())) == "unknown/never_issued");
}

TEST_CASE("facts of another lot than the one named are no facts of it") {
  LotFacts other = known();
  other.lot->code = LotCode::parse("261124-02").value();
  CHECK(summary(online(kLink, other)) == "unknown/never_issued");
  other = known();
  other.lot->gtin = gtin("0299000000002");
  CHECK(summary(online(kLink, other)) == "unknown/never_issued");
  other = known();
  const std::string typed = other.lot->short_code.text();
  other.lot->short_code =
      ShortCode::random([](std::span<std::uint8_t> b) { std::ranges::fill(b, 3); });
  CHECK(summary(online(typed, other)) == "unknown/never_issued");
}

TEST_CASE("a link newer than the bundle cannot be checked") {
  LotFacts facts = no_lot();
  facts.beyond_source = true;
  const Verdict verdict = verdict_of(kLink, by_bundle(kTrust, facts));
  CHECK(summary(verdict) == "cannot_check/newer_than_data");
  CHECK(verdict.claimed.has_value());
}

TEST_CASE("a recalled or expired lot says so before it says unsealed") {
  LotFacts facts = known();
  facts.recalls = {recall(Recall::Scope::product)};
  CHECK(summary(online(kLink, facts, "2028-01-01")) ==
        "recalled/product_recalled expired/past_use_by unsealed/no_seal");
}

TEST_CASE("a link or code of a test lot is void") {
  LotFacts facts = known(SerialState::listed);
  facts.lot->test = true;
  CHECK(summary(online(kLink, facts)) == "void/test_key");
  CHECK(summary(online(kListed, facts)) == "void/test_key");
  CHECK(summary(online(facts.lot->short_code.text(), facts)) == "void/test_key");
}

TEST_CASE("without registry or bundle a link or code cannot be checked") {
  for (const std::string& text : {kLink, kListed, known().lot->short_code.text()}) {
    const Verdict verdict = verdict_of(text, by_trust_list(kTrust));
    CHECK(summary(verdict) == "cannot_check/needs_registry");
    CHECK(letters(verdict.checks) == "pnnnn------");
    CHECK(verdict.claimed.has_value());
  }
  Knowledge knowledge = by_trust_list(kTrust);
  knowledge.basis = Basis::registry;
  CHECK(summary(verdict_of(kLink, knowledge)) == "cannot_check/no_facts");
}

TEST_CASE("a link with a serial of which the facts say nothing is not good") {
  const Verdict verdict = online(kListed, known(SerialState::none_asked));
  CHECK(verdict.main.headline != Headline::valid);
  CHECK_FALSE(verdict.serial);
}
