// Published test vectors: made anew by each run and compared with the file, which other
// implementations read.
#pragma once

#include <string>

#include "temgoc/base/json.h"

namespace temgoc::test {

// Compares `made` with tests/vectors/<name>; with TEMGOC_WRITE_VECTORS set in the environment
// writes it there first.
void check_vector_file(const std::string& name, const Json& made);
Json read_vector_file(const std::string& name);

}  // namespace temgoc::test
