// What a client would rather have: RFC 9110 section 12.5, for pages and links alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/words.h"

namespace temgoc {

// One range of an Accept, Accept-Language or Accept-Encoding field, in lower case.
struct WeightedRange {
  std::string range;
  int thousandths = 1000;  // its q
};
// Highest first, in the order given where equal. A q that does not read counts as 1.
std::vector<WeightedRange> weighted_ranges(std::string_view field);

// The q of a media type by the most specific range for it, 0 to 1000; 1000 where there is none at
// all.
int media_quality(const std::vector<WeightedRange>& accept, std::string_view media_type);
// The same for a range that names exactly that type; 0 where none does.
int named_quality(const std::vector<WeightedRange>& accept, std::string_view media_type);

// Of our two, by an Accept-Language: Vietnamese where no language is asked for, English where only
// others are.
Language spoken_language(std::string_view accept_language);

// Whether an Accept-Encoding takes gzip.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace temgoc
