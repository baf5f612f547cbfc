// What a bundle is made of, carried over from the registry.
#pragma once

#include "temgoc/bundle/bundle.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// Lots, print ranges, listed codes, recalls and voids. REQUIRES one moment around both
// (Registry::at_one_moment) where others may write.
void add_facts(const Registry& registry, BundleWriter& writer);
void add_records(const Registry& registry, BundleWriter& writer);

}  // namespace temgoc
