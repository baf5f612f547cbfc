// The records of a bundle as rows, for pages that read a registry.
#pragma once

#include <filesystem>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

// Makes a registry of the bundle's cooperatives, products and certificates as they stand in it, and
// of nothing else: no lot, no recall, and no picture, which no bundle holds. `bundle_damaged` where
// the records do not fit each other, and those of Registry::create.
Result<void> write_bundle_records(const Bundle& bundle, const std::filesystem::path& file);

}  // namespace temgoc
