// Makes encrypted key files in private folders, and signs the first root set and trust list.
#include "temgoc/workplace/root_keys.h"

#include "temgoc/base/files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

SignedNote signed_by(const std::string& text, const std::vector<RootKey>& roots) {
  SignedNote note{text, {}};
  for (const RootKey& root : roots) {
    note.signatures.push_back(
        note_signature(root.name, root.key.public_key(), root.key.sign(text)));
  }
  return note;
}

// A stick without modes (FAT) refuses this; whoever holds the stick keeps it from others.
void close_to_others(const fs::path& folder) {
  std::error_code refused;
  fs::permissions(folder, fs::perms::owner_all, refused);
  if (refused && keeps_modes(folder)) throw fs::filesystem_error("chmod", folder, refused);
}

const SecretText& passphrase_of(const InitRequest& request, unsigned number) {
  const auto& each = request.root_passphrases;
  return each.empty() ? request.root_passphrase : each.at(number - 1);
}

}  // namespace

fs::path root_file(const fs::path& folder, const PublicKeyBytes& key) {
  return folder / ("root-" + to_hex(ByteView(key).first(8)) + ".pem");
}

Result<SigningKey> make_root_key(const fs::path& folder, std::string_view passphrase,
                                 const RandomSource& random) {
  if (fs::exists(folder) && !fs::is_empty(folder))
    return Error{"root_keys_exist", "root_keys", folder.string()};
  if (auto checked = check_passphrase(passphrase); !checked) return checked.error();
  make_folders(folder);
  close_to_others(folder);
  SigningKey key = SigningKey::generate(random);
  if (auto saved = save_key(root_file(folder, key.public_key()), key, passphrase, random); !saved)
    return saved.error();
  return key;
}

fs::path root_folder(const InitRequest& request, unsigned number) {
  return request.roots == 1 ? request.root_keys : request.root_keys / std::to_string(number);
}

Result<std::vector<RootKey>> make_root_keys(const InitRequest& request,
                                            const RandomSource& random) {
  if (fs::exists(request.root_keys) && !fs::is_empty(request.root_keys))
    return Error{"root_keys_exist", "root_keys", request.root_keys.string()};
  std::vector<RootKey> roots;
  for (unsigned number = 1; number <= request.roots; ++number) {
    auto key = make_root_key(root_folder(request, number), passphrase_of(request, number), random);
    if (!key) return key.error();
    roots.push_back({request.realm + "/root/" + std::to_string(number), *std::move(key)});
  }
  return roots;
}

std::string root_set_note(const InitRequest& request, const std::vector<RootKey>& roots) {
  RootSet set{request.realm, 1, request.threshold, {}};
  for (const RootKey& root : roots) set.roots.push_back({root.name, root.key.public_key()});
  return signed_by(set.text(), roots).serialised();
}

std::string signed_trust_list(const TrustList& list, const std::vector<RootKey>& roots) {
  return signed_by(list.text(), roots).serialised();
}

}  // namespace temgoc
