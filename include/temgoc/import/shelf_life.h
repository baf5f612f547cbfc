// A shelf life as people write it.
#pragma once

#include <optional>

#include "temgoc/import/import_row.h"

namespace temgoc {

// Reads the column `shelf_life_days` as days: "180", "180 ngày", "2 tuần"; 0 for goods that do not
// expire ("không có"). Nothing for an empty cell or a fault, which is noted in `row`:
// `shelf_life_is_date` (a day without `packed_on`), `shelf_life_is_zero`, `shelf_life_in_months`,
// `use_by_before_packing` (the day is not after `packed_on`), those of whole_number. A day counts
// from `packed_on` where that is given.
std::optional<unsigned> read_shelf_life(ImportRow& row, std::optional<Day> packed_on = {});

}  // namespace temgoc
