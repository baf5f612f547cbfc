// Stores each record of a bundle once, cooperatives before products and products before
// certificates.
#include "temgoc/evidence/bundle_records.h"

#include <set>
#include <utility>

#include "temgoc/model/records.h"
#include "temgoc/registry/registry.h"

namespace temgoc {
namespace {

Result<Stored> stored(Registry& registry, const std::string& kind, const Json& json, Instant at) {
  if (kind == "cooperative") return registry.store(cooperative_from(json), at, false);
  if (kind == "certification") return registry.store(certification_from(json), at, false);
  Product product = product_from(json);
  product.picture.clear();
  return registry.store(product, at, false);
}

}  // namespace

Result<void> write_bundle_records(const Bundle& bundle, const std::filesystem::path& file) {
  if (auto made = Registry::create(file); !made) return made;
  auto registry = Registry::open(file);
  if (!registry) return registry.error();
  return registry->transaction([&]() -> Result<void> {
    Result<void> done;
    std::set<std::pair<std::string, std::string>> known;
    // As it stands first, then as it stood: the first of each counts.
    bundle.each_record(
        [&](const std::string& kind, const std::string& id, const std::string& body) {
          if (!done || !known.emplace(kind, id).second) return;
          const auto json = parse_json(body);
          const auto kept = json ? stored(*registry, kind, *json, bundle.manifest().made_at)
                                 : Result<Stored>(Error{"bundle_damaged"});
          if (!kept) done = Error{"bundle_damaged", "bundle", "", {}, {{"section", "records"}}};
        });
    return done;
  });
}

}  // namespace temgoc
