// What a spreadsheet program shows where a formula has no value.
#pragma once

#include <string_view>

namespace temgoc {

// For an error cell that names no error.
inline constexpr std::string_view kUnnamedFailure = "#ERROR!";

// Returns true if a cell of a text file shows a formula's failure instead of a value: the error
// words of Excel, Google Sheets and LibreOffice (`#REF!`, `#CALC!`, `#ERROR!`, `Err:508`, also in
// another language: `#TÊN?`, `Lỗi:508`), a formula without result (`=A1`), and the `####` of a
// column that was too narrow.
bool shows_formula_failure(std::string_view text);

}  // namespace temgoc
