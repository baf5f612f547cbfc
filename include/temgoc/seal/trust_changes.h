// What a trust list changes beside the one in force: what a root holder must look at before
// signing.
#pragma once

#include <string>
#include <vector>

#include "temgoc/seal/trust_list.h"

namespace temgoc {

struct TrustChange {
  enum class Kind { added, removed, changed };
  // One property: `key`, `cooperative`, `cooperative_name`, `status`, `gtin_prefixes`, `hosts`,
  // `packed_from`, `packed_until`, `cut_at`, and of the list itself `log_key`, `bundle_key`.
  struct Field {
    std::string name;
    std::vector<std::string> gone;  // values that the list in force has alone
    std::vector<std::string> come;  // values that the new one has alone
    bool operator==(const Field&) const = default;
  };
  Kind kind = Kind::changed;
  KeyId id{};                    // of the issuer key; of the log's or the bundle's own key
  std::string cooperative_id;    // of the newer entry; empty for a key that is no cooperative's
  std::string cooperative_name;  // likewise
  std::vector<Field> fields;     // an added or removed key's are all that it has
  bool operator==(const TrustChange&) const = default;
};
std::string to_text(TrustChange::Kind kind);

// In the order of the new list, then what is gone. Versions and dates are no change.
std::vector<TrustChange> trust_changes(const TrustList& in_force, const TrustList& next);

// True once the list names a cooperative's key. Before that there is nothing to compare with, so
// nothing has to be confirmed: the whole list is new and must be read.
bool names_issuers(const TrustList& list);

}  // namespace temgoc
