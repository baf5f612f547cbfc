// Whether a credential holds: its key, its time, and its bits.
#include "temgoc/credential/check_credential.h"

#include <doctest/doctest.h>

#include "temgoc/credential/status_list.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;

namespace {

const std::string kDid = "did:web:tg.example.vn:cooperative:C01";
const std::string kSecond = "did:web:second.example";
const std::string kList = "https://tg.example.vn/credentials/status/a1b2c3d4/";

struct Issuing {
  SigningKey key = SigningKey::generate(
      [](std::span<std::uint8_t> seed) { std::ranges::fill(seed, std::uint8_t{7}); });
  Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  std::map<std::string, std::string> lists = {};
  bool knows_keys = true;

  std::string jwt(const Json& content) const {
    return credential_as_jwt(content, jwk_method(kDid, "a1b2c3d4"),
                             [&](std::string_view message) { return key.sign(message); });
  }
  std::string proof(const Json& content) const {
    return dump(credential_with_proof(content, multikey_method(kDid, "a1b2c3d4"), now,
                                      [&](std::string_view message) { return key.sign(message); })
                    .value());
  }
  Json list(StatusPurpose purpose, const std::vector<std::uint32_t>& set) const {
    const std::string id = kList + to_text(purpose);
    return {{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
            {"id", id},
            {"type", Json::array({"VerifiableCredential", "BitstringStatusListCredential"})},
            {"issuer", kDid},
            {"validUntil", "2026-12-24T00:00:00Z"},
            {"credentialSubject",
             {{"id", id + "#list"},
              {"type", "BitstringStatusList"},
              {"statusPurpose", to_text(purpose)},
              {"encodedList", encoded_status_list(status_bits(set))}}}};
  }
  Issuing() {
    for (const auto purpose : {StatusPurpose::revocation, StatusPurpose::suspension})
      put(list(purpose, {}));
  }
  void put(const Json& content) { lists[content.at("id")] = jwt(content); }

  Json content() const {
    return {{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
            {"type", Json::array({"VerifiableCredential"})},
            {"issuer", {{"id", kDid}, {"name", "HTX"}}},
            {"validFrom", "2026-11-24T00:00:00.000Z"},
            {"validUntil", "2026-12-24T00:00:00.000Z"},
            {"credentialStatus",
             Json::array({status_entry(kList + "revocation", StatusPurpose::revocation, 5),
                          status_entry(kList + "suspension", StatusPurpose::suspension, 5)})},
            {"credentialSubject", {{"id", "urn:x"}}}};
  }

  std::string answer(const std::string& text) const {
    const CredentialSources sources{
        .keys_of = [&](const std::string& did) -> std::optional<DidKeys> {
          if (!knows_keys || (did != kDid && did != kSecond)) return std::nullopt;
          return read_did_document(
                     did_document(did, std::vector<DidKey>{{"a1b2c3d4", key.public_key()}}))
              .value();
        },
        .status_list = [&](const std::string& url) -> std::optional<std::string> {
          const auto found = lists.find(url);
          return found == lists.end() ? std::nullopt : std::optional(found->second);
        }};
    const auto checked = check_credential(text, sources, now);
    if (checked) return "ok";
    const auto reason = checked.error().args.find("reason");
    return checked.error().code +
           (reason == checked.error().args.end() ? "" : " " + reason->second);
  }
  std::string both(const Json& content) const {
    const std::string as_jwt = answer(jwt(content)), as_proof = answer(proof(content));
    CHECK(as_jwt == as_proof);
    return as_jwt;
  }
};

}  // namespace

TEST_CASE("a good credential holds in both forms") {
  const Issuing issuing;
  CHECK(issuing.both(issuing.content()) == "ok");
  Json bare = issuing.content();
  for (const char* name : {"credentialStatus", "validFrom", "validUntil"}) bare.erase(name);
  CHECK(issuing.both(bare) == "ok");
}

TEST_CASE("a credential holds within its time alone") {
  Issuing issuing;
  issuing.now = parse_instant("2026-11-23T23:59:59.999Z").value();
  CHECK(issuing.both(issuing.content()) == "credential_not_yet");
  issuing.now = parse_instant("2026-12-24T00:00:00.001Z").value();
  CHECK(issuing.both(issuing.content()) == "credential_expired");
  Json odd = issuing.content();
  odd["validFrom"] = "gestern";
  CHECK(issuing.both(odd) == "credential_time_unreadable");
}

TEST_CASE("a set bit ends it, each list for its own reason") {
  Issuing issuing;
  issuing.put(issuing.list(StatusPurpose::suspension, {4, 6}));
  CHECK(issuing.both(issuing.content()) == "ok");
  issuing.put(issuing.list(StatusPurpose::suspension, {5}));
  CHECK(issuing.both(issuing.content()) == "credential_suspended");
  issuing.put(issuing.list(StatusPurpose::revocation, {5}));
  CHECK(issuing.both(issuing.content()) == "credential_revoked");
}

TEST_CASE("a list that is missing, old, another's or another one says nothing") {
  const auto after = [](const std::function<void(Issuing&)>& change) {
    Issuing issuing;
    change(issuing);
    return issuing.both(issuing.content());
  };
  const std::string url = kList + "revocation";
  CHECK(after([&](Issuing& issuing) { issuing.lists.erase(url); }) == "credential_status_missing");
  CHECK(after([&](Issuing& issuing) { issuing.lists[url] = "x"; }) ==
        "credential_status_unusable credential_unreadable");
  const auto with = [&](const char* pointer, const Json& value) {
    return after([&](Issuing& issuing) {
      Json list = issuing.list(StatusPurpose::revocation, {});
      list[Json::json_pointer(pointer)] = value;
      issuing.lists[url] = issuing.jwt(list);
    });
  };
  CHECK(with("/validUntil", "2026-11-01T00:00:00Z") ==
        "credential_status_unusable credential_expired");
  CHECK(with("/id", "https://tg.example.vn/other") == "credential_status_unusable status_list_id");
  CHECK(with("/credentialSubject/statusPurpose", "suspension") ==
        "credential_status_unusable status_list_subject");
  CHECK(with("/credentialSubject/type", "x") == "credential_status_unusable status_list_subject");
  CHECK(with("/credentialSubject/encodedList", "u") ==
        "credential_status_unusable status_list_bits");
  CHECK(with("/issuer", "did:web:other.example") ==
        "credential_status_unusable credential_issuer_differs");
  // A list whose bits were altered is no longer signed.
  CHECK(after([&](Issuing& issuing) {
          std::string& text = issuing.lists[url];
          text[text.find('.') + 9] = text[text.find('.') + 9] == 'A' ? 'B' : 'A';
        }).starts_with("credential_status_unusable"));
}

TEST_CASE("a list that somebody else has signed well is not the issuer's") {
  Issuing issuing;
  Json list = issuing.list(StatusPurpose::revocation, {});
  list["issuer"] = kSecond;
  issuing.lists[kList + "revocation"] =
      credential_as_jwt(list, jwk_method(kSecond, "a1b2c3d4"),
                        [&](std::string_view message) { return issuing.key.sign(message); });
  CHECK(issuing.both(issuing.content()) == "credential_status_unusable credential_issuer_differs");
}

TEST_CASE("an index that is no number, or lies behind the list, is refused") {
  const Issuing issuing;
  for (const char* index : {"", "x", "-1", "5 ", "131072", "99999999999999999999999"}) {
    Json content = issuing.content();
    content["credentialStatus"][0]["statusListIndex"] = index;
    CHECK_MESSAGE(issuing.both(content) == "credential_status_unusable status_list_index", index);
  }
  // One entry may stand without a list around it; a kind that nobody here knows is passed over.
  Json single = issuing.content();
  single["credentialStatus"] = single["credentialStatus"][0];
  CHECK(issuing.both(single) == "ok");
  single["credentialStatus"] = {{"type", "Other"}};
  CHECK(issuing.both(single) == "ok");
}

TEST_CASE("a key that is not the issuer's signs nothing for him") {
  Issuing issuing;
  Json content = issuing.content();
  content["issuer"] = "did:web:other.example";
  CHECK(issuing.both(content) == "credential_issuer_differs");
  content.erase("issuer");
  CHECK(issuing.both(content) == "credential_issuer_differs");
  CHECK(issuing.answer(
            credential_as_jwt(issuing.content(), kDid + "#ffffffff", [&](std::string_view message) {
              return issuing.key.sign(message);
            })) == "credential_key_unknown");
  CHECK(issuing.answer(credential_as_jwt(issuing.content(), kDid + "#a1b2c3d4",
                                         [](std::string_view) { return Signature{}; })) ==
        "credential_signature_wrong");
  issuing.knows_keys = false;
  CHECK(issuing.both(issuing.content()) == "credential_key_unknown");
}
