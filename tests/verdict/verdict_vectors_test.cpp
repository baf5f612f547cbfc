#include <doctest/doctest.h>

#include <algorithm>

#include "support/vector_file.h"
#include "temgoc/base/text.h"
#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Case {
  std::string what;
  std::string text;
  std::string day = kToday;
  std::string now = kNow;
};

std::string label(const Claim& claim, const TestKey& key, std::string_view realm = kRealm,
                  std::string_view host = kHost) {
  return sealed_uri(host, sealed(claim, key, realm));
}

std::string replaced(std::string text, std::string_view part, std::string_view by) {
  return text.replace(text.rfind(part), part.size(), by);
}

std::string digits_of(const std::string& text) {
  return text.substr(std::string("https://ocop.example/").size(), kSealDigits);
}

std::string with_format_byte(const std::string& text, std::uint8_t byte) {
  SealBytes seal = parse_seal_digits(digits_of(text)).value();
  seal[0] = byte;
  return replaced(text, digits_of(text), seal_digits(seal));
}

// R = the point of order 1 and S = 0: what small-order arithmetic lets pass.
std::string with_small_order_r(const Claim& claim) {
  SealedClaim seal{claim, {}};
  seal.signature[0] = 1;
  return sealed_uri(kHost, seal);
}

// The good signature with the group order added to S: the same point equation, another text.
std::string with_high_s(const SealedClaim& good) {
  const Bytes order =
      from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  SealedClaim raised = good;
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += unsigned{raised.signature[32 + i]} + order[i];
    raised.signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return sealed_uri(kHost, raised);
}

std::vector<Case> forgiven_cases(const std::string& good) {
  return {{"the worked example", good},
          {"with a carriage return", good + "\r\n"},
          {"with a slash, a query and a fragment", good + "/?utm_source=zalo%20x#top"},
          {"by http, scheme and host in upper case", "HTTP://OCOP.EXAMPLE/" + good.substr(21)}};
}

std::vector<Case> refused_cases(const std::string& good) {
  return {{"nothing", ""},
          {"a text of 513 bytes before any query", good + std::string(513 - good.size(), 'x')},
          {"a query that makes a text longer than 512 bytes", good + "?" + std::string(500, 'x')},
          {"no link and no typed code", "WIFI:S:quan;;"},
          {"a space inside", good.substr(0, 30) + " " + good.substr(30)},
          {"a space in a query, which nothing reads", good + "?a b"},
          {"Arabic digits", replaced(good, "261124", "٢٦١١٢٤")},
          {"user info", replaced(good, "ocop", "me@ocop")},
          {"a port", replaced(good, ".example", ".example:443")},
          {"a trailing dot", replaced(good, ".example", ".example.")},
          {"percent-encoding", replaced(good, "124-01", "124%2D01")},
          {"an empty segment", replaced(good, "/10/", "//10/")},
          {"a repeated segment", good + "/10/261124-01"},
          {"another AI", good + "/17/270523"},
          {"186 digits", replaced(good, digits_of(good), digits_of(good).substr(1))},
          {"a letter among the digits",
           replaced(good, digits_of(good).substr(5, 20), "O" + digits_of(good).substr(6, 19))},
          {"a group of 2^56", replaced(good, digits_of(good).substr(0, 17), "72057594037927936")},
          {"issue number 0", replaced(good, "00001141773481125", "00000041773481125")},
          {"a wrong check digit", replaced(good, "02990000000019", "02990000000018")},
          {"a lower-case lot", replaced(good, "261124-01", "261124-a")},
          {"a serial of 21 characters", good + "/21/" + std::string(21, '1')},
          {"a typed code with a wrong check character", "1111-1111-2"}};
}

std::vector<Case> judged_cases(const TestRealm& realm, const std::string& good) {
  const Claim claim = realm.claim();
  Claim elsewhere = claim;
  elsewhere.gtin = gtin("0299200000001");
  Claim late = realm.claim_by(realm.retired);
  Claim in_window = late;
  in_window.header.packed_on = day("2026-06-30");
  Claim cut = realm.claim_by(realm.cut);
  cut.gtin = gtin("0299100000001");
  const std::string test_realm = std::string(kRealm) + "/test";
  const Claim trial = realm.claim_by(realm.trial, test_realm);
  return {
      {"an item", realm.label(realm.item_claim())},
      {"another lot's words", replaced(good, "261124-01", "261124-02")},
      {"a serial added", good + "/21/0000001"},
      {"a serial taken away", replaced(realm.label(realm.item_claim()), "/21/0000042", "")},
      {"another realm's signature", label(claim, realm.issuer, "other.example")},
      {"S raised by the group order", with_high_s(sealed(claim, realm.issuer, kRealm))},
      {"an R of small order", with_small_order_r(claim)},
      {"a stranger's key", label(realm.claim_by(realm.stranger), realm.stranger)},
      {"a stranger under the issuer's key id", label(claim, realm.stranger)},
      {"version 2", with_format_byte(good, 0x20)},
      {"suite 1", with_format_byte(good, 0x11)},
      {"another cooperative's host", label(claim, realm.issuer, kRealm, "dua.example")},
      {"another cooperative's GTIN", label(elsewhere, realm.issuer)},
      {"a retired key on the last day of its window", label(in_window, realm.retired),
       "2026-07-01"},
      {"a retired key after its window", label(late, realm.retired)},
      {"a cut key", label(cut, realm.cut)},
      {"a test key", label(trial, realm.trial, test_realm, kTestHost)},
      {"the use-by day", good, "2027-05-23"},
      {"the day after the use-by day", good, "2027-05-24"},
      {"a pack day 92 days ahead", good, "2026-08-24"},
      {"a pack day 93 days ahead", good, "2026-08-23"},
      {"an expired list", good, kToday, "2027-02-01T00:00:00.000Z"},
      {"an expired list and a forged label", replaced(good, "261124-01", "261124-02"), kToday,
       "2027-02-01T00:00:00.000Z"},
      {"a clock a year past the list, and past the use-by day", good, "2028-02-01",
       "2028-02-01T00:00:00.000Z"},
      {"a clock more than a year past the list", good, "2028-02-01", "2028-02-01T00:00:00.001Z"},
      {"a named day past the use-by day, with such a clock", good, "2028-02-02",
       "2028-02-01T00:00:00.001Z"},
      {"a list from the future", good, kToday, "2026-10-30T00:00:00.000Z"},
      {"a link without its seal", replaced(good, digits_of(good) + "/", "")},
      {"a listed code", "https://ocop.example/01/02990000000019/10/261124-01/21/7ZK4M0Q8XW2RT"},
      {"a typed code", facts_of(claim).lot->short_code.printed()}};
}

std::vector<Case> cases(const TestRealm& realm) {
  const std::string good = realm.label(realm.claim());
  std::vector<Case> all = forgiven_cases(good);
  std::ranges::copy(judged_cases(realm, good), std::back_inserter(all));
  std::ranges::copy(refused_cases(good), std::back_inserter(all));
  return all;
}

Json to_json(const Checks& c) {
  return {{"readable", to_text(c.readable)},
          {"key", to_text(c.key)},
          {"signature", to_text(c.signature)},
          {"host", to_text(c.host)},
          {"scope", to_text(c.scope)},
          {"issued", to_text(c.issued)},
          {"status", to_text(c.status)},
          {"dates", to_text(c.dates)},
          {"certification", to_text(c.certification)},
          {"copies", to_text(c.copies)},
          {"freshness", to_text(c.freshness)}};
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json to_json(const Finding& finding) {
  return {{"verdict", to_text(finding.headline)}, {"reason", or_null(finding.reason)}};
}

std::string why_of(const Verdict& verdict) {
  const auto* unreadable =
      verdict.claimed ? std::get_if<UnreadableScan>(&*verdict.claimed) : nullptr;
  return unreadable ? unreadable->why : "";
}

Json to_json(const Case& c, const Trust& trust) {
  Knowledge knowledge = by_trust_list(trust, c.day.c_str());
  knowledge.now = instant(c.now.c_str());
  const Verdict verdict = verdict_of(c.text, knowledge);
  Json also = Json::array();
  for (const Finding& finding : verdict.also) also.push_back(to_json(finding));
  return {{"what", c.what},
          {"text", c.text},
          {"today", c.day},
          {"now", c.now},
          {"verdict", to_text(verdict.main.headline)},
          {"reason", or_null(verdict.main.reason)},
          {"malformed_why", or_null(why_of(verdict))},
          {"also", also},
          {"proof", to_text(verdict.proof)},
          {"basis", or_null(to_text(verdict.basis))},
          {"checks", to_json(verdict.checks)}};
}

}  // namespace

TEST_CASE("the published verdicts are what this program decides") {
  const TestRealm realm;
  const Trust trust = realm.trust();
  Json made = Json::array();
  for (const Case& c : cases(realm)) made.push_back(to_json(c, trust));
  const std::string roots = signed_note(realm.roots().text(), {{kRootName, realm.root}});
  check_vector_file(
      "verdicts.json",
      {{"roots", roots}, {"trust_list", realm.note(realm.list())}, {"verdicts", made}});
}

TEST_CASE("the published roots and trust list open") {
  const Json vectors = read_vector_file("verdicts.json");
  const RootSet roots = open_roots(vectors["roots"].get<std::string>()).value();
  CHECK(Trust::open(vectors["trust_list"].get<std::string>(), roots).has_value());
}

TEST_CASE("every reason for a malformed text has a published case") {
  std::vector<std::string> seen;
  const Json vectors = read_vector_file("verdicts.json");
  for (const Json& c : vectors["verdicts"]) {
    if (!c["malformed_why"].is_null()) seen.push_back(c["malformed_why"]);
  }
  for (const std::string why :
       {"empty", "too_long", "not_a_label", "character", "user_info", "port", "host", "percent",
        "empty_segment", "path", "seal_length", "seal_digits", "seal_fields", "gtin", "lot",
        "serial", "short_code_check"}) {
    CAPTURE(why);
    CHECK(std::ranges::find(seen, why) != seen.end());
  }
}
