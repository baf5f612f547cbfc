// Looks a scan up in an offline bundle, in place of the registry.
#include "temgoc/check/check.h"

namespace temgoc {
namespace {

LotFacts look_up(const Bundle& bundle, const Scanned& scanned) {
  if (const auto* sealed = std::get_if<SealedScan>(&scanned))
    return bundle.facts(sealed->sealed.claim);
  if (const auto* link = std::get_if<LinkScan>(&scanned))
    return bundle.facts(link->host == kTestHost, link->gtin, link->lot, link->serial);
  if (const auto* code = std::get_if<RollScan>(&scanned))
    return bundle.facts(code->host == kTestHost, code->gtin, code->serial);
  if (const auto* code = std::get_if<ShortCode>(&scanned)) return bundle.facts(*code);
  return LotFacts{.as_of = bundle.manifest().made_at};
}

}  // namespace

FactSource facts_from(const Bundle& bundle) {
  const BundleManifest& manifest = bundle.manifest();
  return {[bundle](const Scanned& scanned) { return look_up(bundle, scanned); }, Basis::bundle,
          DataTerm{manifest.made_at, manifest.expires_at, manifest.grace_until}, false,
          [bundle](const Gtin& gtin) { return bundle.product(gtin); }};
}

}  // namespace temgoc
