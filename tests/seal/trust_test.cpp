#include <doctest/doctest.h>

#include <map>

#include "support/test_realm.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Error refusal(const TrustList& list) {
  const TestRealm realm;
  return Trust::open(realm.note(list), realm.roots()).error();
}

// Two keys whose ids begin with the same bytes, found by trying.
std::pair<TestKey, TestKey> keys_of_one_id(std::size_t id_bytes) {
  std::map<std::string, TestKey> seen;
  for (std::uint64_t i = 1;; ++i) {
    std::array<std::uint8_t, 32> seed{};
    write_be(seed, 0, 8, i);
    const TestKey key = TestKey::from_seed(to_hex(seed));
    const std::string id = to_hex(key_id(kRealm, key.public_key)).substr(0, 2 * id_bytes);
    const auto [found, fresh] = seen.emplace(id, key);
    if (!fresh) return {found->second, key};
  }
}

}  // namespace

TEST_CASE("a trust list signed by its root opens, and its keys are found by id") {
  const TestRealm realm;
  const Trust trust = realm.trust();
  CHECK_FALSE(trust.empty());
  CHECK(trust.list() == realm.list());
  CHECK(trust.digest() == to_hex(sha256(as_bytes(realm.list().text()))));
  for (const IssuerKey& entry : realm.list().keys) {
    const auto found = trust.find(key_id(entry.realm(kRealm), entry.key));
    REQUIRE(found.size() == 1);
    CHECK(found[0]->entry == entry);
  }
  CHECK(trust.find(key_id(kRealm, realm.stranger.public_key)).empty());
}

TEST_CASE("a trust of nothing is empty") { CHECK(Trust::none().empty()); }

TEST_CASE("a list without the roots' threshold is refused unread") {
  const TestRealm realm;
  const Error error =
      Trust::open(signed_note("not even a list\n", {{kRootName, realm.stranger}}), realm.roots()).error();
  CHECK(error.code == "trust_not_signed");
  CHECK(error.args == std::map<std::string, std::string>{{"have", "0"}, {"need", "1"}});
}

TEST_CASE("an altered list is refused") {
  const TestRealm realm;
  std::string note = realm.note(realm.list());
  note.replace(note.find("299000"), 6, "299001");
  CHECK(Trust::open(note, realm.roots()).error().code == "trust_not_signed");
}

TEST_CASE("two of three roots must sign where the set says so") {
  const TestRealm realm;
  RootSet roots = realm.roots();
  roots.threshold = 2;
  const std::string second = std::string(kRealm) + "/root/two";
  roots.roots.push_back({second, realm.stranger.public_key});
  roots.roots.push_back({std::string(kRealm) + "/root/three", TestKey::filled(9).public_key});
  CHECK(Trust::open(realm.note(realm.list()), roots).error().args.at("have") == "1");
  const std::string both =
      signed_note(realm.list().text(), {{kRootName, realm.root}, {second, realm.stranger}});
  CHECK(Trust::open(both, roots).has_value());
}

TEST_CASE("a list of another realm or another root version is refused") {
  TrustList list = TestRealm().list();
  list.realm = "other.example";
  CHECK(refusal(list).code == "trust_realm");
  list = TestRealm().list();
  list.root_version = 2;
  CHECK(refusal(list).code == "trust_root_version");
}

TEST_CASE("keys that implementations judge differently are refused on entry") {
  TrustList list = TestRealm().list();
  list.keys[0].key = PublicKeyBytes{};
  CHECK(refusal(list).code == "key_small_order");
  list.keys[0].key.fill(0xff);
  CHECK(refusal(list).code == "key_not_canonical");
  list = TestRealm().list();
  list.log_key = PublicKeyBytes{};
  CHECK(refusal(list).code == "key_small_order");
}

TEST_CASE("a root's key is nobody else's") {
  const TestRealm realm;
  TrustList list = realm.list();
  list.keys[0].key = realm.root.public_key;
  CHECK(refusal(list).code == "trust_duplicate_key");
  list = realm.list();
  list.log_key = realm.root.public_key;
  CHECK(refusal(list).code == "trust_duplicate_key");
}

TEST_CASE("keys are found by the whole id") {
  const TestRealm realm;
  const auto [first, second] = keys_of_one_id(2);
  TrustList list = realm.list();
  list.keys.resize(1);
  list.keys.push_back(list.keys[0]);
  list.keys[0].key = first.public_key;
  list.keys[1].key = second.public_key;
  const Trust trust = Trust::open(realm.note(list), realm.roots()).value();
  for (const TestKey& key : {first, second}) {
    const auto found = trust.find(key_id(kRealm, key.public_key));
    REQUIRE(found.size() == 1);
    CHECK(found[0]->entry.key == key.public_key);
  }
}

TEST_CASE("an older list is a roll-back, another of the same version a fork") {
  const TestRealm realm;
  const Trust trust = realm.trust();
  CHECK(check_progress(std::nullopt, trust).has_value());
  CHECK(check_progress(SeenVersion{6, "other"}, trust).has_value());
  CHECK(check_progress(SeenVersion{7, trust.digest()}, trust).has_value());
  CHECK(check_progress(SeenVersion{7, "other"}, trust).error().code == "trust_forked");
  CHECK(check_progress(SeenVersion{8, trust.digest()}, trust).error().code == "trust_rolled_back");
}
