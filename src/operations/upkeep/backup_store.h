// A backup folder: objects by their SHA-256, each once, and the manifests that name them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/upkeep/backup.h"

namespace temgoc {

// As load_key takes a passphrase: one typed on another keyboard is the same.
SecretText as_typed_anywhere(std::string_view passphrase);

class BackupStore {
 public:
  BackupStore(std::filesystem::path folder, std::filesystem::path keys);

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path lock_path() const { return folder_ / ".lock"; }

  // Newest first.
  std::vector<std::string> names() const;
  std::filesystem::path manifest_path(const std::string& name) const;
  // `backup_unknown`, `backup_unreadable` (value the file). `note` gets the signed text.
  Result<BackupManifest> manifest(const std::string& name, std::string* note = nullptr) const;

  // Not yet durable; sync() makes all that was put so. Throws SystemFailure `disk_write_failed`.
  Digest put(ByteView content);
  void sync() const;
  std::uint64_t bytes_written() const { return bytes_written_; }
  // `backup_object_missing`, `backup_object_differs` (value: the path in the workplace).
  Result<std::string> get(const Digest& sha256, const std::string& of) const;

  std::filesystem::path key_path(const Digest& sha256) const;
  // Durable, mode 0600, and the folder 0700. The file's digest.
  Digest put_key(const std::string& content);
  Result<std::string> get_key(const BackupManifest::Key& key) const;
  // The key in a file that is kept under the backup's passphrase. `key_file_wrong` where it holds
  // another, those of get_key and SigningKey::from_pem. The file's mode is not asked: a USB stick
  // has none.
  Result<SigningKey> open_key(const BackupManifest::Key& key, std::string_view passphrase) const;

  // Removes the manifests but for `made` and the newest beside it, `keep` in all, then objects that
  // no manifest names. How many manifests went. A manifest that cannot be read keeps everything.
  unsigned thin(unsigned keep, std::string_view made);

 private:
  std::filesystem::path object_path(const Digest& sha256) const;
  std::filesystem::path folder_, keys_;
  std::uint64_t bytes_written_ = 0;
};

}  // namespace temgoc
