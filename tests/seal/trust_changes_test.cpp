#include "temgoc/seal/trust_changes.h"

#include <doctest/doctest.h>

#include "support/test_realm.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::vector<TrustChange::Field>;

// What the change of the first key comes to.
TrustChange changed(void (*change)(IssuerKey&)) {
  const TrustList before = TestRealm().list();
  TrustList after = before;
  change(after.keys[0]);
  const auto changes = trust_changes(before, after);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == TrustChange::Kind::changed);
  CHECK(changes[0].id == key_id(before.keys[0].realm(before.realm), before.keys[0].key));
  return changes[0];
}

}  // namespace

TEST_CASE("a new version and new dates alone change nothing") {
  const TrustList before = TestRealm().list();
  TrustList after = before;
  ++after.version;
  after.issued_at += std::chrono::hours(1);
  after.expires_at += std::chrono::hours(1);
  CHECK(trust_changes(before, after).empty());
}

TEST_CASE("each property of a key that changes is named with what goes and what comes") {
  CHECK(changed([](IssuerKey& key) { key.hosts.push_back("evil.example"); }).fields ==
        Fields{{"hosts", {}, {"evil.example"}}});
  CHECK(changed([](IssuerKey& key) { key.gtin_prefixes = {"8939999"}; }).fields ==
        Fields{{"gtin_prefixes", TestRealm().list().keys[0].gtin_prefixes, {"8939999"}}});
  CHECK(changed([](IssuerKey& key) { key.cooperative_name = "X"; }).fields[0].name ==
        "cooperative_name");
  CHECK(changed([](IssuerKey& key) { key.cooperative_id = "X"; }).fields[0].name == "cooperative");
  CHECK(changed([](IssuerKey& key) { key.packed_from = Day(std::chrono::days(20000)); })
            .fields[0]
            .name == "packed_from");
  CHECK(changed([](IssuerKey& key) { key.packed_until = Day(std::chrono::days(30000)); })
            .fields[0]
            .name == "packed_until");
  const TrustChange cut = changed([](IssuerKey& key) {
    key.status = KeyStatus::cut;
    key.cut_at = 7;
  });
  CHECK(cut.fields == Fields{{"status", {"active"}, {"cut"}}, {"cut_at", {}, {"7"}}});
}

TEST_CASE("a key that comes and one that goes are named, and one exchanged is both") {
  const TrustList before = TestRealm().list();
  TrustList less = before;
  less.keys.erase(less.keys.begin());
  const auto gone = trust_changes(before, less);
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].kind == TrustChange::Kind::removed);
  CHECK(trust_changes(less, before)[0].kind == TrustChange::Kind::added);
  TrustList exchanged = before;
  exchanged.keys[0].key[5] ^= 1;
  const auto both = trust_changes(before, exchanged);
  REQUIRE(both.size() == 2);
  CHECK(both[0].kind == TrustChange::Kind::added);
  CHECK(both[1].kind == TrustChange::Kind::removed);
  CHECK(both[0].cooperative_id == both[1].cooperative_id);
}

TEST_CASE("the log's own key and that of bundles are compared too") {
  const TrustList before = TestRealm().list();
  TrustList after = before;
  after.log_key[0] ^= 1;
  after.bundle_key = before.keys[0].key;
  const auto changes = trust_changes(before, after);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].fields[0].name == "log_key");
  CHECK(changes[1].fields[0].name == "bundle_key");
  // The id that `key new --bundle` said.
  CHECK(changes[1].id == key_id(after.realm + "/bundle", *after.bundle_key));
}

TEST_CASE("a list of test keys alone names no issuer") {
  TrustList list = TestRealm().list();
  CHECK(names_issuers(list));
  std::erase_if(list.keys, [](const IssuerKey& key) { return key.status != KeyStatus::test; });
  CHECK(!names_issuers(list));
}

TEST_CASE("another key of the log, and one for bundles that comes, are named as the list's own") {
  const TrustList before = TestRealm().list();
  TrustList after = before;
  after.log_key[0] ^= 1;
  after.bundle_key = before.keys[0].key;
  const auto changes = trust_changes(before, after);
  REQUIRE(changes.size() == 2);
  CHECK(to_text(changes[0].kind) == "changed");
  CHECK(changes[0].fields[0].name == "log_key");
  CHECK(changes[0].fields[0].gone == std::vector{to_base64(before.log_key)});
  CHECK(changes[0].fields[0].come == std::vector{to_base64(after.log_key)});
  CHECK(changes[1].fields[0].name == "bundle_key");
  CHECK(changes[1].fields[0].gone.empty());
  CHECK(changes[1].cooperative_id == "");
}

TEST_CASE("the kinds of change have names of their own") {
  CHECK(to_text(TrustChange::Kind::added) == "added");
  CHECK(to_text(TrustChange::Kind::removed) == "removed");
}
