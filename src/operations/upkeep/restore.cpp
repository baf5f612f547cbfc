// The way back from a backup: never to a number that was used. docs/decisions/restore.md.
#include <unistd.h>

#include <algorithm>

#include "operations/upkeep/restore_steps.h"
#include "operations/upkeep/take_back.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/passing_path.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {

namespace fs = std::filesystem;

namespace {

Result<void> check_place(const fs::path& to) {
  if (!fs::exists(to) || (fs::is_directory(to) && fs::is_empty(to))) return {};
  return Error{"workplace_exists", "folder", to.string()};
}

}  // namespace

Result<RestoreReport> WorkplaceRestore::run() {
  using Step = Result<void> (WorkplaceRestore::*)();
  for (const Step step :
       {&WorkplaceRestore::bring_source, &WorkplaceRestore::bring_trust,
        &WorkplaceRestore::bring_keys, &WorkplaceRestore::bring_console,
        &WorkplaceRestore::read_evidence, &WorkplaceRestore::judge, &WorkplaceRestore::take_entries,
        &WorkplaceRestore::rebuild_logs, &WorkplaceRestore::open_and_check}) {
    if (auto done = (this->*step)(); !done) return done.error();
  }
  return std::move(report_);
}

Result<bool> restore_needs_passphrase(const RestoreOrder& order) {
  if (is_workplace(order.source)) return false;
  auto names = backup_names(order.source);
  if (!names) return names.error();
  const BackupStore store(order.source, order.keys);
  auto manifest = store.manifest(order.name.empty() ? names->front() : order.name);
  if (!manifest) return manifest.error();
  return std::ranges::any_of(manifest->keys, [&](const BackupManifest::Key& key) {
    return key.plain && !plain_in_old(order, key);
  });
}

Result<RestoreReport> restore_backup(const RestoreOrder& order, const Clock& clock,
                                     const RandomSource& random) {
  if (auto place = check_place(order.to); !place) return place.error();
  const fs::path to = fs::absolute(order.to);
  PassingPath made(to.parent_path() /
                   ("." + to.filename().string() + ".restoring-" + std::to_string(::getpid())));
  fs::create_directories(made.path());
  fs::permissions(made.path(), fs::perms::owner_all);
  auto report = WorkplaceRestore(order, made.path(), clock, random).run();
  if (!report) return report;
  BackupStore(made.path(), {}).sync();
  std::error_code none;
  fs::remove(to, none);  // an empty folder
  give_name(made.path(), to);
  made.keep();
  sync_folder(to.parent_path());
  return report;
}

Result<std::uint64_t> admit_waiting_entries(const Workplace& workplace,
                                            std::string_view lost_reason) {
  auto registry = RegistryRestore::open(registry_path(workplace.folder()));
  if (!registry) return registry.error();
  RestoreReport report;
  const LostWords words{std::string(lost_reason),
                        workplace.test_only() ? std::string(kTestHost) : workplace.host(false),
                        std::string(kTestHost), workplace.now()};
  std::uint64_t waiting = 0;
  auto done = registry->transaction([&]() -> Result<void> {
    for (const RegistryRestore::Waiting& each : registry->waiting()) {
      ++waiting;
      take_back(*registry, each.realm, each.index, each.entry, words, workplace.random(), report);
    }
    return {};
  });
  if (!done) return done.error();
  return waiting - report.waiting;
}

}  // namespace temgoc
