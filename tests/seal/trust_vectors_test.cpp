// Trust lists of both versions for any implementation: which open under the roots, and what then
// stands in them.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/test_realm.h"
#include "support/vector_file.h"
#include "temgoc/base/json.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Case {
  std::string what;
  std::string note;
};

Json content_of(const TrustList& list) {
  const std::string text = list.text();
  return parse_json(text.substr(text.find('\n') + 1)).value();
}

// Truly signed by the root, whatever it says.
std::string signed_as(const TestRealm& realm, const std::string& first_line, const Json& content) {
  return signed_note(first_line + "\n" + content.dump() + "\n", {{kRootName, realm.root}});
}

template <class Change>
Json changed(Json content, Change change) {
  change(content);
  return content;
}

std::vector<Case> good_cases(const TestRealm& realm) {
  Json without = content_of(realm.list_with_bundle_key());
  without["bundle_key"] = nullptr;
  Json backwards = Json::object();
  const Json second = content_of(realm.list_with_bundle_key());
  std::vector<std::string> names;
  for (const auto& [name, value] : second.items()) names.insert(names.begin(), name);
  for (const std::string& name : names) backwards[name] = second[name];
  return {{"version 1", realm.note(realm.list())},
          {"version 2 with a bundle key", realm.note(realm.list_with_bundle_key())},
          {"version 2 without one", signed_as(realm, "temgoc-trust-list/v2", without)},
          {"members in another order", signed_as(realm, "temgoc-trust-list/v2", backwards)}};
}

std::vector<Case> bundle_key_cases(const TestRealm& realm) {
  const Json second = content_of(realm.list_with_bundle_key());
  std::vector<Case> cases{
      {"version 1 that names a bundle key", signed_as(realm, "temgoc-trust-list/v1", second)},
      {"version 2 that does not say whether it has one",
       signed_as(realm, "temgoc-trust-list/v2", content_of(realm.list()))},
      {"version 3", signed_as(realm, "temgoc-trust-list/v3", second)}};
  const auto with = [&](const std::string& what, const Json& key) {
    cases.push_back(
        {what, signed_as(realm, "temgoc-trust-list/v2",
                         changed(second, [&](Json& json) { json["bundle_key"] = key; }))});
  };
  with("a bundle key that is the log's", to_base64(realm.log.public_key));
  with("a bundle key that is a root's", to_base64(realm.root.public_key));
  with("a bundle key that is an issuer's", to_base64(realm.other.public_key));
  with("a bundle key of 31 bytes", to_base64(Bytes(31, 9)));
  with("a bundle key in base64 without padding", to_base64(realm.bundle.public_key).substr(0, 43));
  with("an empty bundle key", "");
  with("a bundle key that is a number", 1);
  const Json keys = read_vector_file("public_keys.json");
  for (const char* kind : {"mixed_order", "small_order", "not_on_curve"}) {
    with(std::string("a bundle key: ") + kind,
         to_base64(from_hex(keys[kind][0].get<std::string>()).value()));
  }
  return cases;
}

std::vector<Case> other_cases(const TestRealm& realm) {
  const Json second = content_of(realm.list_with_bundle_key());
  std::vector<Case> cases;
  const auto with = [&](const std::string& what, const auto& change) {
    cases.push_back({what, signed_as(realm, "temgoc-trust-list/v2", changed(second, change))});
  };
  with("a member more", [](Json& json) { json["extra"] = 1; });
  with("a member less", [](Json& json) { json.erase("keys"); });
  with("version 0 of the list", [](Json& json) { json["version"] = 0; });
  with("another realm", [](Json& json) { json["realm"] = "other.example"; });
  with("another root version", [](Json& json) { json["root_version"] = 2; });
  with("an end that is its beginning", [](Json& json) { json["expires_at"] = json["issued_at"]; });
  with("one issuer key twice", [](Json& json) { json["keys"][1]["key"] = json["keys"][0]["key"]; });
  with("an issuer key that is the log's",
       [](Json& json) { json["keys"][0]["key"] = json["log_key"]; });
  with("an issuer key that is a root's",
       [&](Json& json) { json["keys"][0]["key"] = to_base64(realm.root.public_key); });
  with("a log key that is a root's",
       [&](Json& json) { json["log_key"] = to_base64(realm.root.public_key); });
  with("a cut key without its place", [](Json& json) { json["keys"][2]["cut_at"] = nullptr; });
  with("a place of a key that is not cut", [](Json& json) { json["keys"][0]["cut_at"] = 5; });
  with("an unknown status", [](Json& json) { json["keys"][0]["status"] = "revoked"; });
  with("a prefix of 13 digits",
       [](Json& json) { json["keys"][0]["gtin_prefixes"] = {"2990000000010"}; });
  with("prefixes of two cooperatives that overlap",
       [](Json& json) { json["keys"][3]["gtin_prefixes"] = {"29900"}; });
  with("a host in upper case", [](Json& json) { json["keys"][0]["hosts"] = {"OCOP.example"}; });
  with("a window that ends before it begins", [](Json& json) {
    json["keys"][0]["packed_from"] = "2026-11-24";
    json["keys"][0]["packed_until"] = "2026-11-23";
  });
  with("a day that is none", [](Json& json) { json["keys"][0]["packed_from"] = "2026-02-30"; });
  with("a key of nobody that is no test key",
       [](Json& json) { json["keys"][0]["cooperative_id"] = ""; });
  const std::string good = realm.note(realm.list_with_bundle_key());
  cases.push_back({"signed by another key", signed_note(realm.list_with_bundle_key().text(),
                                                        {{kRootName, realm.stranger}})});
  cases.push_back({"signed under another name", signed_note(realm.list_with_bundle_key().text(),
                                                            {{"ocop.example/vn", realm.root}})});
  std::string altered = good;
  cases.push_back({"a letter changed", altered.replace(altered.find("C90"), 3, "C99")});
  cases.push_back({"a line between text and signatures",
                   std::string(good).insert(good.find("\n\n") + 1, "more\n")});
  return cases;
}

Json to_json(const Case& each, const RootSet& roots) {
  const auto trust = Trust::open(each.note, roots);
  Json json{{"what", each.what}, {"note", each.note}, {"opens", trust.has_value()}};
  if (!trust) return json;
  const TrustList& list = trust->list();
  json["version"] = list.version;
  json["bundle_key"] = list.bundle_key ? Json(to_hex(*list.bundle_key)) : Json(nullptr);
  Json ids = Json::array();
  for (const IssuerKey& key : list.keys) ids.push_back(to_hex(key_id(key.realm(kRealm), key.key)));
  json["key_ids"] = ids;
  return json;
}

}  // namespace

TEST_CASE("the published trust lists are opened and refused as this program does") {
  const TestRealm realm;
  Json made = Json::array();
  for (const auto& cases : {good_cases(realm), bundle_key_cases(realm), other_cases(realm)}) {
    for (const Case& each : cases) made.push_back(to_json(each, realm.roots()));
  }
  const std::string roots = signed_note(realm.roots().text(), {{kRootName, realm.root}});
  check_vector_file("trust_lists.json", {{"roots", roots}, {"trust_lists", made}});
}

TEST_CASE("of the published trust lists those open that a reader must take, and no other") {
  const Json vectors = read_vector_file("trust_lists.json");
  std::size_t open = 0;
  for (const Json& each : vectors["trust_lists"]) open += each["opens"].get<bool>();
  CHECK(open == good_cases(TestRealm()).size());
  CHECK(vectors["trust_lists"].size() > 35);
}
