// A label as it would be printed.
#pragma once

#include <filesystem>

#include "temgoc/label/label.h"

namespace temgoc {

// A picture of one label, drawn as print_labels draws it. Those of print_labels; `out_exists`,
// `folder_not_found`.
Result<void> preview_label(const LabelTemplate& label, const LabelItem& item, bool sample,
                           unsigned dpi, const std::filesystem::path& png);

}  // namespace temgoc
