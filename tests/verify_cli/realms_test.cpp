// Several realms before one verifier, and what it remembers between runs.
#include "verify_cli/realms.h"

#include <doctest/doctest.h>

#include <thread>

#include "bundle/bundle_fixture.h"
#include "support/test_realm.h"
#include "temgoc/base/json.h"
#include "temgoc/bundle/trust_state.h"
#include "verify_cli/scratch.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Instant kNow = instant("2026-12-01T03:00:00.000Z");
const Day kToday = day("2026-12-01");

// Another province: its own root and issuer, and whatever its list claims.
struct Province {
  std::string realm;
  TestKey root = TestKey::filled(21);
  TestKey issuer = TestKey::filled(22);
  std::vector<std::string> prefixes{"299000"};
  std::vector<std::string> hosts{kHost};
  std::uint64_t version = 1;
  KeyStatus status = KeyStatus::active;

  std::string roots() const {
    const std::string name = realm + "/root/one";
    return signed_note(RootSet{realm, 1, 1, {{name, root.public_key}}}.text(), {{name, root}});
  }
  std::string list() const {
    TrustList list = kTestRealm.list();
    list.realm = realm;
    list.version = version;
    list.keys = {{issuer.public_key, status, "C90", "HTX Mẫu Sông Xanh", prefixes, hosts}};
    return signed_note(list.text(), {{realm + "/root/one", root}});
  }
  std::string label(const char* product = "0299000000001") const {
    Claim claim = kTestRealm.claim_by(issuer, realm);
    claim.gtin = gtin(product);
    return sealed_uri(hosts.front(), sealed(claim, issuer, realm));
  }
};

Province first() { return {.realm = "mot.example/vn"}; }
Province second() {
  return {.realm = "hai.example/vn", .root = TestKey::filled(31), .issuer = TestKey::filled(32)};
}

Realms opened(const Scratch& scratch, const std::vector<Province>& provinces) {
  VerifierFiles files;
  for (const Province& each : provinces) {
    const std::string name = each.realm.substr(0, 3);
    files.roots.push_back(scratch.write(name + "-roots", each.roots()));
    files.trust.push_back(scratch.write(name + "-list", each.list()));
  }
  return Realms::open(files, kNow).value();
}

Verdict checked(const Realms& realms, const std::string& text) {
  return check_label(text, realms.contexts(kNow, kToday, {}));
}

}  // namespace

TEST_CASE("of two realms that claim one product and site each label tells who vouches for it") {
  const Scratch scratch;
  const Realms realms = opened(scratch, {first(), second()});
  for (const Province& province : {first(), second()}) {
    const Verdict verdict = checked(realms, province.label());
    REQUIRE(verdict.main.headline == Headline::valid);
    CHECK(verdict.realm == province.realm);
    const std::string other = province.realm == first().realm ? second().realm : first().realm;
    CHECK(verdict.also_claimed_by == std::vector<std::string>{other});
    const Json json = verdict_json(verdict, Language::en);
    CHECK(json["realm"] == province.realm);
    CHECK(json["also_claimed_by"] == Json{other});
    for (const Language language : {Language::vi, Language::en}) {
      const std::string words = verdict_words(verdict, language);
      CHECK(words.find(province.realm) != std::string::npos);
      CHECK(words.find(other) != std::string::npos);
    }
  }
}

TEST_CASE("no label is said to be claimed twice where only one realm claims it") {
  const Scratch scratch;
  Province other = second();
  other.hosts = {"khac.example"};  // numbers of the restricted range are everyone's own
  Verdict verdict = checked(opened(scratch, {first(), other}), first().label());
  CHECK(verdict.realm == first().realm);
  CHECK(verdict.also_claimed_by.empty());

  Province real = first();
  real.prefixes = other.prefixes = {"893850"};
  verdict = checked(opened(scratch, {real, other}), real.label("0893850597401"));
  REQUIRE(verdict.main.headline == Headline::valid);
  CHECK(verdict.also_claimed_by == std::vector<std::string>{other.realm});
  other.status = KeyStatus::test;  // a key of trial labels claims no goods
  verdict = checked(opened(scratch, {real, other}), real.label("0893850597401"));
  REQUIRE(verdict.main.headline == Headline::valid);
  CHECK(verdict.also_claimed_by.empty());
  other.status = KeyStatus::active;
  other.prefixes = {"893851", "93850"};
  verdict = checked(opened(scratch, {real, other}), real.label("0893850597401"));
  CHECK(verdict.also_claimed_by.empty());
}

TEST_CASE("a realm is named for no label that is not believed, and its key is always there") {
  const Scratch scratch;
  const Realms realms = opened(scratch, {first()});
  for (const std::string& text :
       {second().label(), first().label() + "/21/0000001", std::string("hello")}) {
    const Json json = verdict_json(checked(realms, text), Language::vi);
    CHECK(json["realm"].is_null());
    CHECK(json["also_claimed_by"] == Json::array());
  }
}

TEST_CASE("the realm that has the label's key speaks of it, though it cannot check it either") {
  const Scratch scratch;
  Province theirs = second();
  const std::string label = theirs.label();
  TrustList list = kTestRealm.list();
  list.realm = theirs.realm;
  IssuerKey cut{theirs.issuer.public_key, KeyStatus::cut, "C90", "HTX Mẫu", {"299000"}, {kHost}};
  cut.cut_at = 5;
  list.keys = {cut};
  const VerifierFiles files{
      .roots = {scratch.write("one", first().roots()), scratch.write("two", theirs.roots())},
      .trust = {scratch.write("one-list", first().list()),
                scratch.write("two-list", signed_note(list.text(), {{theirs.realm + "/root/one",
                                                                     theirs.root}}))},
      .bundles = {},
      .state = {}};
  const Realms realms = Realms::open(files, kNow).value();
  CHECK(checked(realms, label).main == Finding{Headline::cannot_check, "log_position_unknown"});
}

TEST_CASE("of several lists of a realm the newest counts, and two of one version are a fork") {
  const Scratch scratch;
  Province newer = first();
  newer.version = 5;
  newer.hosts = {"moi.example"};
  const std::string roots = scratch.write("roots", first().roots());
  const std::string old_list = scratch.write("old", first().list());
  const std::string new_list = scratch.write("new", newer.list());
  for (const auto& lists : {std::vector{old_list, new_list}, std::vector{new_list, old_list}}) {
    const Realms realms =
        Realms::open({.roots = {roots}, .trust = lists, .bundles = {}, .state = {}}, kNow).value();
    CHECK(realms.first_trust().list().version == 5);
    CHECK(checked(realms, newer.label()).main.headline == Headline::valid);
    CHECK(checked(realms, first().label()).main.headline == Headline::wrong_site);
  }
  newer.version = first().version;
  const std::string other = scratch.write("other", newer.list());
  CHECK(
      Realms::open({.roots = {roots}, .trust = {old_list, other}, .bundles = {}, .state = {}}, kNow)
          .error()
          .code == "trust_forked");
}

TEST_CASE("roots that were followed are remembered without a list, and older ones are refused") {
  const Scratch scratch;
  const std::string path = scratch.file("state");
  FollowedRoots seen{RootSet{.realm = "ocop.example.vn", .version = 3, .roots = {}}, "second"};
  TrustState first = TrustState::load(path).value();
  REQUIRE(first.accept(seen));
  first.save();
  TrustState again = TrustState::load(path).value();
  seen.set.version = 2;
  const auto older = again.accept(seen);
  REQUIRE_FALSE(older);
  CHECK(older.error().code == "roots_rolled_back");
}

TEST_CASE("verifiers that learn at the same time all leave what they learned in the memory") {
  const Scratch scratch;
  constexpr unsigned kVerifiers = 12;
  const std::string state = scratch.file("state");
  std::vector<VerifierFiles> all;
  for (unsigned nth = 0; nth < kVerifiers; ++nth) {
    const std::string name = "so" + std::to_string(nth);
    const Province province{.realm = name + ".example/vn", .version = nth + 2};
    all.push_back({.roots = {scratch.write(name + "-roots", province.roots())},
                   .trust = {scratch.write(name + "-list", province.list())},
                   .bundles = {},
                   .state = state});
  }
  {
    std::vector<std::jthread> verifiers;
    for (const VerifierFiles& files : all)
      verifiers.emplace_back([&files] { (void)Realms::open(files, kNow); });
  }
  const Json seen = parse_json(read_file(state, 1 << 20).value()).value();
  CHECK(seen.size() == kVerifiers);
  for (unsigned nth = 0; nth < kVerifiers; ++nth)
    CHECK(seen["so" + std::to_string(nth) + ".example/vn"]["version"] == nth + 2);
}

TEST_CASE("a newer list that another verifier saw meanwhile is never forgotten") {
  const Scratch scratch;
  const std::string state = scratch.file("state");
  Province province = first();
  const auto open_version = [&](std::uint64_t version) {
    province.version = version;
    const std::string name = std::to_string(version);
    return Realms::open({.roots = {scratch.write("roots", province.roots())},
                         .trust = {scratch.write("list-" + name, province.list())},
                         .bundles = {},
                         .state = state},
                        kNow);
  };
  REQUIRE(open_version(3));
  CHECK(open_version(2).error().code == "trust_rolled_back");
  REQUIRE(open_version(4));
  CHECK(open_version(3).error().code == "trust_rolled_back");
}

TEST_CASE("a bundle dated more than a day ahead is used and not remembered, one of today is") {
  const Scratch scratch;
  const auto remembered = [&](const char* made_at) {
    const std::string state = scratch.file(std::string("state-") + made_at);
    const Bytes file = bundle_file(kTestRealm, 1, {}, terms(made_at));
    const TestKey& root = kTestRealm.root;
    const VerifierFiles files{
        .roots = {scratch.write("roots",
                                signed_note(kTestRealm.roots().text(), {{kRootName, root}}))},
        .trust = {},
        .bundles = {scratch.write("bundle",
                                  {reinterpret_cast<const char*>(file.data()), file.size()})},
        .state = state};
    const auto realms = Realms::open(files, kNow);
    REQUIRE_MESSAGE(realms.has_value(), realms.error().code);
    CHECK(realms->contexts(kNow, kToday, {}).front().facts.look_up);
    return parse_json(read_file(state, 1 << 20).value()).value().at(kRealm).contains("bundle");
  };
  CHECK(remembered("2026-12-01T02:59:59.999Z"));
  CHECK(remembered("2026-12-02T03:00:00.000Z"));  // a clock may be a day behind
  CHECK_FALSE(remembered("2026-12-02T03:00:00.001Z"));
  CHECK_FALSE(remembered("2027-01-08T03:00:00.000Z"));
}
