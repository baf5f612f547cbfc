// An offline bundle of everything a workplace knows, and the later bundle as a delta.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/base/secret_text.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct BundleOrder {
  std::filesystem::path out = {};    // empty: bundles/ in the workplace, named by the moment
  std::filesystem::path since = {};  // a bundle of this workplace: a delta from it is written too
  unsigned days = 7;                 // in force: 1 to 365
  unsigned grace_days = 7;           // and usable past that: 0 to 365
  std::optional<unsigned> listed_months = {};  // listed codes of this many months; none: all
  std::filesystem::path key_file = {};         // of the bundle key; empty: in keys/
  SecretText passphrase = {};                  // of that file, or the token's PIN
};
struct BuiltBundle {
  std::filesystem::path file;
  std::uint64_t bytes = 0;
  std::filesystem::path delta;  // beside it, with ".delta"; empty: none was asked for
  std::uint64_t delta_bytes = 0;
  Bundle bundle;                     // as a verifier reads it
  std::vector<Error> warnings = {};  // `bundle_key_behind`: the trust list is older than the log
};
// What can be said of an order before a key is asked for: `bundle_days_invalid` (value, args least,
// most).
Result<void> check_bundle_order(const BundleOrder& order);
// Reads the registry at one moment, compares it with the log (any difference of audit_bundle is the
// error), logs what it tells and signs it. The file is whole and read back before it has its name.
// Those of load_bundle_key, `bundle_days_invalid` (value, args least, most),
// `bundle_clock_behind` (since is dated later than now; args made_at), `folder_not_found`, those of
// read_file, and of `since` those of Bundle::open.
Result<BuiltBundle> build_bundle(Workplace& workplace, const BundleOrder& order);

// The names of the bundles in bundles/ of a workplace, the newest first.
std::vector<std::string> kept_bundles(const std::filesystem::path& workplace);

// Puts the log's checkpoint as it now stands, with the cosignatures that came since, into a bundle
// that was built: for verifiers who insist on a witness. No key is needed, for no signature covers
// it, and the bundle's digest stays. Those of Bundle::open, TileLog::open and read_file;
// `bundle_not_in_log` where `log` is shorter than the bundle.
struct BundleRenewal {
  std::filesystem::path file;
  std::filesystem::path log;  // the folder
  std::filesystem::path out;  // may be `file`
};
Result<Bundle> renew_log_part(const BundleRenewal& renewal, const RootSet& roots);

}  // namespace temgoc
