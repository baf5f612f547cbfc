// A file of printed labels as an answer.
#pragma once

#include <filesystem>

#include "console/api/call.h"

namespace temgoc {

// Kept by nobody on the way. 503 where it cannot be read.
HttpResponse label_file_answer(const ApiCall& call, const std::filesystem::path& file);

}  // namespace temgoc
