// A table as a file for people, whose name says which kind it is.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/tables/tables.h"

namespace temgoc {

bool is_csv(std::string_view file_name);  // .csv, in any letter case

// A CSV with commas if the name is one of a CSV, else a workbook. Those of sheet_workbook.
std::string table_file(const SheetTable& table, std::string_view file_name);

}  // namespace temgoc
