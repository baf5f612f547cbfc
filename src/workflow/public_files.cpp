#include "workflow/public_files.h"

#include <algorithm>

#include "temgoc/files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kTrustLimit = 16 << 20;

Result<std::string> read(const fs::path& path, std::size_t limit) {
  auto text = read_file(path, limit);
  if (!text && text.error().code == "file_not_found")
    return Error{"workplace_damaged", {}, path.string()};
  return text;
}

// Every trust list signed here is kept; a newer one than the list in force means that an old copy
// was put back.
Result<void> check_not_rolled_back(const fs::path& folder, const TrustList& list) {
  if (!fs::exists(kept_list(folder, list.version + 1))) return {};
  return Error{"trust_rolled_back", "trust", std::to_string(list.version)};
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

Result<Settings> Settings::read(const fs::path& folder) {
  auto toml = read_file(settings_path(folder), kSettingsLimit);
  if (!toml) return Error{"workplace_not_found", {}, folder.string()};
  return parse(*toml);
}

Result<void> check_hosts(const Settings& settings, const Registry& registry) {
  for (const std::string& host : registry.hosts_on_labels()) {
    if (std::ranges::find(settings.hosts, host) == settings.hosts.end())
      return Error{"host_removed", "hosts", host};
  }
  return {};
}

Result<RootSet> read_roots(const fs::path& folder, const Settings& settings) {
  auto note = read(folder / "trust" / "roots", kSettingsLimit);
  if (!note) return note.error();
  auto roots = open_roots(*note);
  if (!roots) return roots.error();
  if (roots->realm != settings.realm)
    return Error{"realm_changed", "realm", settings.realm, {}, {{"was", roots->realm}}};
  return roots;
}

Result<Trust> read_trust(const fs::path& folder, const RootSet& roots) {
  auto list = read(folder / "trust" / "trust_list", kTrustLimit);
  if (!list) return list.error();
  auto trust = Trust::open(*list, roots);
  if (!trust) return trust.error();
  if (auto newest = check_not_rolled_back(folder, trust->list()); !newest) return newest.error();
  return trust;
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
