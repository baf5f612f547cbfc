// Separated values (RFC 4180) as spreadsheets write them.
#pragma once

#include <string_view>

#include "temgoc/tables/tables.h"

namespace temgoc {

// `text` is UTF-8. The separator is what a first line `sep=;` names, else whichever of , ; and tab
// is most frequent on the header line outside quotes. White space around a quoted cell is skipped.
// A quote inside an unquoted cell is an ordinary character, as in Excel, and noted (`quote_kept`).
// `table_quote_open`, `table_quote_stray` (text after a closing quote), and what TableBuilder
// refuses.
Result<Table> read_csv(std::string_view text, const KnownHeader& known,
                       const TableReading& reading = {});

}  // namespace temgoc
