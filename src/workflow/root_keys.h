// Root keys: files outside the workplace, and what they sign.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/workplace.h"

namespace temgoc {

struct RootKey {
  std::string name;  // of its signature lines
  SigningKey key;
};

// Makes `folder` with one encrypted root key in it. `root_keys_exist`.
Result<RootKey> make_root_key(const std::filesystem::path& folder, const std::string& realm,
                              std::string_view passphrase, const RandomSource& random);
// Those of the pinned set whose files are in `folder`. `root_key_missing` when fewer than the
// threshold are there.
Result<std::vector<RootKey>> load_root_keys(const std::filesystem::path& folder,
                                            const RootSet& roots, std::string_view passphrase);

std::string root_set_note(const std::string& realm, const RootKey& root);

// The list after the one in force: every key on record with its hosts and GTIN prefixes.
TrustList next_trust_list(Workplace& workplace);
std::string signed_trust_list(const TrustList& list, const std::vector<RootKey>& roots);

}  // namespace temgoc
