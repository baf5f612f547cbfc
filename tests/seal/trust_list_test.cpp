#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/base/json.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Json list_json() {
  const std::string text = TestRealm().list().text();
  return parse_json(text.substr(text.find('\n') + 1)).value();
}

Result<TrustList> read(const Json& json) {
  return TrustList::parse_text("temgoc-trust-list/v1\n" + json.dump() + "\n");
}

// The error after `change` to the first key of the list.
Error refusal(const char* member, const Json& value) {
  Json json = list_json();
  json["keys"][0][member] = value;
  return read(json).error();
}

TrustList with_prefixes(std::vector<std::string> first, std::vector<std::string> second) {
  TrustList list = TestRealm().list();
  list.keys[0].gtin_prefixes = std::move(first);
  list.keys[3].gtin_prefixes = std::move(second);
  return list;
}

}  // namespace

TEST_CASE("a trust list is read as it was written") {
  const TrustList list = TestRealm().list();
  CHECK(TrustList::parse_text(list.text()).value() == list);
  CHECK(list.text().starts_with(
      "temgoc-trust-list/v1\n{\"realm\":\"ocop.example/vn\",\"version\":7,"));
}

TEST_CASE("a list with a bundle key is of version 2, one without of version 1") {
  const TrustList list = TestRealm().list_with_bundle_key();
  CHECK(list.text().starts_with("temgoc-trust-list/v2\n"));
  CHECK(TrustList::parse_text(list.text()).value() == list);
  Json json = parse_json(list.text().substr(list.text().find('\n') + 1)).value();
  const auto second = [](const Json& of) {
    return TrustList::parse_text("temgoc-trust-list/v2\n" + of.dump() + "\n");
  };
  CHECK(second(json).value() == list);
  // Neither version is read as the other.
  CHECK(read(json).error().field == "bundle_key");
  CHECK(second(list_json()).error().field == "bundle_key");
  json["bundle_key"] = nullptr;
  CHECK(second(json).value() == TestRealm().list());
  for (const Json& wrong : {Json(""), Json(1), Json("AAAA"), Json::array()}) {
    json["bundle_key"] = wrong;
    CHECK(second(json).error().code == "trust_unreadable");
  }
  CHECK(TrustList::parse_text("temgoc-trust-list/v3\n{}\n").error().args.at("reason") ==
        "first_line");
}

TEST_CASE("members may come in any order") {
  Json json = Json::object();
  const Json ordered = list_json();
  std::vector<std::string> names;
  for (const auto& [name, value] : ordered.items()) names.insert(names.begin(), name);
  for (const std::string& name : names) json[name] = ordered[name];
  CHECK(read(json).value() == TestRealm().list());
}

TEST_CASE("a missing and an unknown member make the list unreadable, and are named") {
  Json json = list_json();
  json["keys"][1].erase("hosts");
  Error error = read(json).error();
  CHECK(error.code == "trust_unreadable");
  CHECK(error.field == "keys[1].hosts");
  CHECK(error.args.at("reason") == "missing");

  json = list_json();
  json["comment"] = "harmless?";
  error = read(json).error();
  CHECK(error.field == "comment");
  CHECK(error.args.at("reason") == "not_known");
}

TEST_CASE("every member of a list is checked for its kind and range") {
  const Json good = list_json();
  for (const auto& [name, value] : good.items()) {
    for (const Json& wrong : {Json(-1), Json(1.5), Json("x"), Json(true), Json::object()}) {
      CAPTURE(name);
      CAPTURE(wrong.dump());
      Json json = list_json();
      json[name] = wrong;
      CHECK(read(json).error().code == "trust_unreadable");
    }
  }
}

TEST_CASE("every member of a key is checked for its kind") {
  const Json good = list_json()["keys"][0];
  for (const auto& [name, value] : good.items()) {
    for (const Json& wrong : {Json(-1), Json(1.5), Json(true), Json::object()}) {
      CAPTURE(name);
      CAPTURE(wrong.dump());
      CHECK(refusal(name.c_str(), wrong).field == "keys[0]." + name);
    }
  }
}

TEST_CASE("a key's values must make sense") {
  CHECK(refusal("status", "revoked").args.at("reason") == "not_a_status");
  CHECK(refusal("cooperative_id", "").args.at("reason") == "not_an_id");
  CHECK(refusal("cooperative_name", "").args.at("reason") == "not_a_name");
  CHECK(refusal("cooperative_name", " HTX").args.at("reason") == "not_a_name");
  CHECK(refusal("cooperative_name", "Hơ\u0323p").args.at("reason") == "not_a_name");
  CHECK(refusal("gtin_prefixes", {29}).args.at("reason") == "not_text");
  CHECK(refusal("gtin_prefixes", {"29x"}).args.at("reason") == "not_a_prefix");
  CHECK(refusal("gtin_prefixes", {""}).args.at("reason") == "not_a_prefix");
  CHECK(refusal("gtin_prefixes", {"2990000000010"}).args.at("reason") == "not_a_prefix");
  CHECK(refusal("hosts", {"OCOP.example"}).args.at("reason") == "not_a_host");
  CHECK(refusal("packed_from", "24/11/2026").args.at("reason") == "not_a_day");
  CHECK(refusal("packed_from", "2026-02-30").args.at("reason") == "not_a_day");
  CHECK(refusal("cut_at", 5).args.at("reason") == "only_when_cut");
  CHECK(refusal("status", "cut").args.at("reason") == "only_when_cut");
  CHECK(refusal("key", "AAAA").args.at("reason") == "not_a_key");
}

TEST_CASE("a window that ends before it begins is refused") {
  TrustList list = TestRealm().list();
  list.keys[0].packed_from = day("2026-11-24");
  list.keys[0].packed_until = day("2026-11-24");
  CHECK(TrustList::parse_text(list.text()).has_value());
  list.keys[0].packed_until = day("2026-11-23");
  CHECK(TrustList::parse_text(list.text()).error().args.at("reason") == "before_packed_from");
}

TEST_CASE("a list is in force for some time, not for a moment alone") {
  TrustList list = TestRealm().list();
  list.expires_at = list.issued_at + std::chrono::milliseconds(1);
  CHECK(TrustList::parse_text(list.text()).has_value());
  for (const auto early : {std::chrono::milliseconds(0), std::chrono::milliseconds(1)}) {
    list.expires_at = list.issued_at - early;
    const auto read = TrustList::parse_text(list.text());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().args.at("reason") == "not_after_issued_at");
  }
}

TEST_CASE("only a test key may be nobody's") {
  TrustList list = TestRealm().list();
  list.keys[0].cooperative_id = "";
  list.keys[0].cooperative_name = "";
  CHECK(TrustList::parse_text(list.text()).error().field == "keys[0].cooperative_id");
}

TEST_CASE("the first line and the one line of JSON are required") {
  const std::string text = TestRealm().list().text();
  CHECK(TrustList::parse_text("").error().args.at("reason") == "first_line");
  CHECK(TrustList::parse_text("temgoc-trust-list/v3" + text.substr(20)).error().args.at("reason") ==
        "first_line");
  CHECK(TrustList::parse_text(text + "\n").error().args.at("reason") == "not_one_line");
  CHECK(TrustList::parse_text(text.substr(0, text.size() - 1)).error().args.at("reason") ==
        "not_one_line");
  CHECK(TrustList::parse_text("temgoc-trust-list/v1\n{\n").error().args.at("reason") ==
        "json_unreadable");
  CHECK(TrustList::parse_text("temgoc-trust-list/v1\n{\"version\":1,\"version\":2}\n")
            .error()
            .args.at("reason") == "json_duplicate_key");
}

TEST_CASE("numbers above 2^53 - 1 are refused") {
  TrustList list = TestRealm().list();
  list.version = (std::uint64_t{1} << 53) - 1;
  CHECK(TrustList::parse_text(list.text()).value().version == list.version);
  ++list.version;
  CHECK(TrustList::parse_text(list.text()).error().field == "version");
}

TEST_CASE("the same key twice is refused, be it an issuer's or the log's") {
  TrustList list = TestRealm().list();
  list.keys[4].key = list.keys[0].key;
  CHECK(TrustList::parse_text(list.text()).error().code == "trust_duplicate_key");
  list = TestRealm().list();
  list.keys[0].key = list.log_key;
  CHECK(TrustList::parse_text(list.text()).error().code == "trust_duplicate_key");
  list = TestRealm().list();
  list.bundle_key = list.log_key;
  CHECK(TrustList::parse_text(list.text()).error().code == "trust_duplicate_key");
  list.bundle_key = list.keys[1].key;
  CHECK(TrustList::parse_text(list.text()).error().code == "trust_duplicate_key");
}

TEST_CASE("live cooperatives may not share a prefix, nor one that begins another") {
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"299000", "299000"}, {"2990", "299000"}, {"299000", "2990"}, {"2", "299200"}}) {
    CAPTURE(first);
    CAPTURE(second);
    const Error error =
        TrustList::parse_text(with_prefixes({"893", first}, {second, "894"}).text()).error();
    CHECK(error.code == "trust_prefix_overlap");
    CHECK(error.args.size() == 2);
  }
  CHECK(TrustList::parse_text(with_prefixes({"2990", "299000"}, {"2991", "2992"}).text())
            .has_value());
  // One of another cooperative's lies between two of the first's in sorted order.
  CHECK(TrustList::parse_text(with_prefixes({"29", "291"}, {"292"}).text()).error().code ==
        "trust_prefix_overlap");
}

TEST_CASE("a prefix may pass on once the first cooperative's keys are not active") {
  TrustList list = with_prefixes({"299000"}, {"299000"});
  list.keys[0].status = KeyStatus::retired;
  CHECK(TrustList::parse_text(list.text()).has_value());
}

TEST_CASE("a test key signs under the test realm") {
  const TrustList list = TestRealm().list();
  CHECK(list.keys[4].realm(kRealm) == "ocop.example/vn/test");
  CHECK(list.keys[0].realm(kRealm) == kRealm);
}
