// Names of issuers that lead to their public keys: did:web, and the document behind it (W3C
// Controlled Identifiers 1.0). docs/decisions/credentials.md.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/json.h"
#include "temgoc/base/result.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

// "did:web:tg.example.vn:cooperative:C01" of the host and "/cooperative/C01". REQUIRES a path of
// percent-encoded segments that begins with '/', and a host without a port.
std::string did_web(std::string_view host, std::string_view path);

// A key of an issuer. Its document names it twice: as a JSON Web Key for `vc+jwt` under the
// key's name, and as a multikey for proofs.
struct DidKey {
  std::string name;  // 8 hexadecimal digits
  PublicKeyBytes key{};
};
std::string jwk_method(std::string_view did, std::string_view key_name);
std::string multikey_method(std::string_view did, std::string_view key_name);

Json did_document(const std::string& did, std::span<const DidKey> keys);

// The Ed25519 keys that may make assertions for the document's subject, by the full name of their
// method. Methods of other kinds are passed over. `did_unreadable` (value the id; args reason).
struct DidKeys {
  std::string did;
  std::map<std::string, PublicKeyBytes> by_method;
};
Result<DidKeys> read_did_document(const Json& document);

}  // namespace temgoc
