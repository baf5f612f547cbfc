// Makes a CSV or a workbook of a table, by the name of its file.
#include "temgoc/tables/table_file.h"

#include "temgoc/base/text.h"

namespace temgoc {

bool is_csv(std::string_view file_name) { return ascii_lower(file_name).ends_with(".csv"); }

std::string table_file(const SheetTable& table, std::string_view file_name) {
  if (is_csv(file_name)) return sheet_csv(table, ',');
  return std::string(as_text(sheet_workbook(table)));
}

}  // namespace temgoc
