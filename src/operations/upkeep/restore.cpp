// The way back from a backup: never to a number that was used. docs/decisions/restore.md.
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "operations/upkeep/backup_copy.h"
#include "operations/upkeep/backup_people.h"
#include "operations/upkeep/restore_evidence.h"
#include "operations/upkeep/take_back.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/text_file.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/log/log_salvage.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/public_trust.h"
#include "temgoc/workplace/site.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kFileLimit = std::size_t{64} << 20;
constexpr std::uint32_t kTestSkip = 1000;  // of the test realm, whose labels are void anyway

bool is_workplace(const fs::path& folder) { return fs::exists(settings_path(folder)); }

Instant time_of(const fs::path& file) {
  std::error_code none;
  const auto changed = fs::last_write_time(file, none);
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(changed));
}

Result<void> check_place(const fs::path& to) {
  if (!fs::exists(to) || (fs::is_directory(to) && fs::is_empty(to))) return {};
  return Error{"workplace_exists", "folder", to.string()};
}

// The key as it lies plain in what is left of the old workplace. `file_not_found`.
Result<SigningKey> plain_in_old(const RestoreOrder& order, const BackupManifest::Key& key) {
  const fs::path& old = order.evidence.old_workplace;
  if (old.empty()) return Error{"file_not_found", {}, key.name};
  return load_key(old / "keys" / key.name, "", *key.plain);
}

// The restore of one order, step by step, into a folder beside the place where it will lie.
class Restore {
 public:
  Restore(const RestoreOrder& order, const fs::path& made, Clock clock, RandomSource random)
      : order_(order), made_(made), clock_(std::move(clock)), random_(std::move(random)) {}

  Result<RestoreReport> run() {
    using Step = Result<void> (Restore::*)();
    for (const Step step :
         {&Restore::bring_source, &Restore::bring_trust, &Restore::bring_keys,
          &Restore::bring_console, &Restore::read_evidence, &Restore::judge, &Restore::take_entries,
          &Restore::rebuild_logs, &Restore::open_and_check}) {
      if (auto done = (this->*step)(); !done) return done.error();
    }
    return std::move(report_);
  }

 private:
  Result<void> bring_source() {
    return is_workplace(order_.source) ? bring_workplace() : bring_backup();
  }

  Result<void> bring_backup() {
    auto names = backup_names(order_.source);
    if (!names) return names.error();
    report_.name = order_.name.empty() ? names->front() : order_.name;
    store_ = std::make_unique<BackupStore>(order_.source, order_.keys);
    std::string note;
    auto manifest = store_->manifest(report_.name, &note);
    if (!manifest) return manifest.error();
    manifest_ = *std::move(manifest);
    report_.backup_at = manifest_.made_at;
    if (auto unpacked = unpack_backup(*store_, manifest_, made_); !unpacked)
      return unpacked.error();
    auto faults = judge_unpacked(made_, note, manifest_, true, clock_);
    if (!faults) return faults.error();
    if (faults->empty()) return {};
    return Error{
        "backup_unsound", {}, report_.name, {}, {{"count", std::to_string(faults->size())}}};
  }

  // A workplace whose registry lost commits, as without its write-ahead log, is its own backup.
  Result<void> bring_workplace() {
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

  Result<void> bring_trust() {
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
  Result<PublicTrust> trust_of(const fs::path& workplace) const {
    auto registry = Registry::open(registry_path(made_));
    if (!registry) return registry.error();
    return read_public_trust(workplace, settings_, *registry);
  }

  Result<void> take_trust_list(const fs::path& file) {
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

  Result<void> bring_keys() {
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

  Result<void> bring_console() {
    const fs::path& old = store_ ? order_.evidence.old_workplace : order_.source;
    return bring_people(made_, old, report_);
  }

  Result<void> bring_key(const BackupManifest::Key& key) {
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

  Result<void> read_evidence() {
    auto registry = RegistryRestore::open(registry_path(made_));
    if (!registry) return registry.error();
    registry_ = std::make_unique<RegistryRestore>(*std::move(registry));
    for (const bool test : {false, true}) {
      const std::string realm = settings_.realm + std::string(test ? kTestRealmSuffix : "");
      logs_.push_back({.realm = realm, .first = registry_->log_size(realm)});
    }
    if (auto own = read_own_logs(); !own) return own;
    const PublicKeyBytes key = trust_->trust.list().log_key;
    for (const fs::path& folder : log_folders()) {
      if (auto taken = take_log(folder, logs_, entries(), key); !taken) return taken;
    }
    return take_papers(order_.evidence, trust_->roots.set, trust_->trust, entries(), logs_, seen_);
  }

  // Of a backup: for its checkpoint, with the cosignatures. It says nothing of what came after.
  Result<void> read_own_logs() {
    const bool backup = store_ != nullptr;
    for (const bool test : {false, true}) {
      const fs::path folder = log_folder(made_, test);
      if (!fs::exists(folder / "checkpoint")) continue;
      auto taken = take_log(folder, logs_, entries(), trust_->trust.list().log_key);
      if (!taken && backup) return taken;
      // A workplace's own log that is damaged is as one that is not there.
      if (!taken && taken.error().code != "restore_log_damaged") return taken;
      if (backup) logs_[test].log_given = false;
    }
    return {};
  }

  std::vector<fs::path> log_folders() const {
    std::vector<fs::path> folders = order_.evidence.logs;
    const fs::path& old = order_.evidence.old_workplace;
    for (const char* each : {"log", "log-test"}) {
      if (!old.empty() && fs::exists(old / each / "checkpoint")) folders.push_back(old / each);
    }
    return folders;
  }

  EntryReader entries() const {
    return [this](std::string_view realm, std::uint64_t from, std::size_t limit) {
      return registry_->log_entries(realm, from, limit);
    };
  }

  using LotNumber = std::pair<KeyId, std::uint32_t>;

  std::optional<LotLeaf> lot_entry(const KnownLog& log, std::uint64_t index) const {
    if (index >= log.end()) return std::nullopt;
    if (index >= log.first) return parse_lot_leaf(log.since[index - log.first]);
    const auto found = registry_->log_entries(log.realm, index, 1);
    return found.empty() ? std::nullopt : parse_lot_leaf(found.front());
  }

  // The last serials that the log's further entries tell of.
  std::map<LotNumber, std::uint32_t> serials_since() const {
    std::map<LotNumber, std::uint32_t> last;
    for (const KnownLog& log : logs_) {
      for (const std::string& entry : log.since) {
        const auto print = parse_print_leaf(entry);
        const auto lot = print ? lot_entry(log, print->lot_leaf_index) : std::nullopt;
        if (!lot) continue;
        std::uint32_t& serial = last[{lot->header.key_id, lot->header.issue_number}];
        serial = std::max(serial, print->last_serial);
      }
    }
    return last;
  }

  bool serials_beyond() const {
    auto known = serials_since();
    return std::ranges::any_of(seen_.serials, [&](const auto& seen) {
      const auto& [key, number] = seen.first;
      return seen.second > std::max(registry_->last_serial(key, number), known[seen.first]);
    });
  }

  // What the log in hand does not hold, though something shows that it was used.
  bool numbers_beyond() const {
    std::map<KeyId, std::uint32_t> known;
    for (const KnownLog& log : logs_) {
      for (const std::string& entry : log.since) {
        const auto leaf = parse_lot_leaf(entry);
        if (leaf) known[leaf->header.key_id] = leaf->header.issue_number;
      }
    }
    return std::ranges::any_of(seen_.issue_numbers, [&](const auto& seen) {
      return seen.second > std::max(registry_->last_issue_number(seen.first), known[seen.first]);
    });
  }

  static bool is_lost(const KnownLog& log) { return !log.log_given || log.published > log.end(); }

  Result<void> judge() {
    const KnownLog& main = logs_[0];
    lost_ = is_lost(main) || numbers_beyond() || serials_beyond();
    if (!lost_ || order_.skip.value_or(0) > 0) return {};
    return Error{
        "restore_log_needed",
        {},
        main.realm,
        {},
        {{"entries", std::to_string(main.end())}, {"published", std::to_string(main.published)}}};
  }

  Result<void> take_entries() {
    const LostWords words{
        order_.lost_reason,
        settings_.hosts.empty() ? std::string(kTestHost) : settings_.hosts.front(),
        std::string(kTestHost), clock_()};
    return registry_->transaction([&]() -> Result<void> {
      for (const KnownLog& log : logs_) {
        for (std::size_t i = 0; i < log.since.size(); ++i) {
          take_back(*registry_, log.realm, log.first + i, log.since[i], words, random_, report_);
        }
      }
      forget_trust_at_hand();
      spend();
      for (const KnownLog& log : logs_) append_restore(log, words.at);
      return {};
    });
  }

  void forget_trust_at_hand() {
    if (report_.trust_list_lost <= report_.trust_version) report_.trust_list_lost = 0;
    const RootSet& roots = trust_->next_roots ? trust_->next_roots->set : trust_->roots.set;
    if (report_.roots_lost <= roots.version) report_.roots_lost = 0;
  }

  // A list that was signed since the backup may say of a key what no entry in hand says any more:
  // it is believed where it ends a key, never where it would let one seal again.
  Result<void> take_ends_of_keys(Workplace& workplace) {
    if (!lost_ || !newer_trust_) return {};
    const auto rank = [](KeyStatus status) {
      return status == KeyStatus::cut ? 2 : status == KeyStatus::retired ? 1 : 0;
    };
    const auto known = workplace.registry().keys();
    for (const IssuerKey& key : trust_->trust.list().keys) {
      const auto found = std::ranges::find(known, key_id(key.realm(settings_.realm), key.key),
                                           &IssuerKeyRecord::id);
      if (found == known.end() || rank(key.status) <= rank(found->status)) continue;
      auto set = workplace.registry().set_key_status(
          found->id, {key.status, key.cut_at, key.packed_until, order_.lost_reason, clock_()});
      if (!set) return set;
      ++report_.key_changes;
    }
    return {};
  }

  // One that was made since the backup stands in the newer trust list, and its entry is lost.
  Result<void> add_keys_of_trust_list(Workplace& workplace) {
    const auto known = workplace.registry().keys();
    for (const IssuerKey& key : trust_->trust.list().keys) {
      const std::string realm = key.realm(settings_.realm);
      const KeyId id = key_id(realm, key.key);
      const bool there =
          std::ranges::any_of(known, [&](const IssuerKeyRecord& each) { return each.id == id; });
      if (there || realm.ends_with(kTestRealmSuffix) ||
          !workplace.registry().cooperative(key.cooperative_id))
        continue;
      auto added = workplace.registry().add_key(
          {id, key.key, key.cooperative_id, realm, KeyStatus::active, {}, clock_()});
      if (!added) return added;
      ++report_.keys_added;
    }
    if (auto taken = take_ends_of_keys(workplace); !taken) return taken;
    return workplace.settle_logs();
  }

  void spend() {
    // A record's entry does not tell its GTIN or block, so as many as may have been taken are
    // spent.
    const auto lost = [&](const char* kind) {
      return static_cast<std::uint32_t>(std::ranges::count_if(
          report_.records_lost, [&](const std::string& each) { return each.starts_with(kind); }));
    };
    registry_->spend_gtins(lost("product "));
    registry_->spend_gtin_blocks(lost("cooperative ") + lost("product "));
    registry_->spend_gtins_of_waiting_lots();
    registry_->spend_links(static_cast<std::uint32_t>(report_.links_lost));
    registry_->spend_events(static_cast<std::uint32_t>(report_.events_lost));
    for (const bool test : {false, true}) {
      const bool lost_here = test ? is_lost(logs_[1]) : lost_;
      if (lost_here)
        spend_issue_numbers(logs_[test].realm,
                            test ? order_.skip.value_or(kTestSkip) : *order_.skip);
    }
    if (!lost_) return;
    report_.skipped = order_.skip;
    registry_->spend_serials(*order_.skip);
    spend_serials_seen(*order_.skip);
    registry_->spend_gtins(*order_.skip);
    registry_->spend_gtin_blocks(*order_.skip);
    registry_->spend_links(*order_.skip);
    registry_->spend_events(*order_.skip);
    registry_->spend_trust_lists(trust_->trust.list().version + *order_.skip);
    const Day from =
        vietnam_day(report_.backup_at) - std::chrono::days(settings_.max_backdate_days);
    registry_->spend_lots_of_days(from, vietnam_day(clock_()), *order_.skip);
  }

  void spend_serials_seen(std::uint32_t skip) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    for (const auto& [lot, serial] : seen_.serials) {
      registry_->spend_serials_of(
          lot.first, lot.second,
          static_cast<std::uint32_t>(std::min(kMost, std::uint64_t{serial} + skip)));
    }
  }

  void spend_issue_numbers(const std::string& realm, std::uint32_t skip) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    for (const IssuerKeyRecord& key : registry_->keys()) {
      if (key.realm != realm) continue;
      const auto seen = seen_.issue_numbers.find(key.id);
      const std::uint64_t last = std::max(registry_->last_issue_number(key.id),
                                          seen == seen_.issue_numbers.end() ? 0 : seen->second);
      registry_->spend_issue_numbers(key.id,
                                     static_cast<std::uint32_t>(std::min(kMost, last + skip)));
    }
  }

  // The log itself says that it was restored, and from where on it is another one, if it is.
  void append_restore(const KnownLog& log, Instant at) {
    report_.logs.push_back({log.realm, log.first, log.end(), log.published});
    const bool test = log.realm.ends_with(kTestRealmSuffix);
    const bool lost_here = test ? is_lost(log) : lost_;
    if (log.end() == 0 && !lost_here) return;
    registry_->append(log.realm, restore_leaf({log.realm, log.first, log.end(), lost_here,
                                               log.published, report_.backup_at, at}));
  }

  Result<void> rebuild_logs() {
    for (const bool test : {false, true}) {
      const fs::path folder = log_folder(made_, test);
      remove_folder(folder);
      const KnownLog& log = logs_[test];
      if (log.end() == 0) continue;
      auto rebuilt = rebuild_log(
          folder, log.realm,
          [&](std::uint64_t from, std::size_t limit) {
            return registry_->log_entries(log.realm, from, limit);
          },
          log.checkpoint);
      if (!rebuilt) return rebuilt;
    }
    registry_.reset();
    return {};
  }

  Result<void> open_and_check() {
    {
      auto workplace = Workplace::open(made_, clock_, random_);
      if (!workplace) return workplace.error();
      if (auto added = add_keys_of_trust_list(*workplace); !added) return added;
    }
    auto site = Site::open(made_, clock_);
    if (!site) return site.error();
    auto check = check_log(*site, {});
    if (!check) return check.error();
    report_.differences = check->differences;
    return {};
  }

  const RestoreOrder& order_;
  const fs::path& made_;
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

}  // namespace

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
  FolderInTheMaking made(to.parent_path() / ("." + to.filename().string() + ".restoring-" +
                                             std::to_string(::getpid())));
  fs::create_directories(made.path());
  fs::permissions(made.path(), fs::perms::owner_all);
  auto report = Restore(order, made.path(), clock, random).run();
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
