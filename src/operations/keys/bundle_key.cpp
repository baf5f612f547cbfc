// Makes the key in a file or a token, notes its public part for the next list, and loads it.
#include "temgoc/keys/bundle_key.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/workplace/root_keys.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

fs::path file_in(const fs::path& folder, const KeyId& id, const char* kind) {
  return folder / ("bundle-" + to_hex(id) + kind);
}

Result<BundleKey> made_in_file(const fs::path& folder, std::string_view realm,
                               std::string_view passphrase, const RandomSource& random) {
  if (auto checked = check_passphrase(passphrase); !checked) return checked.error();
  const SigningKey key = SigningKey::generate(random);
  const KeyId id = bundle_key_id(realm, key.public_key());
  const fs::path file = file_in(folder, id, ".pem");
  if (auto saved = save_key(file, key, passphrase, random); !saved) return saved.error();
  return BundleKey{id, key.public_key(), file};
}

// The file is opened once as `bundle build` will open it, before anything counts on it.
Result<BundleKey> made_in_token(const fs::path& folder, std::string_view realm,
                                std::string_view pin, const TokenKeyOrder& order,
                                const RandomSource& random) {
  auto place = make_token_key(order, pin, random);
  if (!place) return place.error();
  const fs::path draft = folder / (place->key_id + ".new");
  fs::remove(draft);
  if (auto saved = save_token_place(draft, *place); !saved) return saved.error();
  auto key = load_key(draft, pin);
  if (!key) {
    fs::remove(draft);
    return key.error();
  }
  const KeyId id = bundle_key_id(realm, key->public_key());
  const fs::path file = file_in(folder, id, ".token");
  give_name(draft, file);
  sync_folder(folder);
  return BundleKey{id, key->public_key(), file};
}

Result<void> check_may_make(const Workplace& workplace, bool replace) {
  const auto standing = next_bundle_key(workplace);
  if (standing.has_value() == replace) return {};
  if (replace) return Error{"bundle_key_missing", "bundle"};
  const KeyId id = bundle_key_id(workplace.realm(false), *standing);
  return Error{"bundle_key_exists", "bundle", "", {}, {{"key_id", to_hex(id)}}};
}

}  // namespace

KeyId bundle_key_id(std::string_view realm, const PublicKeyBytes& key) {
  return key_id(bundle_signer(realm), key);
}

Result<BundleKey> new_bundle_key(Workplace& workplace, const BundleKeyOrder& order) {
  if (auto may = check_may_make(workplace, order.replace); !may) return may.error();
  const fs::path folder = order.folder.empty() ? workplace.folder() / "keys" : order.folder;
  if (!fs::is_directory(folder)) return Error{"folder_not_found", "folder", folder.string()};
  const std::string realm = workplace.realm(false);
  auto made = order.token
                  ? made_in_token(folder, realm, order.passphrase, *order.token, workplace.random())
                  : made_in_file(folder, realm, order.passphrase, workplace.random());
  if (!made) return made;
  const std::string text = to_base64(made->key) + "\n";
  write_file(bundle_public_part(workplace.folder()), as_bytes(text));
  return made;
}

Result<fs::path> find_bundle_key(const Workplace& workplace, const fs::path& file) {
  const std::string realm = workplace.realm(false);
  const auto& listed = workplace.trust().list().bundle_key;
  if (!listed) {
    const auto next = next_bundle_key(workplace);
    if (!next) return Error{"bundle_key_missing", "bundle"};
    const std::string id = to_hex(bundle_key_id(realm, *next));
    return Error{"bundle_key_not_listed", "bundle", id, {}, {{"key_id", id}}};
  }
  fs::path path = file;
  if (path.empty()) {
    const KeyId id = bundle_key_id(realm, *listed);
    path = file_in(workplace.folder() / "keys", id, ".token");
    if (!fs::exists(path)) path = file_in(workplace.folder() / "keys", id, ".pem");
  }
  if (!fs::exists(path)) return Error{"bundle_key_file_missing", "bundle-key", path.string()};
  return path;
}

Result<SigningKey> load_bundle_key(const Workplace& workplace, const fs::path& file,
                                   std::string_view passphrase) {
  auto path = find_bundle_key(workplace, file);
  if (!path) return path.error();
  return load_key(*path, passphrase, *workplace.trust().list().bundle_key);
}

}  // namespace temgoc
