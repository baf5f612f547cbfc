// What both readers share: which row is the header, what counts as empty, and how much is too much.
#pragma once

#include <string>
#include <vector>

#include "temgoc/tables.h"

namespace temgoc {

// Takes rows in sheet order. The first row that is not empty is the header; rows and columns that
// are empty at the end are dropped.
class TableBuilder {
 public:
  // `number` as Excel counts it. `table_too_large` (args limit, what: rows, columns or cells),
  // `cell_too_long`.
  Result<void> add_row(std::size_t number, std::vector<Cell> cells);
  // `table_empty` (no row below the header), `header_duplicate`.
  Result<Table> finish();

 private:
  Result<void> take_header(std::size_t number, const std::vector<Cell>& cells);

  Table table_;
  bool has_header_ = false;
  std::size_t cells_ = 0;
};

// `cell_too_long` at a cell. Columns count from 1.
Error cell_too_long(std::size_t row, std::size_t column);
// `what` is rows, columns, cells or bytes.
Error table_too_large(std::string_view what, std::size_t limit, std::size_t row);

}  // namespace temgoc
