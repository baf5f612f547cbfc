// The realms that a verifier was given: of each its pinned roots, and its newest trust list and
// bundle.
#pragma once

#include <string>
#include <vector>

#include "temgoc/bundle/bundle.h"
#include "temgoc/bundle/trust_state.h"
#include "temgoc/check/check.h"
#include "verify_cli/witnesses.h"

namespace temgoc {

// Paths, as given.
struct VerifierFiles {
  std::vector<std::string> roots;    // of each realm the pinned set, then its successors
  std::vector<std::string> trust;    // of any of the realms
  std::vector<std::string> bundles;  // of any of the realms; a delta after what it is based on
  std::string state;                 // empty: nothing is remembered
};

class Realms {
 public:
  // `usage_missing`, `bundle_key_replaced`, `file_not_found` and the other codes of read_file,
  // those of follow_roots, Trust::open, Bundle::open, apply_bundle_delta, check_progress,
  // check_bundle_progress and TrustState::load. `value` is the path. A bundle dated more than a day
  // after `now` is used and not remembered.
  static Result<Realms> open(const VerifierFiles& files, Instant now);

  // Of the first of the roots; none without roots. Receipts are of that realm.
  const Trust& first_trust() const;
  // One for each realm, in the order of the roots; one that knows nothing where there is none. They
  // point into this. Facts of a bundle that none of `witnesses` stands behind are marked so.
  std::vector<CheckContext> contexts(Instant now, Day today, const Witnesses& witnesses) const;

 private:
  struct Realm {
    std::vector<std::string> root_notes = {};
    FollowedRoots roots = {};
    Trust trust = Trust::none();
    Bytes bundle_file = {};
    std::string bundle_path = {};
    std::optional<Bundle> bundle = {};
  };
  Result<void> read_roots(const std::vector<std::string>& paths);
  Result<void> read_lists(const VerifierFiles& files);
  Result<void> add_trust(const std::string& path);
  Result<void> add_bundle(const std::string& path);
  Result<void> open_bundles();
  Result<void> accept_roots(TrustState& state) const;
  Result<void> remember(const std::string& path, Instant now) const;
  // The one whose root's name stands under the list, else the first: whose roots then refuse it.
  Realm& realm_of_list(std::string_view note);
  // The one of that name, else the first: whose roots then refuse what is not theirs.
  Realm& realm_named(const std::string& name);
  static Result<void> take_newer(Realm& realm, const Trust& trust);

  std::vector<Realm> realms_;
};

}  // namespace temgoc
