// Writes and reads objects by their hash, and deletes those that no kept backup names.
#include "operations/upkeep/backup_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>

#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/text.h"
#include "temgoc/base/uninterrupted.h"
#include "temgoc/seal/signature.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kManifestLimit = std::size_t{512} << 20;
constexpr std::size_t kObjectLimit = std::size_t{64} << 20;

[[noreturn]] void fail(const fs::path& path) { throw SystemFailure(write_error(path, errno)); }

void make_folder(const fs::path& folder, fs::perms perms) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  fs::create_directories(folder, error);
  if (error) {
    errno = error.value();
    fail(folder);
  }
  fs::permissions(folder, perms, error);
}

// Written beside and renamed, so that an object is whole or not there. When it reaches the disk is
// sync()'s.
void write_object(const fs::path& path, ByteView content) {
  const fs::path part = path.string() + ".tmp";
  const int file = uninterrupted(
      [&] { return ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600); });
  if (file < 0) fail(path);
  const auto give_up = [&](int reason) {
    ::unlink(part.c_str());
    errno = reason;
    fail(path);
  };
  while (!content.empty()) {
    const ssize_t put =
        uninterrupted([&] { return ::write(file, content.data(), content.size()); });
    if (put <= 0) {
      const int reason = put == 0 ? EIO : errno;
      ::close(file);
      give_up(reason);
    }
    content = content.subspan(static_cast<std::size_t>(put));
  }
  if (::close(file) != 0 && errno != EINTR) give_up(errno);
  give_name(part, path);
}

Error object_error(const char* code, const std::string& of, const Digest& sha256) {
  return {.code = code, .value = of, .args = {{"sha256", to_hex(sha256)}}};
}

}  // namespace

BackupStore::BackupStore(fs::path folder, fs::path keys)
    : folder_(std::move(folder)), keys_(keys.empty() ? folder_ / "keys" : std::move(keys)) {}

std::vector<std::string> BackupStore::names() const {
  std::vector<std::string> names;
  for (const fs::path& path : paths_in(folder_ / "backups")) {
    std::string name = path.filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  std::ranges::sort(names, std::greater());
  return names;
}

fs::path BackupStore::manifest_path(const std::string& name) const {
  return folder_ / "backups" / name;
}

Result<BackupManifest> BackupStore::manifest(const std::string& name, std::string* note) const {
  const fs::path path = manifest_path(name);
  if (name.find('/') != name.npos || !fs::is_regular_file(path))
    return Error{"backup_unknown", "name", name};
  auto text = read_file(path, kManifestLimit);
  if (!text) return text.error();
  const auto signed_note = SignedNote::parse(*text);
  auto manifest = signed_note ? BackupManifest::parse_text(signed_note->text)
                              : Result<BackupManifest>(Error{"backup_unreadable"});
  if (!manifest) {
    Error error = manifest.error();
    error.value = path.string();
    return error;
  }
  if (note) *note = std::move(*text);
  return manifest;
}

fs::path BackupStore::object_path(const Digest& sha256) const {
  const std::string hex = to_hex(sha256);
  return folder_ / "objects" / hex.substr(0, 2) / hex.substr(2);
}

Digest BackupStore::put(ByteView content) {
  const Digest digest = sha256(content);
  const fs::path path = object_path(digest);
  std::error_code none;
  // One that was cut short is written anew; what else may be wrong with it the check finds.
  if (fs::file_size(path, none) == content.size() && !none) return digest;
  make_folder(path.parent_path(), fs::perms::owner_all);
  write_object(path, content);
  bytes_written_ += content.size();
  return digest;
}

void BackupStore::sync() const {
  const int folder =
      uninterrupted([&] { return ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (folder < 0) fail(folder_);
  const int done = uninterrupted([&] { return ::syncfs(folder); });
  const int reason = errno;
  ::close(folder);
  errno = reason;
  if (done != 0) fail(folder_);
}

Result<std::string> BackupStore::get(const Digest& sha256, const std::string& of) const {
  auto content = read_file(object_path(sha256), kObjectLimit);
  if (!content) {
    if (content.error().code != "file_not_found") return content.error();
    return object_error("backup_object_missing", of, sha256);
  }
  if (temgoc::sha256(as_bytes(*content)) != sha256)
    return object_error("backup_object_differs", of, sha256);
  return content;
}

fs::path BackupStore::key_path(const Digest& sha256) const {
  return keys_ / (to_hex(sha256) + ".key");
}

Digest BackupStore::put_key(const std::string& content) {
  const Digest digest = sha256(as_bytes(content));
  make_folder(keys_, fs::perms::owner_all);
  if (!fs::exists(key_path(digest))) write_file(key_path(digest), as_bytes(content), 0600);
  return digest;
}

Result<std::string> BackupStore::get_key(const BackupManifest::Key& key) const {
  auto content = read_file(key_path(key.sha256), kObjectLimit);
  if (!content) {
    if (content.error().code != "file_not_found") return content.error();
    return object_error("backup_object_missing", "keys/" + key.name, key.sha256);
  }
  if (sha256(as_bytes(*content)) != key.sha256)
    return object_error("backup_object_differs", "keys/" + key.name, key.sha256);
  return content;
}

SecretText as_typed_anywhere(std::string_view passphrase) {
  if (!is_utf8(passphrase)) return passphrase;
  std::string composed = to_nfc(passphrase);
  SecretText typed(composed);
  ::explicit_bzero(composed.data(), composed.size());
  return typed;
}

Result<SigningKey> BackupStore::open_key(const BackupManifest::Key& key,
                                         std::string_view passphrase) const {
  auto pem = get_key(key);
  if (!pem) return pem.error();
  auto opened = SigningKey::from_pem(*pem, as_typed_anywhere(passphrase));
  const std::string name = "keys/" + key.name;
  if (!opened) {
    Error error = opened.error();
    if (error.value.empty()) error.value = name;
    return error;
  }
  if (key.plain && opened->public_key() != *key.plain) return Error{"key_file_wrong", {}, name};
  return opened;
}

unsigned BackupStore::thin(unsigned keep, std::string_view made) {
  std::vector<std::string> all = names();
  // Others may be named later than the one just made: by a clock that was ahead.
  const auto own = std::ranges::find(all, made);
  if (own != all.end()) std::rotate(all.begin(), own, own + 1);
  if (keep == 0 || all.size() <= keep) return 0;
  std::set<std::string> named;
  for (std::size_t i = 0; i < keep; ++i) {
    const auto kept = manifest(all[i]);
    if (!kept) return 0;
    for (const auto& file : kept->files) named.insert(to_hex(file.sha256));
    for (const Digest& part : kept->registry_parts) named.insert(to_hex(part));
  }
  for (std::size_t i = keep; i < all.size(); ++i) fs::remove(manifest_path(all[i]));
  // Only after the manifests: a crash in between leaves objects that nothing names.
  std::error_code none;
  for (const auto& folder : fs::directory_iterator(folder_ / "objects", none)) {
    for (const auto& entry : fs::directory_iterator(folder.path(), none)) {
      const std::string hex = folder.path().filename().string() + entry.path().filename().string();
      if (!named.contains(hex)) fs::remove(entry.path(), none);
    }
  }
  return static_cast<unsigned>(all.size() - keep);
}

}  // namespace temgoc
