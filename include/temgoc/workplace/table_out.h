// A table into a file for people.
#pragma once

#include <filesystem>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/table_file.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {

// A table's file: its name says which kind. `table_format_unknown`, `folder_not_found`,
// `export_exists` where a file is there and `replace` was not said.
inline Result<void> check_table_out(const std::filesystem::path& out, bool replace) {
  if (!is_csv(out.filename().string()) && ascii_lower(out.extension().string()) != ".xlsx")
    return Error{"table_format_unknown", "out", shortened(out.filename().string())};
  return check_out(out, replace);
}

// Its name says which kind. SystemFailure `disk_write_failed`.
inline void write_table(const std::filesystem::path& out, const SheetTable& table) {
  write_file(out, as_bytes(table_file(table, out.filename().string())));
}

}  // namespace temgoc
