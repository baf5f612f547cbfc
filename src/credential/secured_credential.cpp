// Wraps a credential and its signature together, and takes them apart again.
#include "temgoc/credential/secured_credential.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/credential/jcs.h"
#include "temgoc/credential/multibase.h"

namespace temgoc {
namespace {

constexpr const char* kSuite = "eddsa-jcs-2022";

Error unreadable(const char* reason) {
  return {.code = "credential_unreadable", .field = "credential", .args = {{"reason", reason}}};
}

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json without(const Json& object, const char* name) {
  Json rest = object;
  rest.erase(name);
  return rest;
}

bool take_signature(const Bytes& bytes, Signature& signature) {
  if (bytes.size() != signature.size()) return false;
  std::ranges::copy(bytes, signature.begin());
  return true;
}

// VC-DI-EdDSA, section 3.3.4: the hash of the proof's options, then that of the document.
Result<std::string> message_of(const Json& document, const Json& options) {
  const auto canonical_options = jcs(options);
  if (!canonical_options) return canonical_options.error();
  const auto canonical_document = jcs(document);
  if (!canonical_document) return canonical_document.error();
  const Digest first = sha256(as_bytes(*canonical_options));
  const Digest second = sha256(as_bytes(*canonical_document));
  return std::string(as_text(first)) + std::string(as_text(second));
}

std::vector<Json> as_list(const Json& value) {
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

// The document that was signed: VC-DI-EdDSA, section 3.3.2, lets a document name more contexts
// behind those that its proof names.
std::optional<Json> signed_document(const Json& document, const Json& options) {
  Json content = document;
  const auto context = options.find("@context");
  if (context == options.end()) return content;
  const auto named = as_list(*context);
  const auto standing = as_list(document.value("@context", Json()));
  if (standing.size() < named.size() || !std::equal(named.begin(), named.end(), standing.begin()))
    return std::nullopt;
  content["@context"] = *context;
  return content;
}

Result<SecuredCredential> read_jwt(std::string_view text) {
  const auto parts = split(text, '.');
  constexpr std::size_t kParts = 3;
  if (parts.size() != kParts) return unreadable("jwt_parts");
  const auto head = from_base64url(parts[0]), payload = from_base64url(parts[1]);
  const auto mark = from_base64url(parts[2]);
  if (!head || !payload || !mark) return unreadable("jwt_base64url");
  auto header = parse_json(as_text(*head));
  if (!header) return header.error();
  if (!header->is_object() || text_of(*header, "alg") != "EdDSA") return unreadable("jwt_alg");
  if (text_of(*header, "typ") != "vc+jwt") return unreadable("jwt_typ");
  if (header->contains("crit")) return unreadable("jwt_crit");
  auto content = parse_json(as_text(*payload));
  if (!content) return content.error();
  SecuredCredential read{
      .content = *std::move(content),
      .method = text_of(*header, "kid"),
      .message = std::string(text.substr(0, parts[0].size() + 1 + parts[1].size()))};
  if (!read.content.is_object()) return unreadable("no_object");
  if (!take_signature(*mark, read.signature)) return unreadable("signature_length");
  return read;
}

Result<SecuredCredential> read_proof(std::string_view text) {
  auto document = parse_json(text);
  if (!document) return document.error();
  if (!document->is_object()) return unreadable("no_object");
  const auto proof = document->find("proof");
  if (proof == document->end() || !proof->is_object()) return unreadable("proof_missing");
  if (text_of(*proof, "type") != "DataIntegrityProof" || text_of(*proof, "cryptosuite") != kSuite)
    return unreadable("proof_suite");
  if (text_of(*proof, "proofPurpose") != "assertionMethod") return unreadable("proof_purpose");
  const std::string value = text_of(*proof, "proofValue");
  const auto mark = value.starts_with('z') ? from_base58(std::string_view(value).substr(1))
                                           : std::optional<Bytes>();
  SecuredCredential read{.content = without(*document, "proof"),
                         .method = text_of(*proof, "verificationMethod"),
                         .message = {}};
  if (!mark || !take_signature(*mark, read.signature)) return unreadable("signature_length");
  const Json options = without(*proof, "proofValue");
  auto content = signed_document(read.content, options);
  if (!content) return unreadable("proof_context");
  auto message = message_of(*content, options);
  if (!message) return message.error();
  read.message = *std::move(message);
  read.content = *std::move(content);
  return read;
}

}  // namespace

std::string credential_as_jwt(const Json& credential, const std::string& method,
                              const SignMessage& sign) {
  const Json header{{"alg", "EdDSA"}, {"typ", "vc+jwt"}, {"cty", "vc"}, {"kid", method}};
  const std::string message =
      to_base64url(as_bytes(dump(header))) + "." + to_base64url(as_bytes(dump(credential)));
  return message + "." + to_base64url(sign(message));
}

Result<Json> credential_with_proof(Json credential, const std::string& method, Instant created,
                                   const SignMessage& sign) {
  Json proof{{"type", "DataIntegrityProof"},
             {"cryptosuite", kSuite},
             {"created", to_iso(created)},
             {"verificationMethod", method},
             {"proofPurpose", "assertionMethod"}};
  if (const auto context = credential.find("@context"); context != credential.end())
    proof["@context"] = *context;
  const auto message = message_of(credential, proof);
  if (!message) return message.error();
  proof["proofValue"] = "z" + to_base58(sign(*message));
  credential["proof"] = std::move(proof);
  return credential;
}

Result<SecuredCredential> read_secured_credential(std::string_view text) {
  if (text.size() > kMostCredentialBytes) return unreadable("too_long");
  const std::string whole = trimmed(text);
  return whole.starts_with('{') ? read_proof(whole) : read_jwt(whole);
}

}  // namespace temgoc
