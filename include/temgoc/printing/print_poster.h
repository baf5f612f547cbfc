// Posters and shelf cards.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/model/product.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A product's poster or shelf card: a link that proves nothing, so nothing is recorded; its code is
// read back before the file has its name. `template_with_lot`, `out_exists`, `folder_not_found`,
// `label_unreadable`, `label_misread`, `test_mark_missing`, those of check_template,
// check_translations and print_labels.
struct PosterOrder {
  LabelTemplate label;
  std::uint32_t count = 1;  // copies, at most kMostPages
  std::optional<unsigned> dpi = {};
  std::filesystem::path out = {};  // empty: labels/ in the workplace
};
struct PrintedPoster {
  PrintedLabels drawn;
  std::filesystem::path file;
  std::vector<Error> warnings = {};  // `label_lacks_translation`
};
Result<PrintedPoster> print_poster(Workplace& workplace, const Product& product,
                                   const PosterOrder& order);

}  // namespace temgoc
