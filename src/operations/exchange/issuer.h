// A cooperative as the issuer of credentials: its name on the web, and its key.
#pragma once

#include <string>
#include <string_view>

#include "operations/exchange/lot_story.h"
#include "temgoc/credential/status_list.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/signer/signer.h"

namespace temgoc {

struct Issuer {
  std::string host, did;
  std::string key_name;
  SigningKey key;

  // The text of a signed credential in that format, json or jwt.
  std::string signed_text(const Json& credential, TraceFormat format, Instant now) const;
};
// By the newest key in use that the trust list holds. `credential_needs_host`, `key_missing`,
// `key_not_trusted` (args key_id), those of load_key.
Result<Issuer> open_issuer(const Workplace& workplace, const std::string& cooperative_id,
                           std::string_view passphrase);

// Where what is published lies on the site: "https://HOST/credentials/GTIN/LOT".
std::string credential_address(const std::string& host, const Lot& lot);
std::string status_list_address(const std::string& host, std::string_view key_name,
                                StatusPurpose purpose);
// "untp-passport"; of a conformity credential "untp-conformity-K30".
std::string credential_name(TraceFileKind kind, std::string_view certificate_id);

// Whether credentials of a lot may be signed: `credential_needs_host`, `credential_of_test_lot`,
// `lot_is_cancelled`.
Result<void> check_credential_lot(const Workplace& workplace, const Lot& lot);
// What is to be signed. `credential_no_certificate`, `credential_choose_certificate`,
// `credential_no_events`. REQUIRES a lot that check_credential_lot lets pass.
Result<Json> credential_content(const Workplace& workplace, TraceFileKind kind,
                                std::string_view certificate_id, const LotStory& story,
                                const Issuer& issuer, Language language);

// REQUIRES a certificate for untp_conformity.
Json untp_credential(TraceFileKind kind, const LotStory& story, const Certification* certificate,
                     const Registry& registry, const std::string& realm, const Issuer& issuer,
                     Instant now, Language language);

}  // namespace temgoc
