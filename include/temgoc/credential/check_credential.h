// Whether a signed credential holds now: its signature, its time, and its bits in the status lists.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/credential/did_web.h"
#include "temgoc/credential/secured_credential.h"

namespace temgoc {

// What else must be read, by whoever has it. None: it is not at hand.
struct CredentialSources {
  std::function<std::optional<DidKeys>(const std::string& did)> keys_of;
  std::function<std::optional<std::string>(const std::string& url)> status_list;
};

struct CheckedCredential {
  Json content;
  std::string issuer;
  std::string method;
};
// Those of read_secured_credential, then `credential_issuer_differs` (value the key's name; args
// issuer), `credential_key_unknown` (value the key's name), `credential_signature_wrong`,
// `credential_time_unreadable` (field), `credential_not_yet` (args from), `credential_expired`
// (args until), `credential_status_missing` (value the list's address),
// `credential_status_unusable` (value its address; args reason: an error's code),
// `credential_revoked`, `credential_suspended`.
Result<CheckedCredential> check_credential(std::string_view text, const CredentialSources& sources,
                                           Instant now);

}  // namespace temgoc
