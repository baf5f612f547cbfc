// The key that signs offline bundles. The roots delegate it in the trust list; it is neither the
// log's key nor an issuer's, and may be kept apart from the workplace. docs/keys.md.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/secret_text.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct BundleKey {
  KeyId id{};
  PublicKeyBytes key{};
  std::filesystem::path file;
};
struct BundleKeyOrder {
  SecretText passphrase;                    // of the new file, or the token's PIN
  std::optional<TokenKeyOrder> token = {};  // the key is made in, or taken from, a token
  std::filesystem::path folder = {};        // of the key's file; empty: keys/ of the workplace
  bool replace = false;                     // the next key of a workplace that has one
};
// Makes the key and its encrypted file. It signs nothing until a signed trust list names it; until
// then the key of the list in force goes on. `bundle_key_exists` (args key_id),
// `bundle_key_missing` (there is none to replace), `folder_not_found`, `passphrase_too_short`,
// those of make_token_key and load_key.
Result<BundleKey> new_bundle_key(Workplace& workplace, const BundleKeyOrder& order);

KeyId bundle_key_id(std::string_view realm, const PublicKeyBytes& key);

// The file of the private key that the list in force names. `file` empty: it lies in keys/.
// `bundle_key_missing` (none was ever made), `bundle_key_not_listed` (args key_id: no signed list
// names it yet), `bundle_key_file_missing` (value: the path).
Result<std::filesystem::path> find_bundle_key(const Workplace& workplace,
                                              const std::filesystem::path& file);
// The key in it: those of find_bundle_key, `key_file_wrong`, those of load_key.
Result<SigningKey> load_bundle_key(const Workplace& workplace, const std::filesystem::path& file,
                                   std::string_view passphrase);

}  // namespace temgoc
