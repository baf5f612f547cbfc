// Making and opening a workplace.
#include "temgoc/workplace/workplace.h"

#include <algorithm>
#include <set>
#include <string>
#include <thread>

#include "temgoc/base/files.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/public_trust.h"
#include "temgoc/workplace/root_keys.h"
#include "workplace/registry_of.h"
#include "workplace/unfinished_workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kMaxRoots = 16;  // as in docs/trust_list_format.md

fs::path log_key_path(const fs::path& folder) { return folder / "keys" / "log.pem"; }

FactEntries fact_entries() {
  return {recall_leaf, void_leaf,    lot_cancel_leaf,  key_leaf,   new_key_leaf,     record_leaf,
          link_leaf,   reprint_leaf, bundle_log_entry, event_leaf, event_error_leaf, trust_leaf};
}

bool lies_inside(const fs::path& inner, const fs::path& outer) {
  const fs::path relative = fs::weakly_canonical(fs::absolute(inner))
                                .lexically_relative(fs::weakly_canonical(fs::absolute(outer)));
  return !relative.empty() && *relative.begin() != "..";
}

Result<void> check_roots_wanted(const InitRequest& request) {
  if (request.roots < 1 || request.roots > kMaxRoots)
    return Error{"roots_number", "roots", std::to_string(request.roots)};
  if (request.threshold < 1 || request.threshold > request.roots) {
    return Error{"roots_threshold",
                 "threshold",
                 std::to_string(request.threshold),
                 {},
                 {{"roots", std::to_string(request.roots)}}};
  }
  const auto& each = request.root_passphrases;
  if (each.empty()) return check_passphrase(request.root_passphrase);
  for (const SecretText& passphrase : each) {
    if (auto checked = check_passphrase(passphrase); !checked) return checked;
  }
  return {};
}

Result<void> check_request(const InitRequest& request) {
  if (auto vacant = check_vacant(request.folder); !vacant) return vacant;
  if (lies_inside(request.root_keys, request.folder))
    return Error{"root_keys_inside", "root_keys", request.root_keys.string()};
  if (auto realm = parse_realm(request.realm); !realm) return realm.error();
  for (const std::string& host : request.hosts) {
    if (auto parsed = parse_host(host); !parsed) return parsed.error();
    if (host == kTestHost) return Error{"host_reserved", "host", host};
  }
  if (auto place = check_registry_place(request.registry_url); !place) return place.error();
  return check_roots_wanted(request);
}

// A key that works unattended: what it signs is an order of events, or void.
Result<SigningKey> make_plain_key(const fs::path& path, const RandomSource& random) {
  SigningKey key = SigningKey::generate(random);
  if (auto saved = save_key(path, key, "", random); !saved) return saved.error();
  return key;
}

Result<void> add_test_key(Registry& registry, const fs::path& keys, const std::string& realm,
                          Instant now, const RandomSource& random) {
  SigningKey key = SigningKey::generate(random);
  const std::string test_realm = realm + std::string(kTestRealmSuffix);
  const KeyId id = key_id(test_realm, key.public_key());
  if (auto saved = save_key(keys / (to_hex(id) + ".pem"), key, "", random); !saved) return saved;
  return registry.add_key({id, key.public_key(), "", test_realm, KeyStatus::test, {}, now});
}

// All of a new workplace but its first trust list.
struct Parts {
  Settings settings;
  Registry registry;
  SigningKey log_key;
  std::vector<RootKey> root_keys;
  SignedRoots roots;
};

Result<SignedRoots> publish_roots(const InitRequest& request, const std::vector<RootKey>& keys) {
  const std::string note = root_set_note(request, keys);
  auto roots = open_roots(note);
  if (!roots) return roots.error();
  write_file(request.folder / "trust" / "roots", as_bytes(note));
  write_file(kept_roots(request.folder, 1), as_bytes(note));
  for (unsigned number = 1; number <= request.roots; ++number)
    write_file(root_folder(request, number) / "roots", as_bytes(note));
  return SignedRoots{*std::move(roots), note};
}

Result<Parts> make_parts(const InitRequest& request, const RandomSource& random) {
  auto root_keys = make_root_keys(request, random);
  if (!root_keys) return root_keys.error();
  make_folders(request.folder / "keys");
  fs::permissions(request.folder / "keys", fs::perms::owner_all);
  for (const char* name : {"trust", "trust/signed", "labels", "label_templates"})
    make_folders(request.folder / name);
  const fs::path place =
      request.registry_url.empty() ? registry_path(request.folder) : fs::path(request.registry_url);
  if (auto created = Registry::create(place); !created) return created.error();
  auto registry = Registry::open(place);
  if (!registry) return registry.error();
  auto log_key = make_plain_key(log_key_path(request.folder), random);
  if (!log_key) return log_key.error();
  auto roots = publish_roots(request, *root_keys);
  if (!roots) return roots.error();
  Settings settings{request.realm, request.hosts, 30, 365, {}};
  settings.registry_url = request.registry_url;
  return Parts{std::move(settings), *std::move(registry), *log_key, *std::move(root_keys),
               *std::move(roots)};
}

fs::path trust_lock_path(const fs::path& folder) { return folder / "trust" / ".lock"; }

// One that signs holds it for a second or two, and never while a person is asked.
Result<NumberLock> wait_for_trust(const fs::path& folder) {
  constexpr int kAttempts = 1500;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (auto held = NumberLock::take(trust_lock_path(folder), 0)) return *std::move(held);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return Error{"trust_busy", {}, folder.string()};
}

// A log that cannot be written now keeps nobody from reading. Whoever records settles it first.
Result<void> settled_if_writable(Workplace& workplace) {
  static const std::set<std::string> kNotWritable = {"disk_write_failed", "write_denied",
                                                     "disk_failed"};
  try {
    return workplace.settle_logs();
  } catch (const SystemFailure& failure) {
    if (!kNotWritable.contains(failure.error().code)) throw;
    return {};
  }
}

}  // namespace

Workplace::Workplace(fs::path folder, Settings settings, Registry registry, RootSet roots,
                     Trust trust, std::string trust_note, SigningKey log_key, Clock clock,
                     RandomSource random)
    : folder_(std::move(folder)),
      settings_(std::move(settings)),
      registry_(std::move(registry)),
      roots_(std::move(roots)),
      trust_(std::move(trust)),
      trust_note_(std::move(trust_note)),
      log_key_(std::move(log_key)),
      clock_(std::move(clock)),
      random_(std::move(random)) {
  registry_.log_facts_with(fact_entries());
}

fs::path root_keys_beside(const fs::path& workplace) {
  fs::path absolute = fs::weakly_canonical(fs::absolute(workplace));
  if (!absolute.has_filename()) absolute = absolute.parent_path();  // "works/"
  return absolute.parent_path() / (absolute.filename().string() + "-root-keys");
}

void Workplace::clear_killed_init(const fs::path& folder, const fs::path& root_keys) {
  UnfinishedWorkplace::sweep({folder, {}, {}, root_keys, {}});
}

Result<Workplace> Workplace::init(const InitRequest& request, Clock clock, RandomSource random) {
  UnfinishedWorkplace::sweep(request);
  if (auto checked = check_request(request); !checked) return checked.error();
  const UnfinishedWorkplace unfinished(request);
  auto parts = make_parts(unfinished.request(), random);
  if (!parts) return parts.error();
  {
    const fs::path& folder = unfinished.request().folder;
    Workplace workplace(folder, parts->settings, std::move(parts->registry), parts->roots.set,
                        Trust::none(), {}, parts->log_key, clock, random);
    workplace.act_as(request.actor);
    // The logs begin empty: from now on a log without a checkpoint is one that was lost.
    if (auto settled = workplace.settle_logs(); !settled) return settled.error();
    if (auto added = add_test_key(workplace.registry_, folder / "keys", request.realm,
                                  workplace.now(), random);
        !added)
      return added.error();
    workplace.registry_.add_trust_note(
        trust_note_of(parts->roots.set, parts->roots.note, workplace.now()));
    const std::string list = signed_trust_list(next_trust_list(workplace), parts->root_keys);
    if (auto adopted = workplace.adopt_trust(list); !adopted) return adopted.error();
    if (request.furnish) {
      const auto furnished = request.furnish(workplace, unfinished.request().root_keys);
      if (!furnished) return furnished.error();
    }
    if (auto settled = workplace.settle_logs(); !settled) return settled.error();
    write_file(settings_path(folder), as_bytes(parts->settings.text()));
  }
  unfinished.release();
  return open(request.folder, request.actor, std::move(clock), std::move(random));
}

Result<Workplace> Workplace::open(const fs::path& folder, const Actor& actor, Clock clock,
                                  RandomSource random) {
  auto settings = Settings::read(folder);
  if (!settings) return settings.error();
  auto registry = Registry::open(registry_of(folder, *settings));
  if (!registry) return registry.error();
  if (auto hosts = check_hosts(*settings, *registry); !hosts) return hosts.error();
  auto shown = read_public_trust(folder, *settings, *registry);
  if (!shown) return shown.error();
  auto log_key = load_key(log_key_path(folder), "", shown->trust.list().log_key);
  if (!log_key) return log_key.error();
  Workplace workplace(folder, *settings, std::move(*registry), shown->roots.set, shown->trust,
                      shown->list_note, *log_key, std::move(clock), std::move(random));
  workplace.act_as(actor);
  if (shown->next_roots) workplace.next_roots_ = shown->next_roots->set;
  if (auto settled = settled_if_writable(workplace); !settled) return settled.error();
  if (shown->files_behind) workplace.heal_trust();
  return workplace;
}

Result<void> Workplace::write_settings(const Settings& next) {
  const std::string text = next.text();
  // As it will be read again, so that nothing is written that no opening takes.
  auto read = Settings::parse(text);
  if (!read) return read.error();
  write_file(settings_path(folder_), as_bytes(text));
  settings_ = *std::move(read);
  return {};
}

std::string Workplace::realm(bool test) const {
  return test ? settings_.realm + std::string(kTestRealmSuffix) : settings_.realm;
}

std::string Workplace::host(bool test) const {
  return test ? std::string(kTestHost) : settings_.hosts.front();
}

fs::path Workplace::log_folder(bool test) const { return temgoc::log_folder(folder_, test); }
fs::path Workplace::key_path(const KeyId& id) const {
  const fs::path token = folder_ / "keys" / (to_hex(id) + ".token");
  return fs::exists(token) ? token : folder_ / "keys" / (to_hex(id) + ".pem");
}
fs::path Workplace::trust_path() const { return folder_ / "trust" / "trust_list"; }
fs::path Workplace::roots_path() const { return folder_ / "trust" / "roots"; }

Result<NumberLock> Workplace::hold_trust() {
  auto held = wait_for_trust(folder_);
  if (!held) return held;
  auto in_force = read_public_trust(folder_, settings_, registry_);
  if (!in_force) return in_force.error();
  if (in_force->files_behind) {
    if (auto written = write_trust(*in_force); !written) return written.error();
  }
  take_trust(*std::move(in_force));
  return held;
}

Result<void> Workplace::refresh_trust() {
  auto in_force = read_public_trust(folder_, settings_, registry_);
  if (!in_force) return in_force.error();
  take_trust(*std::move(in_force));
  return {};
}

void Workplace::take_trust(PublicTrust in_force) {
  roots_ = std::move(in_force.roots.set);
  trust_ = std::move(in_force.trust);
  trust_note_ = std::move(in_force.list_note);
  next_roots_.reset();
  if (in_force.next_roots) next_roots_ = std::move(in_force.next_roots->set);
}

Result<void> Workplace::adopt_trust(std::string_view note) {
  auto trust = Trust::open(note, signing_roots());
  if (!trust) return trust.error();
  if (const Instant end = trust->list().expires_at; clock_() >= end)
    return Error{"trust_already_expired", "expires_at", to_dmy(vietnam_day(end))};
  const TrustNote taking = trust_note_of(*trust, note, now());
  if (auto free = check_not_lost(taking); !free) return free;
  auto recorded = record([&]() -> Result<RecordedAct> {
    const auto last = registry_.last_trust_note(TrustNote::Kind::trust_list);
    std::optional<SeenVersion> seen;
    if (last) seen = SeenVersion{last->version, last->digest};
    if (auto progress = check_progress(seen, *trust); !progress) return progress.error();
    if (last && last->version == taking.version) return RecordedAct{};
    registry_.add_trust_note(taking);
    return RecordedAct{"trust_list", {{"version", std::to_string(taking.version)}}};
  });
  if (!recorded) return recorded;
  trust_ = std::move(*trust);
  trust_note_ = note;
  if (next_roots_) roots_ = *std::exchange(next_roots_, std::nullopt);
  return publish_trust();
}

Result<void> Workplace::adopt_roots(std::string_view note) {
  auto next = succeed_roots(roots_, note);
  if (!next) return next.error();
  const TrustNote taking = trust_note_of(*next, note, now());
  if (auto free = check_not_lost(taking); !free) return free;
  auto recorded = record([&]() -> Result<RecordedAct> {
    const auto last = registry_.last_trust_note(TrustNote::Kind::roots);
    if (last && last->version >= taking.version) {
      if (last->digest == taking.digest) return RecordedAct{};
      return Error{last->version > taking.version ? "roots_rolled_back" : "roots_forked",
                   "version",
                   std::to_string(taking.version),
                   {},
                   {{"seen", std::to_string(last->version)}}};
    }
    registry_.add_trust_note(taking);
    return RecordedAct{"roots", {{"version", std::to_string(taking.version)}}};
  });
  if (!recorded) return recorded;
  next_roots_ = *std::move(next);
  return publish_trust();
}

// A restore found the entry of that version, and not the note: another one was signed under it.
Result<void> Workplace::check_not_lost(const TrustNote& taking) const {
  if (taking.version > registry_.lost_trust_version(taking.kind) ||
      registry_.trust_note(taking.kind, taking.version))
    return {};
  return Error{taking.kind == TrustNote::Kind::roots ? "roots_lost" : "trust_list_lost", "version",
               std::to_string(taking.version)};
}

// The files of trust/, from what is on record.
Result<void> Workplace::publish_trust() {
  const auto trust = read_public_trust(folder_, settings_, registry_);
  if (!trust) return trust.error();
  return write_trust(*trust);
}

// What is in force stands in the registry, then in the log, then in files that leave the house.
Result<void> Workplace::write_trust(const PublicTrust& trust) {
  record_public_trust(registry_, trust, now());
  if (auto settled = settle_logs(); !settled) return settled;
  write_public_trust(folder_, trust);
  return {};
}

// What files, log or registry lack of the trust in force. A reading command goes on without: the
// next one that may write does it.
void Workplace::heal_trust() {
  try {
    const auto held = NumberLock::take(trust_lock_path(folder_), 0);
    if (!held) return;  // whoever holds it writes what is missing
    if (const auto trust = read_public_trust(folder_, settings_, registry_))
      (void)write_trust(*trust);  // a log that cannot be settled was named on opening
  } catch (const SystemFailure&) {
  }
}

SignedNote::SignatureLine Workplace::signed_by_log(std::string_view name,
                                                   std::string_view text) const {
  return note_signature(name, log_key_.public_key(), log_key_.sign(text));
}

Result<std::string> Workplace::checkpoint_note() const {
  return read_checkpoint_note(log_folder(false));
}

CheckContext Workplace::check_context() {
  return CheckContext{trust_, registry_facts(registry_, settings_, now()), now(), today(),
                      settings_.copies};
}

}  // namespace temgoc
