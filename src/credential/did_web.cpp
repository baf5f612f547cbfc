// Makes and reads documents of public keys.
#include "temgoc/credential/did_web.h"

#include <algorithm>
#include <array>
#include <set>

#include "temgoc/base/text.h"
#include "temgoc/credential/multibase.h"

namespace temgoc {
namespace {

constexpr std::string_view kMultikeySuffix = "-multikey";

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<PublicKeyBytes> key_of_jwk(const Json& jwk) {
  if (!jwk.is_object() || text_of(jwk, "kty") != "OKP" || text_of(jwk, "crv") != "Ed25519")
    return std::nullopt;
  const auto bytes = from_base64url(text_of(jwk, "x"));
  PublicKeyBytes key{};
  if (!bytes || bytes->size() != key.size()) return std::nullopt;
  std::ranges::copy(*bytes, key.begin());
  return key;
}

std::optional<PublicKeyBytes> key_of(const Json& method) {
  const std::string type = text_of(method, "type");
  if (type == "Multikey") return key_of_multikey(text_of(method, "publicKeyMultibase"));
  const auto jwk = method.find("publicKeyJwk");
  return jwk == method.end() ? std::nullopt : key_of_jwk(*jwk);
}

// "#key" means one of this document.
std::string full_name(const std::string& did, const std::string& name) {
  return name.starts_with('#') ? did + name : name;
}

Json list_of(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && found->is_array() ? *found : Json::array();
}

}  // namespace

std::string did_web(std::string_view host, std::string_view path) {
  std::string did = "did:web:" + std::string(host) + std::string(path);
  std::ranges::replace(did.begin() + 8, did.end(), '/', ':');
  return did;
}

std::string jwk_method(std::string_view did, std::string_view key_name) {
  return std::string(did) + "#" + std::string(key_name);
}

std::string multikey_method(std::string_view did, std::string_view key_name) {
  return jwk_method(did, key_name) + std::string(kMultikeySuffix);
}

Json did_document(const std::string& did, std::span<const DidKey> keys) {
  Json methods = Json::array(), names = Json::array();
  for (const DidKey& each : keys) {
    const std::string jwk = jwk_method(did, each.name), multi = multikey_method(did, each.name);
    methods.push_back({{"id", jwk},
                       {"type", "JsonWebKey"},
                       {"controller", did},
                       {"publicKeyJwk",
                        {{"kty", "OKP"},
                         {"crv", "Ed25519"},
                         {"alg", "EdDSA"},
                         {"kid", each.name},
                         {"x", to_base64url(each.key)}}}});
    methods.push_back({{"id", multi},
                       {"type", "Multikey"},
                       {"controller", did},
                       {"publicKeyMultibase", multikey(each.key)}});
    names.push_back(jwk);
    names.push_back(multi);
  }
  return {
      {"@context", Json::array({"https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1",
                                "https://w3id.org/security/multikey/v1"})},
      {"id", did},
      {"verificationMethod", std::move(methods)},
      {"assertionMethod", std::move(names)}};
}

Result<DidKeys> read_did_document(const Json& document) {
  const auto unreadable = [](const std::string& did, const char* reason) {
    return Error{"did_unreadable", "did", shortened(did), {}, {{"reason", reason}}};
  };
  if (!document.is_object()) return unreadable("", "no_object");
  DidKeys read{.did = text_of(document, "id"), .by_method = {}};
  if (!read.did.starts_with("did:")) return unreadable(read.did, "id");
  std::set<std::string> for_assertions;
  Json methods = list_of(document, "verificationMethod");
  for (const Json& each : list_of(document, "assertionMethod")) {
    if (each.is_string()) for_assertions.insert(full_name(read.did, each.get<std::string>()));
    if (!each.is_object()) continue;
    for_assertions.insert(full_name(read.did, text_of(each, "id")));
    methods.push_back(each);
  }
  for (const Json& each : methods) {
    if (!each.is_object() || text_of(each, "controller") != read.did) continue;
    const std::string name = full_name(read.did, text_of(each, "id"));
    const auto key = key_of(each);
    if (key && for_assertions.contains(name)) read.by_method.emplace(name, *key);
  }
  return read;
}

}  // namespace temgoc
