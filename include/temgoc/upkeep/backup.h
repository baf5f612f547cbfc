// Backups of a workplace while it works, and the way back from one. A backup folder holds many
// backups and each piece of content once. Normative text: docs/backup_format.md; why a restore is
// as it is: docs/decisions/restore.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/secret_text.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// How far the log of a realm reaches in a backup.
struct BackupLog {
  std::string realm = {};
  std::uint64_t entries = 0;  // in the registry and in the log alike
};

// One backup as its manifest says.
struct BackupManifest {
  struct File {
    std::string path = {};  // relative to the workplace
    std::uint64_t size = 0;
    Digest sha256{};
  };
  struct Key {
    std::string name = {};  // in keys/
    Digest sha256{};        // of the file kept of it
    // Of a key that lies plain in the workplace and is kept under the backup's passphrase; none:
    // the file is kept as it is.
    std::optional<PublicKeyBytes> plain = {};
  };
  std::string realm = {};
  Instant made_at = {};
  std::vector<BackupLog> logs = {};
  std::vector<File> files = {};
  std::uint64_t registry_bytes = 0;
  std::vector<Digest> registry_parts = {};  // kRegistryPart bytes each, but for the last
  std::vector<Key> keys = {};

  std::string text() const;
  static Result<BackupManifest> parse_text(std::string_view text);  // `backup_unreadable`
};
inline constexpr std::size_t kRegistryPart = 64 << 10;
std::string backup_signer(std::string_view realm);

struct BackupOrder {
  std::filesystem::path folder = {};  // made if absent
  std::filesystem::path keys = {};    // where keys are kept; empty: keys/ in the folder
  SecretText passphrase = {};         // for keys that lie plain in the workplace
  unsigned keep = 0;                  // so many newest backups stay; 0: all
};
struct BackupMade {
  std::string name = {};
  BackupManifest manifest = {};
  std::uint64_t bytes_written = 0;  // what was not in the folder yet
  unsigned removed = 0;             // older backups, by `keep`
};
// True if a key must still be encrypted for this folder, so that create_backup needs a passphrase.
Result<bool> backup_needs_passphrase(const Workplace& workplace, const BackupOrder& order);
// Copies registry and log as they agree at one moment, then opens and checks the copy. Writers wait
// only while the log's unfinished files are read. `backup_inside` (the folder lies in the
// workplace), `backup_other_realm` (args realm), `backup_running`, `backup_unsound` (the copy
// failed its check and was not kept; args count), those of check_passphrase.
Result<BackupMade> create_backup(Workplace& workplace, const BackupOrder& order);

// Newest first. `backup_none`: nothing there is a backup folder.
Result<std::vector<std::string>> backup_names(const std::filesystem::path& folder);

struct BackupCheck {
  std::string name = {};
  BackupManifest manifest = {};
  std::vector<Error> differences = {};
  bool keys_opened = false;  // with the passphrase
  bool sound() const { return differences.empty(); }
};
struct BackupCheckOrder {
  std::filesystem::path folder = {};
  std::filesystem::path keys = {};
  std::string name = {};       // empty: the newest
  SecretText passphrase = {};  // empty: keys are only compared with their hashes
  bool quick = false;          // not each lot against each entry
};
// Needs no workplace. `backup_none`, `backup_unknown`, `backup_unreadable`.
Result<BackupCheck> check_backup(const BackupCheckOrder& order, const Clock& clock);

// --- The way back --------------------------------------------------------------------------------

// What survived elsewhere and tells what was issued since.
struct RestoreEvidence {
  std::filesystem::path old_workplace = {};      // its logs, trust lists and keys are looked at
  std::vector<std::filesystem::path> logs = {};  // log folders
  std::vector<std::filesystem::path> trust_lists = {};
  std::vector<std::filesystem::path> bundles = {};
  std::vector<std::filesystem::path> receipts = {};
  std::vector<std::filesystem::path> checkpoints = {};
  std::vector<std::filesystem::path> labels = {};  // PDFs, or texts of scanned codes one a line;
                                                   // folders of such
};
struct RestoreOrder {
  std::filesystem::path source = {};  // a backup folder, or a workplace whose registry lost commits
  std::string name = {};              // of the backup; empty: the newest
  std::filesystem::path keys = {};
  std::filesystem::path to = {};
  SecretText passphrase = {};
  RestoreEvidence evidence = {};
  // The log since the backup is lost: so many numbers of each key and serials of each lot are never
  // given again.
  std::optional<std::uint32_t> skip = {};
  std::string lost_reason = {};  // stands where a reason is lost
};
struct RestoreReport {
  struct Log {
    std::string realm = {};
    std::uint64_t first = 0;      // entries of the backup
    std::uint64_t end = 0;        // and with those taken back
    std::uint64_t published = 0;  // the largest size that anything showed
  };
  std::string name = {};
  Instant backup_at = {};
  std::vector<Log> logs = {};
  std::vector<std::string> lots_by_entry = {};  // lot codes known by their entry alone
  std::uint64_t print_jobs = 0, recalls = 0, voids = 0, lot_cancellations = 0, key_changes = 0,
                event_errors = 0, roll_ranges = 0;
  std::uint64_t waiting = 0;                   // entries that wait for a record
  std::vector<std::string> records_lost = {};  // "product SP-01"
  std::uint64_t links_lost = 0;
  std::uint64_t events_lost = 0;  // known by their number alone
  std::uint64_t rolls_lost = 0;   // likewise: their codes cannot be checked
  std::uint64_t keys_added = 0;   // issuer keys that only a newer trust list names
  std::uint64_t trust_version = 0;
  // The last ones that the log's further entries tell of, where they are not at hand; 0: none.
  std::uint64_t trust_list_lost = 0, roots_lost = 0;
  // Of the console: who came back without a password, and the programs whose tokens are lost.
  std::vector<std::string> people = {}, programs = {};
  std::optional<std::uint32_t> skipped = {};
  std::vector<Error> differences = {};  // what log check says of the restored workplace
};
// True if a key of the source is kept under the backup's passphrase and nowhere plain.
Result<bool> restore_needs_passphrase(const RestoreOrder& order);
// Builds a workplace beside `to`, and gives it that name when it is whole. `workplace_exists`,
// `restore_log_needed` (args entries, published: it cannot be told what was issued since; the log
// or `skip` must be given), `restore_other_history` (value: the evidence of another history),
// `restore_log_damaged` (value, args entries, size), `restore_log_unsigned`, `backup_unsound`,
// those of check_backup and Workplace::open.
Result<RestoreReport> restore_backup(const RestoreOrder& order, const Clock& clock,
                                     const RandomSource& random);
// Tries the entries that wait for a record once more. How many got their row.
Result<std::uint64_t> admit_waiting_entries(const Workplace& workplace,
                                            std::string_view lost_reason);

}  // namespace temgoc
