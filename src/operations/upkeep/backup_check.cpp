// A backup held against its own hashes and signatures, with no workplace at hand.
#include "operations/upkeep/backup_copy.h"
#include "operations/upkeep/backup_store.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

void check_keys(const BackupStore& store, const BackupManifest& manifest,
                std::string_view passphrase, BackupCheck& check) {
  check.keys_opened = !passphrase.empty();
  for (const BackupManifest::Key& key : manifest.keys) {
    if (auto content = store.get_key(key); !content) {
      check.differences.push_back(content.error());
    } else if (key.plain && !passphrase.empty()) {
      auto opened = store.open_key(key, passphrase);
      if (opened) continue;
      check.differences.push_back(opened.error());
      check.keys_opened = false;
    }
  }
}

}  // namespace

Result<std::vector<std::string>> backup_names(const fs::path& folder) {
  std::vector<std::string> names = BackupStore(folder, {}).names();
  if (names.empty()) return Error{"backup_none", "folder", folder.string()};
  return names;
}

Result<BackupCheck> check_backup(const BackupCheckOrder& order, const Clock& clock) {
  const BackupStore store(order.folder, order.keys);
  auto names = backup_names(order.folder);
  if (!names) return names.error();
  BackupCheck check{.name = order.name.empty() ? names->front() : order.name};
  std::string note;
  auto manifest = store.manifest(check.name, &note);
  if (!manifest) return manifest.error();
  check.manifest = *std::move(manifest);
  const PrivateFolder scratch;
  if (auto unpacked = unpack_backup(store, check.manifest, scratch.path()); !unpacked) {
    check.differences.push_back(unpacked.error());
  } else {
    auto faults = judge_unpacked(scratch.path(), note, check.manifest, order.quick, clock);
    if (!faults) return faults.error();
    check.differences = std::move(*faults);
  }
  check_keys(store, check.manifest, order.passphrase, check);
  return check;
}

}  // namespace temgoc
