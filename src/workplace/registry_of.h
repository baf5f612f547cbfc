// Where a workplace's registry is, once its settings are read.
#pragma once

#include <filesystem>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// The file, or the URL that the settings name.
std::filesystem::path registry_of(const std::filesystem::path& folder, const Settings& settings);

}  // namespace temgoc
