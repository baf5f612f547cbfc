#include "workflow/public_files.h"

#include <algorithm>
#include <map>
#include <set>

#include "temgoc/files.h"
#include "temgoc/text.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kTrustLimit = 16 << 20;

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

// Every trust list signed here is kept before it takes force; a newer one than the list in force
// means that an old copy was put back. Without the copies nobody could tell.
Result<void> check_not_rolled_back(const fs::path& folder, const TrustList& list) {
  std::error_code hidden;
  if (!fs::exists(kept_list(folder, list.version), hidden)) {
    return Error{"trust_copies_lost",
                 {},
                 (folder / "trust" / "signed").string(),
                 {},
                 {{"version", std::to_string(list.version)},
                  {"list", (folder / "trust" / "trust_list").string()}}};
  }
  if (!fs::exists(kept_list(folder, list.version + 1))) return {};
  return Error{"trust_rolled_back",
               "trust",
               std::to_string(list.version),
               {},
               {{"seen", std::to_string(list.version + 1)}}};
}

}  // namespace

fs::path settings_path(const fs::path& folder) { return folder / "temgoc.toml"; }
fs::path log_folder(const fs::path& folder, bool test) {
  return folder / (test ? "log-test" : "log");
}
fs::path registry_path(const fs::path& folder) { return folder / "registry.sqlite"; }

fs::path kept_list(const fs::path& folder, std::uint64_t version) {
  return folder / "trust" / "signed" / ("trust_list-" + std::to_string(version));
}

fs::path kept_roots(const fs::path& folder, std::uint64_t version) {
  return folder / "trust" / "signed" / ("roots-" + std::to_string(version));
}
fs::path next_roots_path(const fs::path& folder) { return folder / "trust" / "roots_next"; }

Result<Settings> Settings::read(const fs::path& folder) {
  auto toml = read_file(settings_path(folder), kSettingsLimit);
  if (toml) return parse(*toml);
  if (toml.error().code != "file_not_found") return toml.error();
  std::error_code hidden;
  // A workplace without its settings, not a folder that is none.
  if (fs::exists(registry_path(folder), hidden))
    return Error{"workplace_damaged", {}, settings_path(folder).string()};
  return Error{"workplace_not_found", {}, folder.string()};
}

Result<void> check_hosts(const Settings& settings, const Registry& registry) {
  for (const std::string& host : registry.hosts_on_labels()) {
    if (std::ranges::find(settings.hosts, host) == settings.hosts.end())
      return Error{"host_removed", "hosts", host};
  }
  return {};
}

Result<RootSet> read_roots(const fs::path& folder, const Settings& settings) {
  auto note = read_file(folder / "trust" / "roots", kSettingsLimit);
  if (!note) return damaged(folder, "roots", note.error());
  auto roots = open_roots(*note);
  if (!roots) return damaged(folder, "roots", roots.error());
  if (roots->realm != settings.realm)
    return Error{"realm_changed", "realm", settings.realm, {}, {{"was", roots->realm}}};
  return roots;
}

Result<Trust> read_trust(const fs::path& folder, const RootSet& roots) {
  auto list = read_file(folder / "trust" / "trust_list", kTrustLimit);
  if (!list) return damaged(folder, "trust_list", list.error());
  auto trust = Trust::open(*list, roots);
  if (!trust) return damaged(folder, "trust_list", trust.error());
  if (auto newest = check_not_rolled_back(folder, trust->list()); !newest) return newest.error();
  return trust;
}

Result<std::optional<RootSet>> read_next_roots(const fs::path& folder, const RootSet& roots) {
  const fs::path path = next_roots_path(folder);
  if (!fs::exists(path)) return std::optional<RootSet>();
  auto note = read_file(path, kSettingsLimit);
  if (!note) return note.error();
  // What a crash left after it had taken force.
  if (auto same = open_roots(*note); same && *same == roots) return std::optional<RootSet>();
  auto next = succeed_roots(roots, *note);
  if (!next) return next.error();
  return std::optional(*std::move(next));
}

Result<PublicTrust> read_public_trust(const fs::path& folder, const Settings& settings) {
  auto roots = read_roots(folder, settings);
  if (!roots) return roots.error();
  auto next = read_next_roots(folder, *roots);
  if (!next) return next.error();
  auto trust = read_trust(folder, *roots);
  if (trust) return PublicTrust{*roots, *next, *std::move(trust), false};
  if (!*next) return trust.error();
  auto by_next = read_trust(folder, **next);
  if (!by_next) return trust.error();
  return PublicTrust{**next, std::nullopt, *std::move(by_next), true};
}

FactSource registry_facts(const Registry& registry, const Settings& settings, Instant now) {
  FactSource source;
  source.basis = Basis::registry;
  source.look_up = [&registry, &settings, now](const Scanned& scanned) -> LotFacts {
    if (const auto* sealed = std::get_if<SealedScan>(&scanned))
      return registry.facts(sealed->sealed.claim, now);
    if (const auto* link = std::get_if<LinkScan>(&scanned)) {
      const std::string test(link->host == kTestHost ? kTestRealmSuffix : "");
      return registry.facts(settings.realm + test, link->gtin, link->lot, link->serial, now);
    }
    if (const auto* code = std::get_if<ShortCode>(&scanned)) return registry.facts(*code, now);
    return LotFacts{.as_of = now};
  };
  return source;
}

}  // namespace temgoc
