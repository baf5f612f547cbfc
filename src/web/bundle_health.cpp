// Counts the seconds since the bundle was made, and until it is too old.
#include "web/bundle_health.h"

#include <algorithm>

namespace temgoc {
namespace {

std::uint64_t seconds(Instant from, Instant to) {
  const auto passed = std::chrono::floor<std::chrono::seconds>(to - from).count();
  return static_cast<std::uint64_t>(std::max<std::int64_t>(passed, 0));
}

}  // namespace

std::vector<Gauge> gauges_of(const BundleWatch& bundles, Instant now) {
  const BundleWatch::State state = bundles.state();
  const BundleManifest manifest = bundles.in_use()->bundle.manifest();
  return {
      {"temgoc_bundle_age_seconds", "Since the bundle in use was made.", "gauge",
       seconds(manifest.made_at, now)},
      {"temgoc_bundle_seconds_left", "Until it is past its grace and says nothing more.", "gauge",
       seconds(now, manifest.grace_until)},
      {"temgoc_bundle_source_reachable", "1 while the source of bundles can be read.", "gauge",
       state.reaches_source ? 1u : 0u},
      {"temgoc_bundles_taken_total", "Bundles that took another's place.", "counter", state.taken},
      {"temgoc_bundles_refused_total", "Files that were no bundle of this realm, or an older one.",
       "counter", state.refused}};
}

Json health_of(const BundleWatch& bundles, Instant now) {
  const BundleWatch::State state = bundles.state();
  const auto use = bundles.in_use();
  const BundleManifest& manifest = use->bundle.manifest();
  return {{"made_at", to_iso(manifest.made_at)},
          {"expires_at", to_iso(manifest.expires_at)},
          {"grace_until", to_iso(manifest.grace_until)},
          {"digest", use->bundle.digest()},
          {"seconds_old", seconds(manifest.made_at, now)},
          {"reaches_source", state.reaches_source},
          {"fault", state.fault.empty() ? Json() : Json(state.fault)}};
}

std::string fault_of(const BundleInUse& use, Instant now) {
  if (now > use.bundle.manifest().grace_until) return "bundle_expired";
  return use.trust.list().expires_at <= now ? "trust_list_expired" : "";
}

}  // namespace temgoc
