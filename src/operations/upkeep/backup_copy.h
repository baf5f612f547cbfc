// A workplace's content, put together again from a backup or another workplace.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "operations/upkeep/backup_store.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {

// Writes registry, log, trust, settings and templates of a backup into `folder`, each checked
// against its hash. Not the keys. Those of BackupStore::get.
Result<void> unpack_backup(const BackupStore& store, const BackupManifest& manifest,
                           const std::filesystem::path& folder);

// What speaks against an unpacked backup whose manifest is `note`: the registry's own integrity,
// each log's root, the signatures of checkpoints, trust list and manifest; unless `quick`, all that
// log check compares.
Result<std::vector<Error>> judge_unpacked(const std::filesystem::path& folder,
                                          const std::string& note, const BackupManifest& manifest,
                                          bool quick, const Clock& clock);

}  // namespace temgoc
