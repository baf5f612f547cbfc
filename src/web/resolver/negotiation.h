// What a client would rather have: RFC 9110, section 12.5, and the look-up of RFC 4647.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/link.h"
#include "temgoc/words.h"

namespace temgoc {

// One range of an Accept or Accept-Language header, in lower case.
struct WeightedRange {
  std::string range;
  int thousandths = 1000;  // its q
};
// Highest first, in the order given where equal. A q that does not read counts as 1.
std::vector<WeightedRange> weighted_ranges(std::string_view header);

// The q of a media type by the most specific range for it, 0 to 1000; 1000 where there is none at
// all.
int media_quality(const std::vector<WeightedRange>& accept, std::string_view media_type);
// The same for a range that names exactly that type; 0 where none does.
int named_quality(const std::vector<WeightedRange>& accept, std::string_view media_type);

// Of our two: Vietnamese where no language is asked for, English where only others are.
Language language_of(std::string_view accept_language);

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
