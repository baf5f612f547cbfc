// The root sets and the trust list that lie beside a service without a registry.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "temgoc/seal/trust_list.h"

namespace temgoc {

struct BundlePapers {
  FollowedRoots roots;
  std::string roots_note;
  std::optional<Trust> list = {};  // none: no list lies there, or list_fault
  std::string list_note = {};
  std::optional<Error> list_fault = {};  // why the list that lies there is not taken
};
// `trust/roots` of the workplace, and the sets of `trust/signed/` and `trust/roots_next` that
// followed it; then `trust/trust_list`, which may be missing: a bundle brings its own.
// `realm_changed` (args was), `workplace_not_found` and those of read_file and follow_roots.
Result<BundlePapers> read_bundle_papers(const std::filesystem::path& folder);

// Changes when one of those files does.
std::string stamp_of_papers(const std::filesystem::path& folder);

}  // namespace temgoc
