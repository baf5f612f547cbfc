// Follows the root sets to the newest list they signed, and brings registry and files up to it.
#include "temgoc/workplace/public_trust.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kTrustLimit = 16 << 20;

using Kind = TrustNote::Kind;

// The kept copies of a paper, `name` being "roots" or "trust_list", by version.
std::map<std::uint64_t, fs::path> kept_copies(const fs::path& folder, std::string_view name) {
  std::map<std::uint64_t, fs::path> copies;
  std::error_code hidden;
  const std::string prefix = std::string(name) + "-";
  for (const auto& entry : fs::directory_iterator(folder / "trust" / "signed", hidden)) {
    const std::string file = entry.path().filename().string();
    if (!file.starts_with(prefix)) continue;
    const std::string digits = file.substr(prefix.size());
    if (is_digits(digits) && digits.size() <= 18) copies[std::stoull(digits)] = entry.path();
  }
  return copies;
}

// A paper of the roots that is gone or was altered, and which kept copy takes its place: the
// newest, but not a root set that only waits. Any other fault stays what it is.
Error damaged(const fs::path& folder, std::string_view name, const Error& fault) {
  static const std::set<std::string_view> kDamage = {"file_not_found",   "note_unreadable",
                                                     "roots_unreadable", "roots_not_signed",
                                                     "trust_unreadable", "trust_not_signed"};
  if (!kDamage.contains(fault.code)) return fault;
  const fs::path file = folder / "trust" / name;
  auto copies = kept_copies(folder, name);
  std::error_code hidden;
  if (name == "roots" && copies.size() > 1 && fs::exists(next_roots_path(folder), hidden))
    copies.erase(std::prev(copies.end()));
  if (copies.empty()) return Error{"trust_file_lost", {}, file.string()};
  return Error{
      "trust_file_damaged", {}, file.string(), {}, {{"kept", copies.rbegin()->second.string()}}};
}

// The root set that is pinned here, then those that followed it, as far as they are known.
using Chain = std::vector<SignedRoots>;

Result<Chain> pinned_roots(const fs::path& folder, const Settings& settings) {
  auto note = read_file(folder / "trust" / "roots", kSettingsLimit);
  if (!note) return damaged(folder, "roots", note.error());
  auto roots = open_roots(*note);
  if (!roots) return damaged(folder, "roots", roots.error());
  if (roots->realm != settings.realm)
    return Error{"realm_changed", "realm", settings.realm, {}, {{"was", roots->realm}}};
  return Chain{{*std::move(roots), *std::move(note)}};
}

// Notes that may hold that version: the registry's first, which is the truth.
std::vector<std::string> notes_of_roots(const fs::path& folder, const Registry& registry,
                                        std::uint64_t version) {
  std::vector<std::string> notes;
  if (auto known = registry.trust_note(Kind::roots, version)) notes.push_back(known->note);
  for (const fs::path& path : {kept_roots(folder, version), next_roots_path(folder)}) {
    if (auto note = read_file(path, kSettingsLimit)) notes.push_back(*std::move(note));
  }
  return notes;
}

void follow(const fs::path& folder, const Registry& registry, Chain& chain) {
  for (bool grown = true; grown;) {
    grown = false;
    const std::uint64_t next = std::uint64_t{chain.back().set.version} + 1;
    for (std::string& note : notes_of_roots(folder, registry, next)) {
      auto set = succeed_roots(chain.back().set, note);
      if (!set) continue;
      chain.push_back({*std::move(set), std::move(note)});
      grown = true;
      break;
    }
  }
}

// A root set that waits must follow the chain; one in the chain already was left by a crash.
Result<void> check_waiting(const fs::path& folder, const Chain& chain) {
  if (!fs::exists(next_roots_path(folder))) return {};
  auto note = read_file(next_roots_path(folder), kSettingsLimit);
  if (!note) return note.error();
  const std::string digest = trust_note_digest(*note);
  for (const SignedRoots& each : chain) {
    if (trust_note_digest(each.note) == digest) return {};
  }
  auto next = succeed_roots(chain.back().set, *note);
  return next ? Result<void>() : about_file(next.error(), next_roots_path(folder));
}

// A list under whichever set of the chain signed it.
struct ListInForce {
  Trust trust;
  std::string note;
  std::size_t signed_by = 0;
  std::optional<Error> file_fault = {};
};

Result<ListInForce> open_list(const std::string& note, const Chain& chain) {
  std::optional<Error> refused;
  for (std::size_t at = 0; at < chain.size(); ++at) {
    auto trust = Trust::open(note, chain[at].set);
    if (trust) return ListInForce{*std::move(trust), note, at};
    if (!refused) refused = trust.error();
  }
  return *refused;
}

Error behind_version(std::uint64_t have, std::uint64_t seen) {
  return {"trust_rolled_back", "trust", std::to_string(have), {}, {{"seen", std::to_string(seen)}}};
}

// The file's list, or the registry's where that is newer or the file cannot be read.
Result<ListInForce> recorded_list(const fs::path& folder, const Registry& registry,
                                  const Chain& chain) {
  auto note = read_file(folder / "trust" / "trust_list", kTrustLimit);
  auto on_file = note ? open_list(*note, chain) : Result<ListInForce>(note.error());
  if (!on_file) on_file = damaged(folder, "trust_list", on_file.error());
  const auto known = registry.last_trust_note(Kind::trust_list);
  if (!known) return on_file;
  const std::uint64_t have = on_file ? on_file->trust.list().version : 0;
  if (have == known->version && on_file->trust.digest() != known->digest) {
    return Error{"trust_forked",
                 "version",
                 std::to_string(have),
                 {},
                 {{"seen", std::to_string(known->version)}}};
  }
  if (have >= known->version) return on_file;
  auto by_registry = open_list(known->note, chain);
  if (by_registry && !on_file) by_registry->file_fault = on_file.error();
  if (by_registry) return by_registry;
  return on_file ? Result<ListInForce>(behind_version(have, known->version)) : on_file;
}

// Lists are kept before they take force: one that a crash left there is in force too.
Result<ListInForce> newest_list(const fs::path& folder, const Registry& registry,
                                const Chain& chain) {
  auto list = recorded_list(folder, registry, chain);
  while (list) {
    const std::uint64_t next = list->trust.list().version + 1;
    if (!fs::exists(kept_list(folder, next))) break;
    auto note = read_file(kept_list(folder, next), kTrustLimit);
    auto kept = note ? open_list(*note, chain) : Result<ListInForce>(note.error());
    if (!kept || kept->trust.list().version != next) {
      return Error{"trust_kept_unreadable",
                   "trust",
                   kept_list(folder, next).string(),
                   {},
                   {{"have", std::to_string(next - 1)}}};
    }
    kept->file_fault = std::move(list->file_fault);
    list = std::move(kept);
  }
  if (!list || registry.trust_note(Kind::trust_list, list->trust.list().version)) return list;
  // Neither the registry nor a copy knows it: an older list could stand there, and nobody could
  // tell.
  std::error_code hidden;
  const std::uint64_t version = list->trust.list().version;
  if (fs::exists(kept_list(folder, version), hidden)) return list;
  return Error{
      "trust_copies_lost",
      {},
      (folder / "trust" / "signed").string(),
      {},
      {{"version", std::to_string(version)}, {"list", (folder / "trust" / "trust_list").string()}}};
}

bool holds(const fs::path& path, std::string_view note) {
  const auto have = read_file(path, kTrustLimit);
  return have && *have == note;
}

bool same_roots(const std::optional<TrustNote>& known, const SignedRoots& roots) {
  return known && known->digest == trust_note_digest(roots.note);
}

bool is_behind(const fs::path& folder, const Registry& registry, const PublicTrust& trust) {
  const std::uint64_t version = trust.trust.list().version;
  const bool recorded =
      registry.trust_note(Kind::trust_list, version) &&
      same_roots(registry.trust_note(Kind::roots, trust.roots.set.version), trust.roots) &&
      (!trust.next_roots ||
       same_roots(registry.trust_note(Kind::roots, trust.next_roots->set.version),
                  *trust.next_roots));
  return !recorded || !holds(folder / "trust" / "trust_list", trust.list_note) ||
         !fs::exists(kept_list(folder, version)) ||
         !holds(folder / "trust" / "roots", trust.roots.note) ||
         fs::exists(next_roots_path(folder)) != trust.next_roots.has_value();
}

void record_once(Registry& registry, const TrustNote& note) {
  if (!registry.trust_note(note.kind, note.version)) registry.add_trust_note(note);
}

std::vector<SignedRoots> sets_of(const PublicTrust& trust) {
  std::vector<SignedRoots> sets{trust.roots};
  if (trust.next_roots) sets.push_back(*trust.next_roots);
  return sets;
}

void write_once(const fs::path& path, std::string_view note) {
  if (!holds(path, note)) write_file(path, as_bytes(note));
}

}  // namespace

std::string trust_note_digest(std::string_view note) {
  const auto parsed = SignedNote::parse(note);
  return parsed ? to_hex(sha256(as_bytes(parsed->text))) : std::string();
}

fs::path kept_list(const fs::path& folder, std::uint64_t version) {
  return folder / "trust" / "signed" / ("trust_list-" + std::to_string(version));
}
fs::path kept_roots(const fs::path& folder, std::uint64_t version) {
  return folder / "trust" / "signed" / ("roots-" + std::to_string(version));
}
fs::path next_roots_path(const fs::path& folder) { return folder / "trust" / "roots_next"; }

Result<PublicTrust> read_public_trust(const fs::path& folder, const Settings& settings,
                                      const Registry& registry) {
  auto chain = pinned_roots(folder, settings);
  if (!chain) return chain.error();
  follow(folder, registry, *chain);
  if (auto waiting = check_waiting(folder, *chain); !waiting) return waiting.error();
  auto list = newest_list(folder, registry, *chain);
  if (!list) return list.error();
  PublicTrust trust{(*chain)[list->signed_by], std::nullopt, std::move(list->trust),
                    std::move(list->note)};
  if (list->signed_by + 1 < chain->size()) trust.next_roots = (*chain)[list->signed_by + 1];
  trust.files_behind = is_behind(folder, registry, trust);
  trust.list_file_fault = std::move(list->file_fault);
  return trust;
}

void record_public_trust(Registry& registry, const PublicTrust& trust, Instant now) {
  const auto record = [&]() -> Result<void> {
    for (const SignedRoots& each : sets_of(trust))
      record_once(registry, trust_note_of(each.set, each.note, now));
    record_once(registry, trust_note_of(trust.trust, trust.list_note, now));
    return {};
  };
  auto recorded = registry.transaction(record, Registry::Repeat::yes);
  if (!recorded) throw SystemFailure(recorded.error());
}

void write_public_trust(const fs::path& folder, const PublicTrust& trust) {
  make_folders(folder / "trust" / "signed");
  for (const SignedRoots& each : sets_of(trust))
    write_once(kept_roots(folder, each.set.version), each.note);
  const fs::path kept = kept_list(folder, trust.trust.list().version);
  if (!fs::exists(kept)) write_file(kept, as_bytes(trust.list_note));
  write_once(folder / "trust" / "trust_list", trust.list_note);
  write_once(folder / "trust" / "roots", trust.roots.note);
  if (trust.next_roots) return write_once(next_roots_path(folder), trust.next_roots->note);
  std::error_code ignored;  // a leftover is passed over when it is read
  fs::remove(next_roots_path(folder), ignored);
}

TrustNote trust_note_of(const Trust& trust, std::string_view note, Instant now) {
  return {Kind::trust_list, trust.list().version, trust.digest(), std::string(note), now};
}

TrustNote trust_note_of(const RootSet& roots, std::string_view note, Instant now) {
  return {Kind::roots, roots.version, trust_note_digest(note), std::string(note), now};
}

}  // namespace temgoc
