// Credentials about lots that a cooperative signs: UNTP 0.7 as `vc+jwt` and with a proof, the
// status lists behind them, and the place where both lie for the public service to hand out.
// docs/exports.md, docs/decisions/credentials.md.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/base/words.h"
#include "temgoc/credential/check_credential.h"
#include "temgoc/exchange/trace_files.h"
#include "temgoc/seal/trust_list.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr unsigned kCredentialDays = 365;
inline constexpr unsigned kStatusDays = 30, kMostStatusDays = 365;

// The cooperative's name as an issuer: "did:web:HOST:cooperative:C01".
std::string cooperative_did(std::string_view host, std::string_view cooperative_id);
// The document behind it, of the keys that the trust list gives the cooperative and that are not
// cut; none: there is no such key.
std::optional<Json> cooperative_did_document(const Trust& trust, std::string_view host,
                                             std::string_view cooperative_id);

// The certificates of a lot that a conformity credential may be about: in force on that day, and
// since a day that is known exactly.
std::vector<Certification> declared_certificates(const Registry& registry, const Lot& lot,
                                                 Day today);
// Whose key signs for the lot that is named so. `trace_file_needs_lot`, those of lot_on_record,
// `trace_file_needs_issued_lot` (value the lot). `only_cooperative`: as of lot_on_record.
Result<std::string> cooperative_of_lot(const Registry& registry, std::string_view lot,
                                       std::string_view only_cooperative = {});

// What a lot has in its folder: every credential in both forms. Files of an earlier time are
// replaced, those of certificates that have ended are removed.
struct PublishedCredentials {
  std::vector<std::filesystem::path> files;
  std::size_t removed = 0;
};
// Those of make_trace_file for each kind; a lot without a certificate has no conformity credential.
// The status lists of its cooperative are published with them, as publish_status_lists does.
Result<PublishedCredentials> publish_credentials(Workplace& workplace, std::string_view lot,
                                                 const SecretText& passphrase, Language language);
// Takes a lot's credentials back from the public; returns how many files that were. Those that
// somebody has copied go on until their status says otherwise. Those of lot_on_record.
Result<std::size_t> withdraw_credentials(Workplace& workplace, std::string_view lot);

// The status lists of every key of the cooperative, signed anew: recalled lots are suspended,
// cancelled ones and those that a stolen key signed are revoked. `cooperative_unknown`,
// `status_days_invalid` (value, args least, most), those of the key.
Result<std::vector<std::filesystem::path>> publish_status_lists(Workplace& workplace,
                                                                const std::string& cooperative_id,
                                                                const SecretText& passphrase,
                                                                unsigned days = kStatusDays);

// How a published status list stands.
struct StatusListState {
  std::string cooperative_id;
  Instant valid_until = {};
  bool behind = false;  // a lot was recalled or cancelled since it was signed, or a key cut
};
// The state of every published list in its JWT form, by key. A file that nobody can read is left
// out.
std::vector<StatusListState> status_list_states(const Registry& registry,
                                                const std::filesystem::path& workplace, Day today);

// A published file by its address on the site ("/credentials/…" without its ending); none: there is
// none. Reads no other file.
std::optional<std::string> published_credential(const std::filesystem::path& workplace,
                                                std::string_view address, TraceFormat format);
// The addresses of a lot's published credentials, each with its kind; empty: none were published.
struct PublishedAddress {
  TraceFileKind kind = TraceFileKind::untp_passport;
  std::string address;
};
std::vector<PublishedAddress> published_addresses(const std::filesystem::path& workplace,
                                                  const Lot& lot);

// What check_credential needs, from this workplace: keys of its own issuers by the trust list in
// force, and status lists as they were published here. REQUIRES both to outlive it.
CredentialSources own_credential_sources(const Trust& trust, const std::vector<std::string>& hosts,
                                         const std::filesystem::path& workplace);

// A lot's digital product passport as EN 18223 shapes it: its data elements as members, or listed
// with their types (`full`). None for a test lot, and where there is no host.
std::optional<Json> digital_product_passport(const Registry& registry, const Lot& lot, Day today,
                                             bool full);

}  // namespace temgoc
