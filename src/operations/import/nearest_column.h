// The column that a header nobody knows may have meant.
#pragma once

#include <string_view>
#include <vector>

#include "temgoc/import/import.h"

namespace temgoc {

// The column whose name or alias is most like `folded_header`; null where none is like it. Points
// into `columns`.
const ImportColumn* nearest_column(const std::vector<ImportColumn>& columns,
                                   std::string_view folded_header);

}  // namespace temgoc
