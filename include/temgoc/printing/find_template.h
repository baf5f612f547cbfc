// The templates that a workplace can print.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/label.h"

namespace temgoc {

// The template of that id, the workplace's own before the shipped one; an id that ends in ".toml"
// is a file's path; its pictures are files beside it. `template_unknown` (args known),
// file_not_found, those of parse_template.
Result<LabelTemplate> find_template(const std::filesystem::path& workplace_folder,
                                    std::string_view id);

// Ids of the shipped templates and of the workplace's own, in order.
std::vector<std::string> template_ids(const std::filesystem::path& workplace_folder);

}  // namespace temgoc
