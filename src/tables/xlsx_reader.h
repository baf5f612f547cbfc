// Office Open XML workbooks (ECMA-376): the first visible worksheet with a header that is known,
// else the first visible one.
#pragma once

#include <string_view>

#include "temgoc/tables/tables.h"

namespace temgoc {

// `xlsx_damaged` (value: the part), `xlsx_encrypted`, `table_unreadable` (a zip that is no .xlsx),
// `table_other_format` (args format),
// `cell_merged` (row, column; args range), and what TableBuilder and ZipPackage refuse.
Result<Table> read_xlsx(ByteView content, std::string_view name, const KnownHeader& known,
                        const TableReading& reading = {});

}  // namespace temgoc
