// A table of values as a page shows it, so that what is read and what is downloaded are one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "console/visit.h"
#include "temgoc/markup/view.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

inline constexpr std::size_t kMostRowsShown = 200;  // the file has all

// For sheet.html: `title`, `head`, `rows` of cells, `href` of the file, and how many rows are left
// out.
View sheet_view(const Visit& visit, const SheetTable& table, std::string href);

// To download: a CSV or a workbook, by the file's name.
HttpResponse table_answer(const SheetTable& table, std::string_view file_name);

}  // namespace temgoc
