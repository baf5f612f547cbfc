// Links as data: RFC 9264 as the GS1 linkset schema takes it, and the same as JSON-LD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "web/resolver/link_levels.h"

namespace temgoc {

inline constexpr std::string_view kGs1Vocabulary = "https://ref.gs1.org/voc/";

// `root` is "https://<host>".
Json linkset_json(const std::vector<LinkLevel>& levels, std::string_view root);
Json linkset_context();  // the JSON-LD context alone: {"@context": …}
Json linkset_json_ld(const std::vector<LinkLevel>& levels, std::string_view root);

}  // namespace temgoc
