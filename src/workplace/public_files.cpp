// Reads the settings, checks that printed hosts are still served, and looks scans up.
#include "temgoc/workplace/public_files.h"

#include <algorithm>
#include <map>
#include <set>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "workplace/registry_of.h"

namespace temgoc {
namespace fs = std::filesystem;

fs::path settings_path(const fs::path& folder) { return folder / "temgoc.toml"; }
fs::path log_folder(const fs::path& folder, bool test) {
  return folder / (test ? "log-test" : "log");
}
fs::path registry_of(const fs::path& folder, const Settings& settings) {
  if (settings.registry_url.empty()) return folder / "registry.sqlite";
  return settings.registry_url + (settings.on_replica ? "#replica" : "");
}
fs::path registry_path(const fs::path& folder) {
  // Settings that cannot be read are the affair of whoever reads them for themselves.
  const auto toml = read_file(settings_path(folder), kSettingsLimit);
  const auto settings = toml ? Settings::parse(*toml) : Result<Settings>(toml.error());
  return registry_of(folder, settings ? *settings : Settings());
}

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
    if (const auto* code = std::get_if<RollScan>(&scanned)) {
      const std::string test(code->host == kTestHost ? kTestRealmSuffix : "");
      return registry.facts(settings.realm + test, code->gtin, code->serial, now);
    }
    if (const auto* code = std::get_if<ShortCode>(&scanned)) return registry.facts(*code, now);
    return LotFacts{.as_of = now};
  };
  source.product = [&registry](const Gtin& gtin) -> std::optional<ProductNames> {
    const auto product = registry.product(gtin);
    if (!product) return std::nullopt;
    const auto maker = registry.cooperative(product->cooperative_id);
    return ProductNames{product->name, maker ? maker->name : std::string()};
  };
  return source;
}

}  // namespace temgoc
