#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/base/files.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Error refusal(const TrustList& list) {
  const TestRealm realm;
  return Trust::open(realm.note(list), realm.roots()).error();
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
      Trust::open(signed_note("not even a list\n", {{kRootName, realm.stranger}}), realm.roots())
          .error();
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
  list = TestRealm().list();
  list.bundle_key = PublicKeyBytes{};
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
  list = realm.list();
  list.bundle_key = realm.root.public_key;
  CHECK(refusal(list).code == "trust_duplicate_key");
}

TEST_CASE("a list above 16 MiB is refused before a signature is tried") {
  const TestRealm realm;
  const std::string longer = realm.note(realm.list()) + std::string(kMaxTrustListBytes, '\n');
  const Error error = Trust::open(longer, realm.roots()).error();
  CHECK(error.code == "trust_unreadable");
  CHECK(error.args.at("reason") == "too_long");
}

TEST_CASE("two keys of one id are both found") {
  const TestRealm realm;
  const Trust trust = realm.trust_with_clash();
  const auto found = trust.find(key_id(kRealm, realm.clashing.public_key));
  REQUIRE(found.size() == 2);
  CHECK(found[0]->entry.cooperative_id == "C93");
  CHECK(found[1]->entry.cooperative_id == "C94");
  CHECK(found[0]->id == found[1]->id);
  CHECK(trust.find(key_id(kRealm, realm.issuer.public_key)).size() == 1);
}

TEST_CASE("the example of the document opens") {
  const std::string page =
      read_file(TEMGOC_SOURCE_DIR "/docs/trust_list_format.md", 1000000).value();
  const auto block = [&page](std::string_view first_line) {
    const std::size_t start = page.find("```text\n" + std::string(first_line)) + 8;
    return page.substr(start, page.find("```", start) - start);
  };
  const RootSet roots = open_roots(block("temgoc-roots/v1")).value();
  CHECK(roots == TestRealm().roots());
  const Trust trust = Trust::open(block("temgoc-trust-list/v1"), roots).value();
  CHECK(trust.list().keys == std::vector<IssuerKey>{TestRealm().list().keys[0]});
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
