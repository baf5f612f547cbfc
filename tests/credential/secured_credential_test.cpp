// Both forms of a signed credential: the W3C's vector step by step, and everything that is no such
// form.
#include "temgoc/credential/secured_credential.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/credential/jcs.h"
#include "temgoc/credential/multibase.h"
#include "temgoc/seal/signature.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;

namespace {

std::string vector_text(const char* name) {
  return read_file(std::filesystem::path(TEMGOC_SOURCE_DIR) /
                       "tests/vectors/credentials/eddsa-jcs-2022" / name,
                   1 << 20)
      .value();
}
Json vector_json(const char* name) { return parse_json(vector_text(name)).value(); }

// The vector's key: its seed behind multicodec 0x8026.
SigningKey vector_key() {
  const std::string text = vector_json("keyPair.json")["privateKeyMultibase"];
  const Bytes bytes = from_base58(std::string_view(text).substr(1)).value();
  REQUIRE(bytes.size() == 34);
  return SigningKey::generate(
      [&](std::span<std::uint8_t> out) { std::copy(bytes.begin() + 2, bytes.end(), out.begin()); });
}

std::string fault(const std::string& text) {
  const auto read = read_secured_credential(text);
  if (read) return "ok";
  const auto reason = read.error().args.find("reason");
  return read.error().code + (reason == read.error().args.end() ? "" : " " + reason->second);
}

const Json kContent{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                    {"type", Json::array({"VerifiableCredential"})},
                    {"issuer", "did:web:tg.example.vn"},
                    {"credentialSubject", {{"id", "urn:x"}, {"name", "Cá đù \"một nắng\""}}}};
const std::string kMethod = "did:web:tg.example.vn#a1b2c3d4";

Signature signature_by_nobody(std::string_view) { return Signature{1, 2, 3}; }

std::string jwt_of(const std::string& header, const std::string& payload) {
  return to_base64url(as_bytes(header)) + "." + to_base64url(as_bytes(payload)) + "." +
         to_base64url(Signature{});
}

}  // namespace

TEST_CASE("the W3C's eddsa-jcs-2022 vector, every step of it") {
  const Json unsigned_document = vector_json("unsigned.json");
  const Json options = vector_json("proofConfigJCS.json");
  const std::string document = jcs(unsigned_document).value();
  const std::string proof = jcs(options).value();
  CHECK(document == vector_text("canonDocJCS.txt"));
  CHECK(proof == vector_text("proofCanonJCS.txt"));
  CHECK(to_hex(sha256(as_bytes(document))) == vector_text("docHashJCS.txt"));
  CHECK(to_hex(sha256(as_bytes(proof))) == vector_text("proofHashJCS.txt"));
  const std::string both = to_hex(sha256(as_bytes(proof))) + to_hex(sha256(as_bytes(document)));
  CHECK(both == vector_text("combinedHashJCS.txt"));
  const SigningKey key = vector_key();
  CHECK(multikey(key.public_key()) == vector_json("keyPair.json")["publicKeyMultibase"]);
  const Bytes message = from_hex(both).value();
  const Signature signature = key.sign(as_text(message));
  CHECK(to_hex(signature) == vector_text("sigHexJCS.txt"));
  CHECK("z" + to_base58(signature) == vector_text("sigBTC58JCS.txt"));

  const auto read = read_secured_credential(vector_text("signedJCS.json"));
  REQUIRE(read);
  CHECK(to_hex(as_bytes(read->message)) == both);
  CHECK(read->signature == signature);
  CHECK(read->method == options["verificationMethod"]);
  CHECK(nlohmann::json(read->content) == nlohmann::json(unsigned_document));
  CHECK(VerifyKey::admit(key.public_key())->verify(read->message, read->signature));
}

TEST_CASE("we sign the W3C's document with the same value, but for how its moment is written") {
  const SigningKey key = vector_key();
  const Json options = vector_json("proofConfigJCS.json");
  const auto made =
      credential_with_proof(vector_json("unsigned.json"), options["verificationMethod"],
                            parse_instant("2023-02-24T23:36:38Z").value(),
                            [&](std::string_view message) { return key.sign(message); });
  REQUIRE(made);
  Json standing = vector_json("signedJCS.json")["proof"], ours = (*made)["proof"];
  CHECK(ours["created"] == "2023-02-24T23:36:38.000Z");
  for (const char* name : {"created", "proofValue"}) standing.erase(name), ours.erase(name);
  CHECK(nlohmann::json(ours) == nlohmann::json(standing));
  const auto read = read_secured_credential(dump(*made));
  REQUIRE(read);
  CHECK(VerifyKey::admit(key.public_key())->verify(read->message, read->signature));
}

TEST_CASE("every altered digit of a proof is noticed") {
  const SigningKey key = vector_key();
  const VerifyKey verify = VerifyKey::admit(key.public_key()).value();
  const std::string text = dump(vector_json("signedJCS.json"));
  std::size_t altered = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    if (!std::isalnum(static_cast<unsigned char>(other[at]))) continue;
    other[at] = other[at] == '7' ? '8' : '7';
    const auto read = read_secured_credential(other);
    // The method's own name is covered too.
    if (read) CHECK_FALSE(verify.verify(read->message, read->signature));
    ++altered;
  }
  CHECK(altered > 700);
}

TEST_CASE("every altered digit of a JWT is noticed") {
  const SigningKey key = vector_key();
  const VerifyKey verify = VerifyKey::admit(key.public_key()).value();
  const std::string text = credential_as_jwt(
      kContent, kMethod, [&](std::string_view message) { return key.sign(message); });
  const auto good = read_secured_credential(text);
  REQUIRE(good);
  CHECK(good->content == kContent);
  CHECK(good->method == kMethod);
  CHECK(verify.verify(good->message, good->signature));
  CHECK(fault("  " + text + "\n") == "ok");
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    const auto read = read_secured_credential(other);
    if (read) CHECK_FALSE(verify.verify(read->message, read->signature));
  }
}

TEST_CASE("a header that asks for anything else is refused before the signature is looked at") {
  const std::string payload = dump(kContent);
  const auto with = [&](const std::string& header) { return fault(jwt_of(header, payload)); };
  CHECK(with(R"({"alg":"EdDSA","typ":"vc+jwt","kid":"x"})") == "ok");
  CHECK(with(R"({"alg":"none","typ":"vc+jwt"})") == "credential_unreadable jwt_alg");
  CHECK(with(R"({"alg":"HS256","typ":"vc+jwt"})") == "credential_unreadable jwt_alg");
  CHECK(with(R"({"alg":7,"typ":"vc+jwt"})") == "credential_unreadable jwt_alg");
  CHECK(with(R"({"typ":"vc+jwt"})") == "credential_unreadable jwt_alg");
  CHECK(with(R"({"alg":"EdDSA","typ":"JWT"})") == "credential_unreadable jwt_typ");
  CHECK(with(R"({"alg":"EdDSA","typ":"vc+jwt","crit":["b64"]})") ==
        "credential_unreadable jwt_crit");
  CHECK(with(R"({"alg":"EdDSA","alg":"none","typ":"vc+jwt"})") == "json_duplicate_key");
  CHECK(with("[]") == "credential_unreadable jwt_alg");
}

TEST_CASE("what is no signed credential is refused, each for its reason") {
  CHECK(fault("") == "credential_unreadable jwt_parts");
  CHECK(fault("a.b") == "credential_unreadable jwt_parts");
  CHECK(fault("a.b.c.d") == "credential_unreadable jwt_parts");
  CHECK(fault("a.b.c") == "credential_unreadable jwt_base64url");
  CHECK(fault("{") == "json_unreadable");
  CHECK(fault("{}") == "credential_unreadable proof_missing");
  CHECK(fault(R"({"proof":[{}]})") == "credential_unreadable proof_missing");
  CHECK(fault(jwt_of(R"({"alg":"EdDSA","typ":"vc+jwt"})", "[1]")) ==
        "credential_unreadable no_object");
  CHECK(fault(jwt_of(R"({"alg":"EdDSA","typ":"vc+jwt"})", R"({"a":1,"a":1})")) ==
        "json_duplicate_key");
  CHECK(fault(std::string(kMostCredentialBytes + 1, 'a')) == "credential_unreadable too_long");
  Json made = credential_with_proof(kContent, kMethod, {}, signature_by_nobody).value();
  CHECK(fault(dump(made)) == "ok");
  const auto with = [&](const char* name, const Json& value) {
    Json other = made;
    other["proof"][name] = value;
    return fault(dump(other));
  };
  CHECK(with("type", "Ed25519Signature2020") == "credential_unreadable proof_suite");
  CHECK(with("cryptosuite", "eddsa-rdfc-2022") == "credential_unreadable proof_suite");
  CHECK(with("proofPurpose", "authentication") == "credential_unreadable proof_purpose");
  CHECK(with("proofValue", "z111") == "credential_unreadable signature_length");
  CHECK(with("proofValue", "uAAAA") == "credential_unreadable signature_length");
  CHECK(with("proofValue", 7) == "credential_unreadable signature_length");
  CHECK(with("@context", Json::array({"https://other.example"})) ==
        "credential_unreadable proof_context");
  CHECK(with("x", 0.5) == "jcs_number_unfit");
}

TEST_CASE("a document may name more contexts behind those that were signed") {
  Json made = credential_with_proof(kContent, kMethod, {}, signature_by_nobody).value();
  const auto first = read_secured_credential(dump(made));
  made["@context"].push_back("https://more.example");
  const auto second = read_secured_credential(dump(made));
  REQUIRE(second);
  CHECK(second->message == first->message);
  CHECK(second->content["@context"].size() == 1);
}

TEST_CASE("a fraction is never signed with a proof") {
  Json content = kContent;
  content["credentialSubject"]["weight"] = 2.5;
  const auto made = credential_with_proof(content, kMethod, {}, signature_by_nobody);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "jcs_number_unfit");
  CHECK(made.error().field == "/credentialSubject/weight");
}
