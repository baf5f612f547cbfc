#include "workflow/root_keys.h"

#include "temgoc/files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

// The file of a root key carries the first digits of its public key, so that several may lie in one
// folder.
fs::path root_file(const fs::path& folder, const PublicKeyBytes& key) {
  return folder / ("root-" + to_hex(ByteView(key).first(8)) + ".pem");
}

SignedNote signed_by(const std::string& text, const std::vector<RootKey>& roots) {
  SignedNote note{text, {}};
  for (const RootKey& root : roots) {
    note.signatures.push_back(
        note_signature(root.name, root.key.public_key(), root.key.sign(text)));
  }
  return note;
}

}  // namespace

Result<RootKey> make_root_key(const fs::path& folder, const std::string& realm,
                              std::string_view passphrase, const RandomSource& random) {
  if (fs::exists(folder) && !fs::is_empty(folder))
    return Error{"root_keys_exist", "root_keys", folder.string()};
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  RootKey root{realm + "/root/1", SigningKey::generate(random)};
  if (auto saved = save_key(root_file(folder, root.key.public_key()), root.key, passphrase, random);
      !saved)
    return saved.error();
  return root;
}

Result<std::vector<RootKey>> load_root_keys(const fs::path& folder, const RootSet& roots,
                                            std::string_view passphrase) {
  std::vector<RootKey> found;
  for (const RootSet::Root& root : roots.roots) {
    const fs::path path = root_file(folder, root.key);
    if (!fs::exists(path)) continue;
    auto key = load_key(path, passphrase, root.key);
    if (!key) return key.error();
    found.push_back({root.name, *key});
  }
  if (found.size() < roots.threshold) {
    return Error{
        "root_key_missing",
        "root_keys",
        folder.string(),
        {},
        {{"have", std::to_string(found.size())}, {"need", std::to_string(roots.threshold)}}};
  }
  return found;
}

std::string root_set_note(const std::string& realm, const RootKey& root) {
  const RootSet set{realm, 1, 1, {{root.name, root.key.public_key()}}};
  return signed_by(set.text(), {root}).serialised();
}

std::string signed_trust_list(const TrustList& list, const std::vector<RootKey>& roots) {
  return signed_by(list.text(), roots).serialised();
}

}  // namespace temgoc
