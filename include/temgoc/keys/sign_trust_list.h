// The next trust list, signed by the roots.
#pragma once

#include <filesystem>
#include <string_view>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// The next version of the trust list, from the keys, hosts and GTINs on record, signed by the root
// keys found in `root_keys`. `root_key_missing`, `key_passphrase_wrong`, `trust_prefix_overlap`.
Result<TrustList> sign_trust_list(Workplace& workplace, const std::filesystem::path& root_keys,
                                  std::string_view passphrase);

}  // namespace temgoc
