// Unpacks a backup into a folder, and checks the registry, the logs and the signature there.
#include "operations/upkeep/backup_copy.h"

#include <cerrno>
#include <fstream>

#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log_salvage.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& path) { throw SystemFailure(write_error(path, errno)); }

// Not synced: the folder is checked and thrown away, or synced as a whole when it gets its name.
void write_plain(const fs::path& path, std::string_view content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) fail(path);
}

Result<void> unpack_registry(const BackupStore& store, const BackupManifest& manifest,
                             const fs::path& path) {
  write_file(path, {}, 0600);  // nobody else may read what comes
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  for (const Digest& part : manifest.registry_parts) {
    auto content = store.get(part, "registry.sqlite");
    if (!content) return content.error();
    file.write(content->data(), static_cast<std::streamsize>(content->size()));
  }
  const bool whole = static_cast<std::uint64_t>(file.tellp()) == manifest.registry_bytes;
  file.close();
  if (!file) fail(path);
  return whole ? Result<void>() : Error{"backup_unreadable", {}, path.filename().string()};
}

// The registry's entries are those that the log's files hold, and both hash to the signed root.
void judge_log(const RegistryAudit& registry, const fs::path& folder, const std::string& realm,
               const PublicKeyBytes& log_key, std::vector<Error>& faults) {
  TreeBuilder tree;
  std::vector<TreeHead> heads;
  const std::uint64_t entries = registry.log_size(realm);
  if (entries == 0 && !fs::exists(folder / "checkpoint")) return;
  registry.each_log_entry(
      realm, [&](std::uint64_t, std::string_view entry) { tree.add(leaf_hash(as_bytes(entry))); });
  const SalvagedLog log = salvage_log(folder, [](std::uint64_t, std::string_view) {});
  const auto key = VerifyKey::admit(log_key);
  const auto note = log.checkpoint_note ? SignedNote::parse(*log.checkpoint_note)
                                        : Result<SignedNote>(Error{"checkpoint_unreadable"});
  if (!note || !key || !log.checkpoint || log.checkpoint->origin != realm ||
      !note_signed_by(*note, realm, *key)) {
    faults.push_back({"log_checkpoint_unsigned", {}, realm});
  } else if (!log.root_agrees || log.checkpoint->head != tree.head()) {
    faults.push_back({"checkpoint_differs",
                      {},
                      realm,
                      {},
                      {{"size", std::to_string(log.checkpoint->head.size)}}});
  }
}

void judge_registry(const RegistryAudit& registry, std::vector<Error>& faults) {
  for (const std::string& damage : registry.file_damage())
    faults.push_back({.code = "registry_file_damaged", .value = damage});
  for (const std::string& tables : registry.rows_missing())
    faults.push_back({.code = "rows_missing", .value = tables});
}

}  // namespace

Result<void> unpack_backup(const BackupStore& store, const BackupManifest& manifest,
                           const fs::path& folder) {
  for (const BackupManifest::File& file : manifest.files) {
    auto content = store.get(file.sha256, file.path);
    if (!content) return content.error();
    write_plain(folder / file.path, *content);
  }
  return unpack_registry(store, manifest, registry_path(folder));
}

Result<std::vector<Error>> judge_unpacked(const fs::path& folder, const std::string& note,
                                          const BackupManifest& manifest, bool quick,
                                          const Clock& clock) {
  std::vector<Error> faults;
  // Brings a registry of an older program forward; it is our own copy.
  if (auto registry = Registry::open(registry_path(folder)); !registry) return registry.error();
  auto site = Site::open(folder, clock);
  if (!site) return std::vector<Error>{site.error()};
  const PublicKeyBytes log_key = site->trust().list().log_key;
  const auto signed_note = SignedNote::parse(note);
  const auto key = VerifyKey::admit(log_key);
  if (!signed_note || !key || !note_signed_by(*signed_note, backup_signer(manifest.realm), *key))
    faults.push_back({"backup_unsigned", {}, manifest.realm});
  auto registry = RegistryAudit::open(registry_path(folder));
  if (!registry) return registry.error();
  judge_registry(*registry, faults);
  for (const BackupLog& log : manifest.logs) {
    const bool test = log.realm.ends_with(kTestRealmSuffix);
    judge_log(*registry, log_folder(folder, test), log.realm, log_key, faults);
  }
  if (quick || !faults.empty()) return faults;
  auto check = check_log(*site, {});
  if (!check) return check.error();
  return check->differences;
}

}  // namespace temgoc
