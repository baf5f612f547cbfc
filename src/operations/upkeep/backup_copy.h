// A workplace's content, put together again from a backup or another workplace.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "operations/upkeep/backup_store.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {

// A folder that is removed with the object unless kept.
class FolderInTheMaking {
 public:
  explicit FolderInTheMaking(std::filesystem::path path) : path_(std::move(path)) {}
  FolderInTheMaking(const FolderInTheMaking&) = delete;
  FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;
  ~FolderInTheMaking() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  std::filesystem::path path_;
};

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

// A new folder in the system's place for temporary files.
std::filesystem::path new_temporary_folder();

}  // namespace temgoc
