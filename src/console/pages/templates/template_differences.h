// What differs between two texts of a template, in people's words.
#pragma once

#include <string>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// What differs, "box 3 · width (mm): 30 → 28", the first `most`.
View template_differences(const Visit& visit, const std::string& before, const std::string& after,
                          std::size_t most);

}  // namespace temgoc
