// Loads and saves the versions seen as JSON, and refuses to go back behind them.
#include "temgoc/bundle/trust_state.h"

#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text_file.h"

namespace temgoc {
namespace {

constexpr std::size_t kStateLimit = 1 << 20;

std::optional<SeenVersion> seen_of(const Json& entry) {
  if (!entry.is_object() || !entry.contains("version") || !entry["version"].is_number_unsigned())
    return std::nullopt;
  if (!entry.contains("digest") || !entry["digest"].is_string()) return std::nullopt;
  return SeenVersion{entry["version"].get<std::uint64_t>(), entry["digest"].get<std::string>()};
}

// None where what stands there is no bundle's.
std::optional<SeenBundle> bundle_of(const Json& seen) {
  for (const char* name : {"made_at", "digest"}) {
    if (!seen.is_object() || !seen.contains(name) || !seen[name].is_string()) return std::nullopt;
  }
  const auto made_at = parse_instant(seen["made_at"].get<std::string>());
  if (!made_at) return std::nullopt;
  return SeenBundle{*made_at, seen["digest"].get<std::string>()};
}

}  // namespace

Result<TrustState> TrustState::load(const std::filesystem::path& path) {
  TrustState state;
  state.path_ = path;
  if (!std::filesystem::exists(path)) return state;
  const Error damaged{"state_unreadable", "state", path.string()};
  auto text = read_text_file(path, kStateLimit);
  if (!text) return text.error();
  auto json = parse_json(*text);
  if (!json || !json->is_object()) return damaged;
  for (const auto& [realm, entry] : json->items()) {
    const bool has_list = entry.is_object() && entry.contains("version");
    Seen seen{seen_of(entry), entry.contains("roots") ? seen_of(entry["roots"]) : std::nullopt};
    if (!entry.is_object() || (has_list && !seen.list) || (!has_list && !entry.contains("roots")))
      return damaged;
    if (entry.contains("roots") && !seen.roots) return damaged;
    if (entry.contains("bundle")) {
      seen.bundle = bundle_of(entry["bundle"]);
      if (!seen.bundle) return damaged;
    }
    state.realms_[realm] = std::move(seen);
  }
  return state;
}

void TrustState::learn(std::optional<SeenVersion>& seen, SeenVersion now) {
  if (seen && seen->version == now.version) return;
  seen = std::move(now);
  learned_ = true;
}

Result<void> TrustState::accept(const Trust& trust) {
  auto& seen = realms_[trust.list().realm].list;
  if (auto progress = check_progress(seen, trust); !progress) return progress;
  learn(seen, {trust.list().version, trust.digest()});
  return {};
}

Result<void> TrustState::accept(const FollowedRoots& roots) {
  auto& seen = realms_[roots.set.realm].roots;
  if (auto progress = check_progress(seen, roots); !progress) return progress;
  learn(seen, {roots.set.version, roots.digest});
  return {};
}

Result<void> TrustState::accept(const Bundle& bundle) {
  auto& seen = realms_[bundle.manifest().realm].bundle;
  if (auto progress = check_bundle_progress(seen, bundle); !progress) return progress;
  if (!seen || seen->made_at != bundle.manifest().made_at) {
    seen = SeenBundle{bundle.manifest().made_at, bundle.digest()};
    learned_ = true;
  }
  return {};
}

void TrustState::save() const {
  if (!learned_) return;
  Json json = Json::object();
  for (const auto& [realm, seen] : realms_) {
    if (!seen.list && !seen.roots) continue;
    if (seen.list) json[realm] = {{"version", seen.list->version}, {"digest", seen.list->digest}};
    if (seen.roots)
      json[realm]["roots"] = {{"version", seen.roots->version}, {"digest", seen.roots->digest}};
    if (seen.bundle) {
      json[realm]["bundle"] = {{"made_at", to_iso(seen.bundle->made_at)},
                               {"digest", seen.bundle->digest}};
    }
  }
  write_file(path_, as_bytes(json.dump(2) + "\n"));
}

}  // namespace temgoc
