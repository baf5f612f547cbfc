// Root keys: files outside the workplace, and what they sign.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct RootKey {
  std::string name;  // of its signature lines
  SigningKey key;
};

// The file of a root key carries the first digits of its public key, so that several may lie in one
// folder.
std::filesystem::path root_file(const std::filesystem::path& folder, const PublicKeyBytes& key);
// Makes `folder` with one encrypted root key in it. `root_keys_exist`.
Result<SigningKey> make_root_key(const std::filesystem::path& folder, std::string_view passphrase,
                                 const RandomSource& random);
// The folder of one of the roots that init makes: `folder` itself where there is only one.
std::filesystem::path root_folder(const InitRequest& request, unsigned number);
// All roots of a new workplace, each in its folder.
Result<std::vector<RootKey>> make_root_keys(const InitRequest& request, const RandomSource& random);
std::string root_set_note(const InitRequest& request, const std::vector<RootKey>& roots);

// The list after the one in force: every key on record with its hosts and GTIN prefixes.
TrustList next_trust_list(const Workplace& workplace);
// The key of bundles that the next trust list will name; none: there is none. Throws SystemFailure
// `bundle_key_unreadable` where its public part cannot be read.
std::optional<PublicKeyBytes> next_bundle_key(const Workplace& workplace);
// Where that public part lies. A list is looked at by the roots' holders before they sign, so that
// a key put in here by somebody else is seen there.
std::filesystem::path bundle_public_part(const std::filesystem::path& workplace);
std::string signed_trust_list(const TrustList& list, const std::vector<RootKey>& roots);

}  // namespace temgoc
