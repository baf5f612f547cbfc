// Whether a word can be a Vietnamese syllable: the measure by which text in an old encoding is
// told.
#pragma once

#include <string_view>

namespace temgoc {

// `word` is lower case and composed. True when it has an initial, a rhyme and a tone as Vietnamese
// allows them.
bool is_syllable(std::u32string_view word);

}  // namespace temgoc
