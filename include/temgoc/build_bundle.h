// An offline bundle of everything a workplace knows, and the later bundle as a delta.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "temgoc/bundle.h"
#include "temgoc/workplace.h"

namespace temgoc {

struct BundleOrder {
  std::filesystem::path out = {};    // empty: bundles/ in the workplace, named by the moment
  std::filesystem::path since = {};  // a bundle of this workplace: a delta from it is written too
  unsigned days = 7;                 // in force: 1 to 365
  unsigned grace_days = 7;           // and usable past that: 0 to 365
  std::optional<unsigned> listed_months = {};  // listed codes of this many months; none: all
};
struct BuiltBundle {
  std::filesystem::path file;
  std::uint64_t bytes = 0;
  std::filesystem::path delta;  // beside it, with ".delta"; empty: none was asked for
  std::uint64_t delta_bytes = 0;
  Bundle bundle;  // as a verifier reads it
};
// Reads the registry at one moment, after which its log is settled. The file is whole and read
// back before it has its name. `bundle_days_invalid` (value, args least, most),
// `bundle_clock_behind` (since is dated later than now; args made_at), `folder_not_found`, those of
// read_file, and of `since` those of Bundle::open.
Result<BuiltBundle> build_bundle(Workplace& workplace, const BundleOrder& order);

}  // namespace temgoc
