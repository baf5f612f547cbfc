// How far two words are apart.
#pragma once

#include <cstddef>
#include <string_view>

namespace temgoc {

// Levenshtein's distance: the fewest bytes to insert, delete or change.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace temgoc
