// The link that a client would rather be led to: RFC 9110, section 12.5, and the look-up of RFC
// 4647.
#pragma once

#include <string>
#include <vector>

#include "temgoc/http/accept.h"
#include "temgoc/model/link.h"

namespace temgoc {

// What a request says of the link that it would rather be led to.
struct Wishes {
  std::vector<WeightedRange> media;
  std::vector<WeightedRange> languages;
  std::string context;  // empty: none
};

// The best of `candidates` (not empty): one, or several that nothing tells apart.
std::vector<const Link*> best_links(std::vector<const Link*> candidates, const Wishes& wishes);

// Whether a request gives any ground for this link: its language, its context or, named outright,
// its media type.
bool is_wished_for(const Link& link, const Wishes& wishes);

}  // namespace temgoc
