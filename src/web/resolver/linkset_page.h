// Links for people.
#pragma once

#include <string_view>
#include <vector>

#include "web/pages/frame.h"
#include "web/resolver/link_levels.h"

namespace temgoc {

// The page of a linkset, with its JSON-LD in a data block; `root` is "https://<host>".
HttpResponse linkset_page(const Asked& asked, const std::vector<LinkLevel>& levels,
                          std::string_view root, unsigned status);

}  // namespace temgoc
