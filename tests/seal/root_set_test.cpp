#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/base/json.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestKey kA = TestKey::filled(11), kB = TestKey::filled(12), kC = TestKey::filled(13);
const TestKey kD = TestKey::filled(14);

std::string name(const char* label) { return std::string(kRealm) + "/root/" + label; }

RootSet two_of_three(std::uint32_t version = 1) {
  return {kRealm,
          version,
          2,
          {{name("a"), kA.public_key}, {name("b"), kB.public_key}, {name("c"), kC.public_key}}};
}

RootSet one_of_one(std::uint32_t version) {
  return {kRealm, version, 1, {{name("d"), kD.public_key}}};
}

std::string signed_by(const RootSet& set,
                      std::initializer_list<std::pair<const char*, const TestKey*>> signers) {
  std::vector<Signer> list;
  for (const auto& [label, key] : signers) list.push_back({name(label), *key});
  return signed_note(set.text(), list);
}

Error refusal(const RootSet& set) { return RootSet::parse_text(set.text()).error(); }

}  // namespace

TEST_CASE("a root set is read as it was written") {
  CHECK(RootSet::parse_text(two_of_three().text()).value() == two_of_three());
  CHECK(two_of_three().text().starts_with("temgoc-roots/v1\n{\"realm\":"));
}

TEST_CASE("a threshold of none or of more than there are is refused") {
  RootSet set = two_of_three();
  set.threshold = 0;
  CHECK(refusal(set).code == "roots_threshold");
  set.threshold = 4;
  CHECK(refusal(set).code == "roots_threshold");
  set.threshold = 3;
  CHECK(RootSet::parse_text(set.text()).has_value());
}

TEST_CASE("two roots of one key or one name are refused") {
  RootSet set = two_of_three();
  set.roots[1].key = set.roots[0].key;
  CHECK(refusal(set).code == "roots_duplicate");
  set = two_of_three();
  set.roots[1].name = set.roots[0].name;
  CHECK(refusal(set).code == "roots_duplicate");
}

TEST_CASE("a root's name belongs to the realm, and its key is a good one") {
  for (const std::string& wrong :
       {std::string("a"), name(""), name("A"), std::string("other/root/a")}) {
    CAPTURE(wrong);
    RootSet set = two_of_three();
    set.roots[0].name = wrong;
    CHECK(refusal(set).args.at("reason") == "not_a_root_name");
  }
  RootSet set = two_of_three();
  set.roots[0].key = PublicKeyBytes{};
  CHECK(refusal(set).code == "key_small_order");
}

TEST_CASE("a root set needs its own threshold") {
  CHECK(open_roots(signed_by(two_of_three(), {{"a", &kA}, {"c", &kC}})).value() == two_of_three());
  const Error error = open_roots(signed_by(two_of_three(), {{"a", &kA}})).error();
  CHECK(error.code == "roots_not_signed");
  CHECK(error.args == std::map<std::string, std::string>{{"have", "1"}, {"need", "2"}});
}

TEST_CASE("one root that signs twice counts once, and strangers do not count") {
  CHECK(open_roots(signed_by(two_of_three(), {{"a", &kA}, {"a", &kA}})).error().args.at("have") ==
        "1");
  CHECK(open_roots(signed_by(two_of_three(), {{"a", &kA}, {"d", &kD}})).error().args.at("have") ==
        "1");
  CHECK(open_roots(signed_by(two_of_three(), {{"a", &kA}, {"b", &kC}})).error().args.at("have") ==
        "1");
}

TEST_CASE("a successor needs the old threshold and its own") {
  const std::string good = signed_by(one_of_one(2), {{"a", &kA}, {"b", &kB}, {"d", &kD}});
  CHECK(succeed_roots(two_of_three(), good).value() == one_of_one(2));
  const auto code = [](const std::string& note) {
    return succeed_roots(two_of_three(), note).error().code;
  };
  CHECK(code(signed_by(one_of_one(2), {{"a", &kA}, {"d", &kD}})) == "roots_not_signed");
  CHECK(code(signed_by(one_of_one(2), {{"a", &kA}, {"b", &kB}})) == "roots_not_signed");
}

TEST_CASE("a successor is of the same realm and exactly one version higher") {
  for (const std::uint32_t version : {1U, 3U}) {
    const std::string note = signed_by(one_of_one(version), {{"a", &kA}, {"b", &kB}, {"d", &kD}});
    CHECK(succeed_roots(two_of_three(), note).error().code == "roots_not_successor");
  }
  RootSet elsewhere = one_of_one(2);
  elsewhere.realm = "other.example";
  elsewhere.roots[0].name = "other.example/root/d";
  const std::string note = signed_note(
      elsewhere.text(), {{name("a"), kA}, {name("b"), kB}, {"other.example/root/d", kD}});
  CHECK(succeed_roots(two_of_three(), note).error().code == "roots_not_successor");
}

TEST_CASE("a root in the old set and the new counts for both") {
  RootSet next = two_of_three(2);
  next.roots[2] = {name("d"), kD.public_key};
  CHECK(succeed_roots(two_of_three(), signed_by(next, {{"a", &kA}, {"b", &kB}})).value() == next);
}
