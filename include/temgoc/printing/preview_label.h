// A label as it would be printed.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/printing/trial_items.h"

namespace temgoc {

// A picture of the label of the first item, drawn as print_labels draws it, marks across it too.
// Those of print_labels; `out_exists`, `folder_not_found`.
Result<void> preview_label(const LabelTemplate& label, const TrialItems& trial, unsigned dpi,
                           const std::filesystem::path& png);
// The same picture, as the bytes of a PNG.
Result<std::string> label_picture(const LabelTemplate& label, const TrialItems& trial,
                                  unsigned dpi);

}  // namespace temgoc
