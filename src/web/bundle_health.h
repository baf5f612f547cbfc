// What is told of the bundle in use to whoever watches the service.
#pragma once

#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/http/http_server.h"
#include "web/bundle_watch.h"

namespace temgoc {

std::vector<Gauge> gauges_of(const BundleWatch& bundles, Instant now);
Json health_of(const BundleWatch& bundles, Instant now);

// `bundle_expired`, past its grace: nothing is said of status any more. `trust_list_expired`.
// Empty: none.
std::string fault_of(const BundleInUse& use, Instant now);

}  // namespace temgoc
