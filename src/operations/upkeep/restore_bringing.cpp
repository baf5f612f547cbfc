// Brings what a backup, or what is left of a workplace, holds: registry, files, trust lists and
// keys.
#include "operations/upkeep/backup_copy.h"
#include "operations/upkeep/backup_people.h"
#include "operations/upkeep/restore_steps.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/text_file.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFileLimit = std::size_t{64} << 20;

Instant time_of(const fs::path& file) {
  std::error_code none;
  const auto changed = fs::last_write_time(file, none);
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(changed));
}

}  // namespace

bool is_workplace(const fs::path& folder) { return fs::exists(settings_path(folder)); }

Result<SigningKey> plain_in_old(const RestoreOrder& order, const BackupManifest::Key& key) {
  const fs::path& old = order.evidence.old_workplace;
  if (old.empty()) return Error{"file_not_found", {}, key.name};
  return load_key(old / "keys" / key.name, "", *key.plain);
}

Result<void> WorkplaceRestore::bring_source() {
  return is_workplace(order_.source) ? bring_workplace() : bring_backup();
}

Result<void> WorkplaceRestore::bring_backup() {
  auto names = backup_names(order_.source);
  if (!names) return names.error();
  report_.name = order_.name.empty() ? names->front() : order_.name;
  store_ = std::make_unique<BackupStore>(order_.source, order_.keys);
  std::string note;
  auto manifest = store_->manifest(report_.name, &note);
  if (!manifest) return manifest.error();
  manifest_ = *std::move(manifest);
  report_.backup_at = manifest_.made_at;
  if (auto unpacked = unpack_backup(*store_, manifest_, made_); !unpacked) return unpacked.error();
  auto faults = judge_unpacked(made_, note, manifest_, true, clock_);
  if (!faults) return faults.error();
  if (faults->empty()) return {};
  return Error{"backup_unsound", {}, report_.name, {}, {{"count", std::to_string(faults->size())}}};
}

// A workplace whose registry lost commits, as without its write-ahead log, is its own backup.
Result<void> WorkplaceRestore::bring_workplace() {
  report_.name = order_.source.filename().string();
  report_.backup_at = time_of(registry_path(order_.source));
  auto snapshot = RegistrySnapshot::open(registry_path(order_.source));
  if (!snapshot) return snapshot.error();
  snapshot->copy_to(registry_path(made_));
  auto audit = RegistryAudit::open(registry_path(made_));
  if (!audit) return audit.error();
  if (const auto damage = audit->file_damage(); !damage.empty()) {
    return Error{"registry_damaged",
                 {},
                 registry_path(order_.source).string(),
                 {},
                 {{"reason", damage.front()}}};
  }
  for (const char* each : {"temgoc.toml", "ocop_criteria.json", "trust", "label_templates",
                           "pictures", "papers", "keys", "log", "log-test"})
    copy_folder(order_.source / each, made_ / each);
  auto settings = Settings::read(made_);
  if (!settings) return settings.error();
  if (!settings->registry_url.empty())
    write_file(settings_path(made_), as_bytes(settings->with_file().text()));
  return {};
}

Result<void> WorkplaceRestore::bring_trust() {
  auto settings = Settings::read(made_);
  if (!settings) return settings.error();
  settings_ = *std::move(settings);
  const fs::path& old = order_.evidence.old_workplace;
  auto own = trust_of(made_);
  if (!own) return own.error();
  const std::uint64_t version_of_backup = own->trust.list().version;
  if (!old.empty()) {
    const auto newer = trust_of(old);
    if (newer && newer->trust.list().version > own->trust.list().version)
      copy_folder(old / "trust", made_ / "trust");
  }
  for (const fs::path& file : order_.evidence.trust_lists) {
    if (auto taken = take_trust_list(file); !taken) return taken;
  }
  own = trust_of(made_);
  if (!own) return own.error();
  trust_ = std::make_unique<PublicTrust>(*std::move(own));
  report_.trust_version = trust_->trust.list().version;
  newer_trust_ = report_.trust_version > version_of_backup;
  return {};
}

// Whom the files of a workplace believe, beside the registry that is being made: the registry of
// an old workplace may be what was lost.
Result<PublicTrust> WorkplaceRestore::trust_of(const fs::path& workplace) const {
  auto registry = Registry::open(registry_path(made_));
  if (!registry) return registry.error();
  return read_public_trust(workplace, settings_, *registry);
}

Result<void> WorkplaceRestore::take_trust_list(const fs::path& file) {
  auto own = trust_of(made_);
  if (!own) return own.error();
  auto note = read_text_file(file, kFileLimit);
  if (!note) return note.error();
  auto trust = Trust::open(*note, own->roots.set);
  if (!trust) return about_file(trust.error(), file);
  if (trust->list().version <= own->trust.list().version) return {};
  write_file(kept_list(made_, trust->list().version), as_bytes(*note));
  write_file(made_ / "trust" / "trust_list", as_bytes(*note));
  return {};
}

Result<void> WorkplaceRestore::bring_keys() {
  fs::create_directories(made_ / "keys");
  fs::permissions(made_ / "keys", fs::perms::owner_all);
  std::error_code none;  // most workplaces have no scans
  fs::permissions(made_ / "papers", fs::perms::owner_all, none);
  for (const char* each : {"labels", "label_templates", "trust/signed"})
    fs::create_directories(made_ / each);
  for (const BackupManifest::Key& key : manifest_.keys) {
    if (auto brought = bring_key(key); !brought) return brought;
  }
  // Keys that were made since the backup.
  const fs::path old = order_.evidence.old_workplace / "keys";
  if (order_.evidence.old_workplace.empty()) return {};
  for (const fs::path& file : paths_in(old)) {
    const fs::path to = made_ / "keys" / file.filename();
    if (fs::is_regular_file(file) && !fs::exists(to)) copy_folder(file, to);
  }
  return {};
}

Result<void> WorkplaceRestore::bring_console() {
  const fs::path& old = store_ ? order_.evidence.old_workplace : order_.source;
  return bring_people(made_, old, report_);
}

Result<void> WorkplaceRestore::bring_key(const BackupManifest::Key& key) {
  const fs::path to = made_ / "keys" / key.name;
  if (!key.plain) {
    auto content = store_->get_key(key);
    if (!content) return content.error();
    write_file(to, as_bytes(*content), 0600);
    return {};
  }
  auto opened = plain_in_old(order_, key);
  if (!opened) opened = store_->open_key(key, order_.passphrase);
  if (!opened) return opened.error();
  return save_key(to, *opened, "", random_);
}

}  // namespace temgoc
