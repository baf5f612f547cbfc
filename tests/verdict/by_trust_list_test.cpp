#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();

std::string label(const Claim& claim, const TestKey& key, std::string_view realm = kRealm,
                  std::string_view host = kHost) {
  return sealed_uri(host, sealed(claim, key, realm));
}

Verdict offline(const std::string& text, const char* today = kToday) {
  return verdict_of(text, by_trust_list(kTrust, today));
}

void check_nothing_believed(const Verdict& verdict) {
  CHECK(verdict.claimed.has_value());
  CHECK(verdict.proof == Proof::none);
  CHECK_FALSE(verdict.cooperative_id);
  CHECK_FALSE(verdict.cooperative_name);
  CHECK_FALSE(verdict.gtin);
  CHECK_FALSE(verdict.lot_code);
  CHECK_FALSE(verdict.serial);
  CHECK_FALSE(verdict.packed_on);
  CHECK_FALSE(verdict.expires_on);
  CHECK_FALSE(verdict.facts);
  CHECK(verdict.certifications.empty());
  CHECK_FALSE(verdict.certifications_known);
}

}  // namespace

TEST_CASE("a verdict nobody has made is cannot_check") {
  const Verdict verdict;
  CHECK(summary(verdict) == "cannot_check/not_decided");
  CHECK(letters(verdict.checks) == "-----------");
}

TEST_CASE("a good label is valid by the trust list alone, which says what it did not check") {
  const Verdict verdict = offline(kTestRealm.label(kTestRealm.claim()));
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "ppppp--p-np");
  CHECK(verdict.basis == Basis::trust_list);
  CHECK(verdict.proof == Proof::sealed);
  CHECK(verdict.cooperative_id == "C90");
  CHECK(verdict.cooperative_name == "HTX Mẫu Sông Xanh");
  CHECK(verdict.gtin->digits() == "02990000000019");
  CHECK(verdict.lot_code->text() == "261124-01");
  CHECK(verdict.packed_on == day("2026-11-24"));
  CHECK(verdict.expires_on == day("2027-05-23"));
  CHECK_FALSE(verdict.claimed);
  CHECK_FALSE(verdict.certifications_known);
}

TEST_CASE("a good item label is valid, and copies are said not to be checked") {
  const Verdict verdict = offline(kTestRealm.label(kTestRealm.item_claim()));
  CHECK(summary(verdict) == "valid");
  CHECK(letters(verdict.checks) == "ppppp--p--p");
  CHECK(verdict.serial->sealed_number() == 42);
}

TEST_CASE("an altered lot, GTIN, serial or header is reported as forged") {
  const SealedClaim good = sealed(kTestRealm.item_claim(), kTestRealm.issuer, kRealm);
  std::vector<SealedClaim> altered(6, good);
  altered[0].claim.lot = LotCode::parse("261124-02").value();
  altered[1].claim.gtin = gtin("0299000000002");
  altered[2].claim.serial = Serial::sealed(43);
  altered[3].claim.serial.reset();
  altered[4].claim.header.shelf_life_days = 181;
  altered[5].claim.header.issue_number = 2;
  for (const SealedClaim& seal : altered) {
    const Verdict verdict = offline(sealed_uri(kHost, seal));
    CHECK(summary(verdict) == "forged/bad_signature");
    CHECK(letters(verdict.checks) == "ppf-------p");
    check_nothing_believed(verdict);
  }
}

TEST_CASE("a bad signature is forged also on a wrong host, out of scope and past its day") {
  SealedClaim seal = sealed(kTestRealm.claim(), kTestRealm.issuer, kRealm);
  seal.claim.gtin = gtin("0893000000001");
  CHECK(summary(offline(sealed_uri("evil.example", seal), "2030-01-01")) == "forged/bad_signature");
}

TEST_CASE("a signature for another realm is forged") {
  CHECK(summary(offline(label(kTestRealm.claim(), kTestRealm.issuer, "other.example"))) ==
        "forged/bad_signature");
}

TEST_CASE("a key outside the list is unknown") {
  const Verdict verdict =
      offline(label(kTestRealm.claim_by(kTestRealm.stranger), kTestRealm.stranger));
  CHECK(summary(verdict) == "unknown/no_such_key");
  CHECK(letters(verdict.checks) == "pf--------p");
  check_nothing_believed(verdict);
}

TEST_CASE("a seal by a stranger under a known key id is forged") {
  CHECK(summary(offline(label(kTestRealm.claim(), kTestRealm.stranger))) == "forged/bad_signature");
}

TEST_CASE("a text that is no label is unknown and rests on nothing") {
  const Verdict verdict = offline("https://example.com/");
  CHECK(summary(verdict) == "unknown/malformed");
  CHECK(letters(verdict.checks) == "f----------");
  CHECK(verdict.basis == Basis::none);
  CHECK(std::get<UnreadableScan>(*verdict.claimed).why == "path");
}

TEST_CASE("a newer label cannot be checked") {
  SealBytes seal{};
  seal[0] = 0x20;
  const Verdict verdict =
      offline("https://ocop.example/" + seal_digits(seal) + "/01/02990000000019/10/A");
  CHECK(summary(verdict) == "cannot_check/newer_label");
  CHECK(verdict.basis == Basis::none);
  check_nothing_believed(verdict);
}

TEST_CASE("without a trust list no sealed label can be checked") {
  const Trust none = Trust::none();
  const Verdict verdict = verdict_of(kTestRealm.label(kTestRealm.claim()), by_trust_list(none));
  CHECK(summary(verdict) == "cannot_check/no_trust_list");
  CHECK(letters(verdict.checks) == "p----------");
  check_nothing_believed(verdict);
}

TEST_CASE("a good seal on a host that is not its key's is the wrong site") {
  const Verdict verdict =
      offline(label(kTestRealm.claim(), kTestRealm.issuer, kRealm, "dua.example"));
  CHECK(summary(verdict) == "wrong_site/host_not_owned");
  CHECK(letters(verdict.checks) == "pppfp--p-np");
  CHECK(verdict.proof == Proof::sealed);
}

TEST_CASE("a host is a key's only as a whole, not by its beginning or its end") {
  for (const char* host : {"evilocop.example", "evil.ocop.example", "www.ocop.example",
                           "ocop.example.evil.vn", "ocop.examples", "op.example", "ocop.exampl",
                           "example", "tem.example.vn", "ocop.example-tem.example"}) {
    CAPTURE(host);
    const Verdict verdict = offline(label(kTestRealm.claim(), kTestRealm.issuer, kRealm, host));
    CHECK(summary(verdict) == "wrong_site/host_not_owned");
    CHECK(verdict.checks.host == Outcome::fail);
  }
}

TEST_CASE("each host of a key is right") {
  CHECK(summary(offline(label(kTestRealm.claim(), kTestRealm.issuer, kRealm, "tem.example"))) ==
        "valid");
}

TEST_CASE("a key may seal only GTINs under its prefixes, whatever the indicator digit") {
  Claim claim = kTestRealm.claim();
  claim.gtin = gtin("0299200000001");
  const Verdict verdict = offline(kTestRealm.label(claim));
  CHECK(summary(verdict) == "unknown/out_of_scope");
  CHECK(letters(verdict.checks) == "ppppf--p-np");
  check_nothing_believed(verdict);
  claim.gtin = gtin("1299000000001");
  CHECK(summary(offline(kTestRealm.label(claim))) == "valid");
  // The prefix stands elsewhere in the number, or one digit of it is another.
  for (const char* other : {"2990000000001", "0029900000001", "0000000299000", "0299001000001",
                            "0199000000001", "0298000000001"}) {
    claim.gtin = gtin(other);
    CHECK(summary(offline(kTestRealm.label(claim))) == "unknown/out_of_scope");
  }
}

TEST_CASE("a retired key is good for the pack days of its window, both ends included") {
  Claim claim = kTestRealm.claim_by(kTestRealm.retired);
  claim.header.shelf_life_days = 0;
  claim.header.packed_on = day("2026-06-30");
  CHECK(summary(offline(label(claim, kTestRealm.retired))) == "valid");
  claim.header.packed_on = day("2026-07-01");
  CHECK(summary(offline(label(claim, kTestRealm.retired))) == "unknown/out_of_window");
}

TEST_CASE("a window's first day is inside it") {
  TrustList list = kTestRealm.list();
  list.keys[0].packed_from = day("2026-11-24");
  const Trust trust = Trust::open(kTestRealm.note(list), kTestRealm.roots()).value();
  Claim claim = kTestRealm.claim();
  CHECK(summary(verdict_of(kTestRealm.label(claim), by_trust_list(trust))) == "valid");
  claim.header.packed_on -= std::chrono::days(1);
  CHECK(summary(verdict_of(kTestRealm.label(claim), by_trust_list(trust))) ==
        "unknown/out_of_window");
}

TEST_CASE("goods are good on their use-by day and not after it") {
  const std::string text = kTestRealm.label(kTestRealm.claim());
  CHECK(summary(offline(text, "2027-05-23")) == "valid");
  const Verdict verdict = offline(text, "2027-05-24");
  CHECK(summary(verdict) == "expired/past_use_by");
  CHECK(letters(verdict.checks) == "ppppp--f-np");
  CHECK(verdict.expires_on == day("2027-05-23"));
}

TEST_CASE(
    "goods without a shelf life do not expire, and the longest shelf life does not overflow") {
  Claim claim = kTestRealm.claim();
  claim.header.shelf_life_days = 0;
  const Verdict verdict = offline(kTestRealm.label(claim), "2199-12-31");
  CHECK(summary(verdict) == "valid");
  CHECK_FALSE(verdict.expires_on);
  claim.header.shelf_life_days = 65534;
  claim.header.packed_on = kLastPackDay;
  CHECK(summary(offline(kTestRealm.label(claim), "2199-12-31")) == "valid");
}

TEST_CASE("what a test key signed is void on every basis, whatever else is wrong") {
  const std::string realm = std::string(kRealm) + "/test";
  const Claim claim = kTestRealm.claim_by(kTestRealm.trial, realm);
  const std::string text = label(claim, kTestRealm.trial, realm, kTestHost);
  const Verdict verdict = offline(text);
  CHECK(summary(verdict) == "void/test_key");
  CHECK(letters(verdict.checks) == "pppnnnfnnnp");
  CHECK(verdict.gtin == claim.gtin);
  CHECK_FALSE(verdict.cooperative_id);
  CHECK(summary(verdict_of(text, by_registry(kTrust, facts_of(claim)))) == "void/test_key");
  CHECK(summary(verdict_of(text, by_bundle(kTrust, no_lot()))) == "void/test_key");
  CHECK(summary(offline(label(claim, kTestRealm.trial, realm, "evil.example"), "2040-01-01")) ==
        "void/test_key");
}

TEST_CASE("a test key's signature under the real realm is nothing") {
  CHECK(summary(offline(label(kTestRealm.claim_by(kTestRealm.trial), kTestRealm.trial))) ==
        "unknown/no_such_key");
}

TEST_CASE("an expired trust list withholds valid, and adverse findings stand") {
  Knowledge late = by_trust_list(kTrust);
  const std::string text = kTestRealm.label(kTestRealm.claim());
  late.now = kTrust.list().expires_at - std::chrono::milliseconds(1);
  CHECK(summary(verdict_of(text, late)) == "valid");
  late.now = kTrust.list().expires_at;
  const Verdict verdict = verdict_of(text, late);
  CHECK(summary(verdict) == "cannot_check/stale_trust");
  CHECK(letters(verdict.checks) == "ppppp--p-nf");
  CHECK(verdict.cooperative_id == "C90");
  CHECK(summary(verdict_of(label(kTestRealm.claim(), kTestRealm.stranger), late)) ==
        "forged/bad_signature cannot_check/stale_trust");
  late.today = day("2028-01-01");
  CHECK(summary(verdict_of(text, late)) == "expired/past_use_by cannot_check/stale_trust");
}

TEST_CASE("a trust list from the future shows a wrong clock") {
  Knowledge early = by_trust_list(kTrust);
  early.now = kTrust.list().issued_at - std::chrono::hours(24);
  CHECK(summary(verdict_of(kTestRealm.label(kTestRealm.claim()), early)) == "valid");
  early.now -= std::chrono::milliseconds(1);
  const Verdict verdict = verdict_of(kTestRealm.label(kTestRealm.claim()), early);
  CHECK(summary(verdict) == "cannot_check/clock_off");
  CHECK(verdict.checks.freshness == Outcome::fail);
}

TEST_CASE("labels are printed ahead, but a pack day a season away withholds valid") {
  const std::string text = kTestRealm.label(kTestRealm.claim());
  CHECK(summary(offline(text, "2026-08-24")) == "valid");
  const Verdict verdict = offline(text, "2026-08-23");
  CHECK(summary(verdict) == "cannot_check/packed_far_ahead");
  CHECK(verdict.checks.dates == Outcome::fail);
  CHECK(verdict.packed_on == day("2026-11-24"));
}

TEST_CASE("a cut key's label cannot be checked where the log position is unknown") {
  Claim claim = kTestRealm.claim_by(kTestRealm.cut);
  claim.gtin = gtin("0299100000001");
  const Verdict verdict = offline(label(claim, kTestRealm.cut));
  CHECK(summary(verdict) == "cannot_check/log_position_unknown");
  CHECK(letters(verdict.checks) == "p-ppp--p-np");
  check_nothing_believed(verdict);
}

TEST_CASE("facts without a basis for them are not looked at") {
  LotFacts recalled = facts_of(kTestRealm.claim());
  recalled.recalls.push_back(recall(Recall::Scope::lot));
  Knowledge knowledge = by_registry(kTrust, recalled);
  knowledge.basis = Basis::trust_list;
  CHECK(summary(verdict_of(kTestRealm.label(kTestRealm.claim()), knowledge)) == "valid");
}

TEST_CASE("several findings stand by their gravity") {
  const std::string text = label(kTestRealm.claim(), kTestRealm.issuer, kRealm, "evil.example");
  CHECK(summary(offline(text, "2028-01-01")) == "wrong_site/host_not_owned expired/past_use_by");
}

TEST_CASE("every headline has its exit code and name") {
  const std::vector<std::pair<std::string, int>> expected{
      {"forged", 23},         {"unknown", 24}, {"recalled", 21},
      {"wrong_site", 27},     {"void", 26},    {"unused", 29},
      {"suspected_copy", 22}, {"expired", 20}, {"unsealed", 28},
      {"cannot_check", 25},   {"valid", 0}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(to_text(static_cast<Headline>(i)) == expected[i].first);
    CHECK(exit_code(static_cast<Headline>(i)) == expected[i].second);
  }
}

TEST_CASE("of two keys with one id each label finds the one that sealed it") {
  const Trust trust = kTestRealm.trust_with_clash();
  const Knowledge knowledge = by_trust_list(trust);
  Claim claim = kTestRealm.claim_by(kTestRealm.clashing);
  REQUIRE(claim.header.key_id == kTestRealm.claim_by(kTestRealm.clashing_too).header.key_id);
  claim.gtin = gtin("0299300000001");
  CHECK(verdict_of(label(claim, kTestRealm.clashing), knowledge).cooperative_id == "C93");
  CHECK(summary(verdict_of(label(claim, kTestRealm.clashing_too), knowledge)) ==
        "unknown/out_of_scope");
  claim.gtin = gtin("0299400000001");
  CHECK(verdict_of(label(claim, kTestRealm.clashing_too), knowledge).cooperative_id == "C94");
  CHECK(summary(verdict_of(label(claim, kTestRealm.stranger), knowledge)) ==
        "forged/bad_signature");
}
