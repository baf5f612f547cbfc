// Comparing what a stranger may guess at: tokens, codes and their digests.
#pragma once

#include <string_view>

namespace temgoc {

// Whether both are the same. Of two of one length it takes as long wherever they differ, so that
// whoever may try often learns nothing from the time; the lengths are no secret.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace temgoc
