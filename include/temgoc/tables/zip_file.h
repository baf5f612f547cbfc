// Several files as one: a folder that a browser can fetch.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/clock.h"

namespace temgoc {

// A ZIP archive of the files in their order; each name may have folders ("minh-chung/A/1.xlsx").
// `at`: when they were last changed. SystemFailure `out_of_memory`.
Bytes zip_file(const std::vector<std::pair<std::string, std::string>>& files, Instant at);

}  // namespace temgoc
