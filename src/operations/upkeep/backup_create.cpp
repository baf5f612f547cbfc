// A backup of a workplace while it works.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "operations/upkeep/backup_copy.h"
#include "operations/upkeep/backup_people.h"
#include "operations/upkeep/backup_store.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/number_lock.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/upkeep/last_backup.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kFileLimit = std::size_t{64} << 20;

struct Content {
  std::string path = {};                 // relative to the workplace
  std::optional<std::string> text = {};  // what may change or vanish is read under the lock
};

bool lies_inside(const fs::path& inner, const fs::path& outer) {
  const fs::path relative =
      fs::weakly_canonical(inner).lexically_relative(fs::weakly_canonical(outer));
  return !relative.empty() && *relative.begin() != "..";
}

// Names that begin with a dot are unfinished files.
void list_files(const fs::path& workplace, const char* folder, std::vector<Content>& all) {
  const fs::path top = workplace / folder;
  if (!fs::exists(top)) return;
  std::vector<std::string> paths;
  // Throws at a folder that cannot be entered: its files must not be left out in silence.
  for (const auto& each : fs::recursive_directory_iterator(top)) {
    if (each.path().filename().string().starts_with('.')) continue;
    if (each.is_regular_file()) paths.push_back(each.path().lexically_relative(workplace));
  }
  std::ranges::sort(paths);
  for (std::string& path : paths) all.push_back({std::move(path)});
}

// Of a log what is published. The edge grows while it is read, and would tell a restored log of
// entries that its registry lacks; what `log check` remembers is of this workplace.
void list_log(const fs::path& workplace, const char* folder, std::vector<Content>& all) {
  list_files(workplace, folder, all);
  std::erase_if(all, [&](const Content& file) {
    const fs::path path = file.path;
    return path.parent_path() == folder && path.filename() != "checkpoint";
  });
}

// Full tiles and bundles never change and stay.
bool may_vanish(const std::string& path) {
  return path.ends_with("/checkpoint") || path.find(".p/") != path.npos;
}

Result<void> read_now(const fs::path& workplace, std::vector<Content>& files) {
  for (Content& file : files) {
    if (!may_vanish(file.path)) continue;
    auto text = read_file(workplace / file.path, kFileLimit);
    if (!text) return text.error();
    file.text = std::move(*text);
  }
  return {};
}

// Registry and log of one moment: while the registry's write lock is held, nothing is committed and
// nobody appends to the log.
struct Moment {
  std::optional<RegistrySnapshot> registry = {};
  std::vector<Content> logs = {};
};
Result<Moment> hold_moment(Workplace& workplace) {
  Moment moment;
  auto held = workplace.registry().transaction([&]() -> Result<void> {
    if (auto settled = workplace.settle_logs(); !settled) return settled;
    for (const char* folder : {"log", "log-test"})
      list_log(workplace.folder(), folder, moment.logs);
    if (auto read = read_now(workplace.folder(), moment.logs); !read) return read;
    auto snapshot = RegistrySnapshot::open(registry_path(workplace.folder()));
    if (!snapshot) return snapshot.error();
    moment.registry.emplace(std::move(*snapshot));
    return {};
  });
  if (!held) return held.error();
  return moment;
}

// The list in force last: one that is signed meanwhile is then among those that were ever signed.
std::vector<Content> other_files(const fs::path& workplace) {
  std::vector<Content> files = {{"temgoc.toml"}};
  // In the backup the registry is a file, wherever it is kept now.
  if (auto settings = Settings::read(workplace); settings && !settings->registry_url.empty())
    files.front().text = settings->with_file().text();
  std::error_code unreadable;
  if (fs::exists(workplace / "ocop_criteria.json", unreadable))
    files.push_back({"ocop_criteria.json"});
  for (const char* folder : {"label_templates", "pictures", "papers"})
    list_files(workplace, folder, files);
  list_files(workplace, "trust", files);
  std::ranges::stable_partition(
      files, [](const Content& file) { return file.path.starts_with("trust/signed/"); });
  std::ranges::stable_partition(
      files, [](const Content& file) { return file.path != "trust/trust_list"; });
  return files;
}

// The people of the console, where it has any.
Result<void> add_people(const fs::path& workplace, std::vector<Content>& files) {
  auto text = people_text(workplace);
  if (!text) return text.error();
  if (!text->empty()) files.push_back({kPeopleFile, *std::move(text)});
  return {};
}

// A picture or a scan that somebody took out of its record since the folder was listed.
bool may_be_dropped(const std::string& path, const Error& error) {
  return error.code == "file_not_found" &&
         (path.starts_with("pictures/") || path.starts_with("papers/"));
}

Result<void> put_files(BackupStore& store, const fs::path& workplace,
                       const std::vector<Content>& files, BackupManifest& manifest) {
  for (const Content& file : files) {
    auto text =
        file.text ? Result<std::string>(*file.text) : read_file(workplace / file.path, kFileLimit);
    if (!text && may_be_dropped(file.path, text.error())) continue;
    if (!text) return text.error();
    manifest.files.push_back({file.path, text->size(), store.put(as_bytes(*text))});
  }
  return {};
}

Error unreadable(const fs::path& path, int number) {
  return {"file_unreadable",
          {},
          path.string(),
          {},
          {{"reason", std::generic_category().message(number)}}};
}

// In parts, so that pages which did not change are kept once for all backups.
Result<void> put_registry(BackupStore& store, const RegistrySnapshot& snapshot,
                          BackupManifest& manifest) {
  const PrivateFolder scratch;
  const fs::path copy = scratch.path() / "registry.sqlite";
  snapshot.copy_to(copy);
  std::FILE* file = std::fopen(copy.c_str(), "rb");
  if (!file) return unreadable(copy, errno);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> closed(file, std::fclose);
  std::string part(kRegistryPart, '\0');
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), file)) {
    manifest.registry_parts.push_back(store.put(as_bytes(std::string_view(part).substr(0, got))));
    manifest.registry_bytes += got;
  }
  if (std::ferror(file)) return unreadable(copy, EIO);
  return {};
}

std::vector<fs::path> key_files(const fs::path& workplace) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths_in(workplace / "keys")) {
    const std::string name = path.filename().string();
    if (!name.starts_with('.') && fs::is_regular_file(path)) files.push_back(path);
  }
  return files;
}

// The key in a file that is not encrypted.
std::optional<SigningKey> plain_key(const fs::path& file) {
  if (file.extension() != ".pem") return std::nullopt;
  auto key = load_key(file, "");
  return key ? std::optional(std::move(*key)) : std::nullopt;
}

// The copy of a plain key that an earlier backup in this folder made, so that its passphrase need
// not be asked again.
std::optional<BackupManifest::Key> kept_copy(const BackupStore& store,
                                             const std::optional<BackupManifest>& last,
                                             const std::string& name, const PublicKeyBytes& key) {
  if (!last) return std::nullopt;
  for (const BackupManifest::Key& kept : last->keys) {
    if (kept.name == name && kept.plain == key && store.get_key(kept)) return kept;
  }
  return std::nullopt;
}

std::optional<BackupManifest> last_manifest(const BackupStore& store) {
  for (const std::string& name : store.names()) {
    if (auto manifest = store.manifest(name)) return std::move(*manifest);
  }
  return std::nullopt;
}

Result<void> put_keys(BackupStore& store, const Workplace& workplace, std::string_view passphrase,
                      BackupManifest& manifest) {
  const auto last = last_manifest(store);
  for (const fs::path& file : key_files(workplace.folder())) {
    const std::string name = file.filename().string();
    if (const auto key = plain_key(file)) {
      if (const auto kept = kept_copy(store, last, name, key->public_key())) {
        manifest.keys.push_back(*kept);
        continue;
      }
      if (auto good = check_passphrase(passphrase); !good) return good;
      const std::string pem = key->to_pem(as_typed_anywhere(passphrase), workplace.random());
      manifest.keys.push_back({name, store.put_key(pem), key->public_key()});
      continue;
    }
    auto content = read_file(file, kFileLimit);
    if (!content) return content.error();
    manifest.keys.push_back({name, store.put_key(*content), std::nullopt});
  }
  return {};
}

std::string new_name(const BackupStore& store, Instant made_at) {
  std::string moment = to_iso(made_at).substr(0, 19);
  std::erase_if(moment, [](char c) { return c == '-' || c == ':'; });
  for (unsigned nth = 1;; ++nth) {
    std::string name = nth == 1 ? moment + "Z" : fmt::format("{}Z-{}", moment, nth);
    if (!fs::exists(store.manifest_path(name))) return name;
  }
}

Result<void> check_place(const Workplace& workplace, const BackupStore& store) {
  if (lies_inside(fs::absolute(store.folder()), fs::absolute(workplace.folder())))
    return Error{"backup_inside", "folder", store.folder().string()};
  const auto last = last_manifest(store);
  if (last && last->realm != workplace.settings().realm)
    return Error{
        "backup_other_realm", "folder", store.folder().string(), {}, {{"realm", last->realm}}};
  return {};
}

}  // namespace

Result<bool> backup_needs_passphrase(const Workplace& workplace, const BackupOrder& order) {
  const BackupStore store(order.folder, order.keys);
  if (auto place = check_place(workplace, store); !place) return place.error();
  const auto last = last_manifest(store);
  for (const fs::path& file : key_files(workplace.folder())) {
    const auto key = plain_key(file);
    if (key && !kept_copy(store, last, file.filename().string(), key->public_key())) return true;
  }
  return false;
}

Result<BackupMade> create_backup(Workplace& workplace, const BackupOrder& order) {
  BackupStore store(order.folder, order.keys);
  if (auto place = check_place(workplace, store); !place) return place.error();
  fs::create_directories(store.folder() / "backups");
  std::error_code no_modes;  // as on a USB stick
  fs::permissions(store.folder(), fs::perms::owner_all, no_modes);
  const auto alone = NumberLock::take(store.lock_path(), 1);
  if (!alone) return Error{"backup_running", "folder", store.folder().string()};

  auto moment = hold_moment(workplace);
  if (!moment) return moment.error();
  BackupMade made;
  made.manifest.realm = workplace.settings().realm;
  made.manifest.made_at = workplace.now();
  for (const bool test : {false, true}) {
    const std::string realm = workplace.realm(test);
    made.manifest.logs.push_back({realm, moment->registry->log_size(realm)});
  }
  if (auto put = put_registry(store, *moment->registry, made.manifest); !put) return put.error();
  moment->registry.reset();
  if (auto put = put_files(store, workplace.folder(), moment->logs, made.manifest); !put)
    return put.error();
  std::vector<Content> others = other_files(workplace.folder());
  if (auto added = add_people(workplace.folder(), others); !added) return added.error();
  if (auto put = put_files(store, workplace.folder(), others, made.manifest); !put)
    return put.error();
  if (auto put = put_keys(store, workplace, order.passphrase, made.manifest); !put)
    return put.error();
  store.sync();

  const std::string text = made.manifest.text();
  const std::string signer = backup_signer(made.manifest.realm);
  const std::string note = SignedNote{text, {workplace.signed_by_log(signer, text)}}.serialised();
  const PrivateFolder scratch;
  if (auto unpacked = unpack_backup(store, made.manifest, scratch.path()); !unpacked)
    return unpacked.error();
  auto faults = judge_unpacked(scratch.path(), note, made.manifest, true,
                               [now = workplace.now()] { return now; });
  if (!faults) return faults.error();
  if (!faults->empty()) {
    return Error{"backup_unsound",
                 {},
                 order.folder.string(),
                 {},
                 {{"count", std::to_string(faults->size())}}};
  }
  // Its name last: what a killed run left is no backup, and its content is used by the next.
  made.name = new_name(store, made.manifest.made_at);
  write_file(store.manifest_path(made.name), as_bytes(note), 0600);
  made.bytes_written = store.bytes_written();
  made.removed = store.thin(order.keep, made.name);
  note_backup(workplace.folder(),
              {made.manifest.made_at, fs::weakly_canonical(fs::absolute(store.folder())).string()});
  return made;
}

}  // namespace temgoc
