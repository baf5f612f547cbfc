// Opens the given roots, trust lists and bundles, and refuses those older than remembered ones.
#include "verify_cli/realms.h"

#include <algorithm>

#include "temgoc/base/file_lock.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"

namespace temgoc {
namespace {

constexpr std::size_t kTrustLimit = 16 << 20;
constexpr std::chrono::hours kClockTolerance{24};

Result<void> check_usage(const VerifierFiles& files) {
  const bool lists = !files.trust.empty() || !files.bundles.empty();
  if (files.roots.empty() && (lists || !files.state.empty()))
    return Error{"usage_missing", {}, "--roots"};
  if (!files.roots.empty() && !lists) return Error{"usage_missing", {}, "--trust"};
  return {};
}

// The realm that a root set says it is for, before it is believed; empty where it is none.
std::string realm_of_roots(std::string_view note) {
  const auto parsed = SignedNote::parse(note);
  if (!parsed) return {};
  const auto roots = RootSet::parse_text(parsed->text);
  return roots ? roots->realm : std::string();
}

// Whether a root of that set has put its name under the note. The note itself is not read before it
// is believed: it may be long.
bool names_a_root(const SignedNote& note, const RootSet& roots) {
  return std::ranges::any_of(note.signatures, [&roots](const SignedNote::SignatureLine& line) {
    return std::ranges::find(roots.roots, line.name, &RootSet::Root::name) != roots.roots.end();
  });
}

}  // namespace

Result<Realms> Realms::open(const VerifierFiles& files, Instant now) {
  if (auto used = check_usage(files); !used) return used.error();
  Realms realms;
  if (auto read = realms.read_roots(files.roots); !read) return read.error();
  if (!files.state.empty()) {
    // The roots first: a list of older roots is refused for what it is.
    auto state = TrustState::load(files.state);
    if (!state) return state.error();
    if (auto accepted = realms.accept_roots(*state); !accepted) return accepted.error();
  }
  if (auto read = realms.read_lists(files); !read) return read.error();
  if (files.state.empty()) return realms;
  if (auto remembered = realms.remember(files.state, now); !remembered) return remembered.error();
  return realms;
}

Result<void> Realms::accept_roots(TrustState& state) const {
  for (const Realm& realm : realms_) {
    if (auto accepted = state.accept(realm.roots); !accepted) return accepted;
  }
  return {};
}

Result<void> Realms::read_lists(const VerifierFiles& files) {
  for (const std::string& path : files.trust) {
    if (auto added = add_trust(path); !added) return about_file(added.error(), path);
  }
  for (const std::string& path : files.bundles) {
    if (auto added = add_bundle(path); !added) return about_file(added.error(), path);
  }
  return open_bundles();
}

Realms::Realm& Realms::realm_of_list(std::string_view note) {
  const auto parsed = SignedNote::parse(note);
  if (!parsed) return realms_.front();
  const auto found = std::ranges::find_if(
      realms_, [&](const Realm& realm) { return names_a_root(*parsed, realm.roots.set); });
  return found == realms_.end() ? realms_.front() : *found;
}

Realms::Realm& Realms::realm_named(const std::string& name) {
  const auto found =
      std::ranges::find(realms_, name, [](const Realm& realm) { return realm.roots.set.realm; });
  return found == realms_.end() ? realms_.front() : *found;
}

Result<void> Realms::read_roots(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    auto note = read_text_file(path, kTrustLimit);
    if (!note) return note.error();
    if (auto parsed = open_roots(*note); !parsed) return about_file(parsed.error(), path);
    const std::string name = realm_of_roots(*note);
    auto realm = std::ranges::find(realms_, name, [](const Realm& r) { return r.roots.set.realm; });
    if (realm == realms_.end()) {
      realms_.emplace_back().roots.set.realm = name;
      realm = realms_.end() - 1;
    }
    realm->root_notes.push_back(*std::move(note));
  }
  for (Realm& realm : realms_) {
    auto followed = follow_roots(realm.root_notes);
    if (!followed) return followed.error();
    realm.roots = *std::move(followed);
  }
  return {};
}

Result<void> Realms::take_newer(Realm& realm, const Trust& trust) {
  const bool first = realm.trust.list().realm.empty();
  if (!first && realm.trust.list().version == trust.list().version &&
      realm.trust.digest() != trust.digest())
    return Error{"trust_forked", "trust", std::to_string(trust.list().version)};
  if (first || realm.trust.list().version < trust.list().version) realm.trust = trust;
  return {};
}

Result<void> Realms::add_trust(const std::string& path) {
  auto note = read_text_file(path, kTrustLimit);
  if (!note) return note.error();
  Realm& realm = realm_of_list(*note);
  auto trust = Trust::open(*note, realm.roots.set);
  if (!trust) return trust.error();
  return take_newer(realm, *trust);
}

// Of several whole bundles of a realm the last given counts.
Result<void> Realms::add_bundle(const std::string& path) {
  auto file = read_file(path, kMaxBundleBytes);
  if (!file) return file.error();
  auto name = bundle_name(as_bytes(*file));
  if (!name) return name.error();
  Realm& realm = realm_named(name->manifest.realm);
  realm.bundle_path = path;
  if (!is_bundle_delta(as_bytes(*file))) {
    realm.bundle_file.assign(as_bytes(*file).begin(), as_bytes(*file).end());
    return {};
  }
  if (realm.bundle_file.empty()) return Error{"bundle_is_delta", "bundle"};
  auto whole = apply_bundle_delta(realm.bundle_file, as_bytes(*file), realm.roots.set);
  if (!whole) return whole.error();
  realm.bundle_file = *std::move(whole);
  return {};
}

Result<void> Realms::open_bundles() {
  for (Realm& realm : realms_) {
    if (realm.bundle_file.empty()) continue;
    auto bundle = Bundle::open(realm.bundle_file, realm.roots.set);
    if (!bundle) return about_file(bundle.error(), realm.bundle_path);
    realm.bundle_file = {};
    if (auto taken = take_newer(realm, bundle->trust()); !taken)
      return about_file(taken.error(), realm.bundle_path);
    if (auto listed = check_keys_still_listed(*bundle, realm.trust); !listed)
      return about_file(listed.error(), realm.bundle_path);
    realm.bundle = *std::move(bundle);
  }
  return {};
}

// Holds a lock and reads the file again: of two verifiers that save at once, one would undo what
// the other has learned.
Result<void> Realms::remember(const std::string& path, Instant now) const {
  const FileLock lock(path);
  auto loaded = TrustState::load(path);
  if (!loaded) return loaded.error();
  TrustState& state = *loaded;
  if (auto accepted = accept_roots(state); !accepted) return accepted;
  for (const Realm& realm : realms_) {
    if (realm.trust.list().realm.empty()) continue;
    if (auto accepted = state.accept(realm.trust); !accepted) return accepted;
    if (!realm.bundle || realm.bundle->manifest().made_at > now + kClockTolerance) continue;
    if (auto accepted = state.accept(*realm.bundle); !accepted)
      return about_file(accepted.error(), realm.bundle_path);
  }
  state.save();
  return {};
}

const Trust& Realms::first_trust() const {
  static const Trust kNone = Trust::none();
  return realms_.empty() ? kNone : realms_.front().trust;
}

std::vector<CheckContext> Realms::contexts(Instant now, Day today,
                                           const Witnesses& witnesses) const {
  if (realms_.empty()) return {CheckContext{first_trust(), {}, now, today, {}}};
  std::vector<CheckContext> all;
  for (const Realm& realm : realms_) {
    FactSource source = realm.bundle ? facts_from(*realm.bundle) : FactSource{};
    // The bundle's own entry is in the tree, so nobody cosigned it before the bundle was made.
    source.unwitnessed = realm.bundle && !witnesses.stand_behind(realm.bundle->checkpoint(), now,
                                                                 realm.bundle->manifest().made_at);
    all.push_back({realm.trust, std::move(source), now, today, {}});
  }
  return all;
}

}  // namespace temgoc
