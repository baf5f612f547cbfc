// Copies, compares rows and log roots, and lets the settings name the new place last of all.
#include "temgoc/upkeep/registry_migration.h"

#include "temgoc/base/files.h"
#include "temgoc/log/log.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kEntriesAtOnce = 1000;

// Where the rows go, and what they are called once all have come.
struct Target {
  fs::path place;
  fs::path final_place;
  std::string url;  // for the settings; empty: the file
};

Result<Target> target_of(const fs::path& folder, const std::string& to) {
  if (is_on_server(to)) {
    if (auto usable = check_registry_place(to); !usable) return usable.error();
    return Target{to, to, to};
  }
  const fs::path file = folder / "registry.sqlite";
  if (fs::weakly_canonical(fs::absolute(to)) != fs::weakly_canonical(fs::absolute(file)))
    return Error{"migrate_file_elsewhere", "to", file.string()};
  if (fs::exists(fs::symlink_status(file)))
    return Error{"migrate_file_stands", "to", file.string()};
  return Target{file.string() + ".moving", file, {}};
}

TreeHead head_of(const Registry& registry, const std::string& realm) {
  TreeBuilder tree;
  while (true) {
    const auto entries = registry.log_entries(realm, tree.size(), kEntriesAtOnce);
    for (const std::string& each : entries) tree.add(leaf_hash(as_bytes(each)));
    if (entries.size() < kEntriesAtOnce) return tree.head();
  }
}

Result<std::vector<RegistryMigration::Log>> equal_logs(const Workplace& workplace,
                                                       const fs::path& moved) {
  auto there = Registry::open_read_only(moved);
  if (!there) return there.error();
  std::vector<RegistryMigration::Log> logs;
  for (const bool test : {false, true}) {
    const std::string realm = workplace.realm(test);
    const TreeHead head = head_of(*there, realm);
    if (head != head_of(workplace.registry(), realm))
      return Error{.code = "move_differs", .value = "log " + realm};
    logs.push_back({realm, head});
  }
  return logs;
}

}  // namespace

Result<RegistryMigration> migrate_registry(Workplace& workplace, const std::string& to,
                                           const std::function<void(const MovedTable&)>& tell) {
  const fs::path from = registry_path(workplace.folder());
  if (from == fs::path(to) || workplace.settings().registry_url == to)
    return Error{"migrate_same_place", "to", to};
  auto target = target_of(workplace.folder(), to);
  if (!target) return target.error();
  auto tables = move_registry(from, target->place, tell);
  if (!tables) return tables.error();
  auto logs = equal_logs(workplace, target->place);
  if (!logs) return logs.error();
  if (target->place != target->final_place) {
    give_name(target->place, target->final_place);
    sync_folder(workplace.folder());
  }
  Settings settings = workplace.settings();
  settings.registry_url = target->url;
  if (target->url.empty()) settings.on_replica = false;
  if (auto written = workplace.write_settings(settings); !written) return written.error();
  return RegistryMigration{from.string(), target->final_place.string(), *std::move(tables),
                           *std::move(logs)};
}

}  // namespace temgoc
