// The restore of one order, step by step, into a folder beside the place where it will lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "operations/upkeep/backup_store.h"
#include "operations/upkeep/restore_evidence.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/registry/registry_restore.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/workplace/public_trust.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

bool is_workplace(const std::filesystem::path& folder);
// The key as it lies plain in what is left of the old workplace. `file_not_found`.
Result<SigningKey> plain_in_old(const RestoreOrder& order, const BackupManifest::Key& key);

class WorkplaceRestore {
 public:
  WorkplaceRestore(const RestoreOrder& order, const std::filesystem::path& made, Clock clock,
                   RandomSource random)
      : order_(order), made_(made), clock_(std::move(clock)), random_(std::move(random)) {}

  Result<RestoreReport> run();

 private:
  // What the source holds, and keys and lists that are newer. restore_bringing.cpp
  Result<void> bring_source();
  Result<void> bring_backup();
  Result<void> bring_workplace();
  Result<void> bring_trust();
  Result<PublicTrust> trust_of(const std::filesystem::path& workplace) const;
  Result<void> take_trust_list(const std::filesystem::path& file);
  Result<void> bring_keys();
  Result<void> bring_console();
  Result<void> bring_key(const BackupManifest::Key& key);
  // What survived elsewhere, and whether the log in hand is whole. restore_judging.cpp
  Result<void> read_evidence();
  Result<void> read_own_logs();
  std::vector<std::filesystem::path> log_folders() const;
  EntryReader entries() const;

  using LotNumber = std::pair<KeyId, std::uint32_t>;
  std::optional<LotLeaf> lot_entry(const KnownLog& log, std::uint64_t index) const;
  std::map<LotNumber, std::uint32_t> serials_since() const;
  bool serials_beyond() const;
  bool numbers_beyond() const;
  static bool is_lost(const KnownLog& log) { return !log.log_given || log.published > log.end(); }

  Result<void> judge();
  // The facts of the log, and the new log. restore_facts.cpp
  Result<void> take_entries();
  void forget_trust_at_hand();
  Result<void> take_ends_of_keys(Workplace& workplace);
  Result<void> add_keys_of_trust_list(Workplace& workplace);
  void append_restore(const KnownLog& log, Instant at);
  Result<void> rebuild_logs();
  Result<void> open_and_check();
  // Numbers that may have been used. restore_numbers.cpp
  void spend();
  void spend_serials_seen(std::uint32_t skip);
  void spend_issue_numbers(const std::string& realm, std::uint32_t skip);

  const RestoreOrder& order_;
  const std::filesystem::path& made_;
  Clock clock_;
  RandomSource random_;
  Settings settings_;
  std::unique_ptr<BackupStore> store_;  // none: the source is a workplace
  BackupManifest manifest_;
  std::unique_ptr<PublicTrust> trust_;
  std::unique_ptr<RegistryRestore> registry_;
  std::vector<KnownLog> logs_;  // of the realm, then of its test realm
  NumbersSeen seen_;
  bool lost_ = false;
  bool newer_trust_ = false;  // than the backup's own list
  RestoreReport report_;
};

}  // namespace temgoc
