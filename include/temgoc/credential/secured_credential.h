// Verifiable credentials (W3C VC Data Model 2.0) in the two forms in which they are signed here:
// enveloped as `vc+jwt` (VC-JOSE-COSE), and with a proof eddsa-jcs-2022 inside (VC-DI-EdDSA).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

inline constexpr const char* kJwtCredentialType = "application/vc+jwt";
inline constexpr const char* kProofCredentialType = "application/vc";
inline constexpr std::size_t kMostCredentialBytes = std::size_t{4} << 20;

// Signs the message with the issuer's key.
using SignMessage = std::function<Signature(std::string_view message)>;

// `method` names the key as the issuer's did:web document does.
std::string credential_as_jwt(const Json& credential, const std::string& method,
                              const SignMessage& sign);
// Those of jcs. REQUIRES an object without a proof.
Result<Json> credential_with_proof(Json credential, const std::string& method, Instant created,
                                   const SignMessage& sign);

// What a signed credential says, and what must be checked before any of it is believed.
struct SecuredCredential {
  Json content;         // without the proof
  std::string method;   // who is said to have signed it: a key's full name
  std::string message;  // the bytes that were signed
  Signature signature{};
};
// Either form. `credential_unreadable` (args reason: what is wrong with it), `json_duplicate_key`,
// and those of jcs.
Result<SecuredCredential> read_secured_credential(std::string_view text);

}  // namespace temgoc
