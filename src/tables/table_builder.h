// What both readers share: which row is the header, what counts as empty, and how much is too much.
#pragma once

#include <string>
#include <vector>

#include "temgoc/tables/tables.h"

namespace temgoc {

// A title, a date, an address: so many rows may stand above a header.
inline constexpr std::size_t kMaxTitleRows = 20;

// Returns true if two cells are names of columns that `known` accepts. False where `known` is
// empty.
bool is_known_header(const std::vector<Cell>& cells, const KnownHeader& known);

// Takes rows in sheet order. The header is the first of the first kMaxTitleRows rows that
// is_known_header accepts, else the first row that is not empty; with `header_row` it is that row
// or the next that is not empty. Rows and columns that are empty at the end are dropped. `known`
// must outlive the builder.
class TableBuilder {
 public:
  explicit TableBuilder(const KnownHeader& known, std::size_t header_row = 0)
      : known_(known), header_row_(header_row) {}

  // Something about the table that its reader should tell.
  void note(Error note) { table_.notes.push_back(std::move(note)); }
  // `number` as Excel counts it. `table_too_large` (args limit, what: rows, columns or cells),
  // `cell_too_long`.
  Result<void> add_row(std::size_t number, std::vector<Cell> cells);
  // `table_empty` (no row below the header), `header_duplicate`.
  Result<Table> finish();

 private:
  // Takes the row at `index` of those that wait as the header, and those behind it as rows.
  Result<void> take_header(std::size_t index);
  Result<void> append(Row row);

  const KnownHeader& known_;
  std::size_t header_row_;    // 0: found
  std::vector<Row> waiting_;  // until the header is known
  Table table_;
  bool has_header_ = false;
  std::size_t cells_ = 0;
};

// `cell_too_long` at a cell. Columns count from 1.
Error cell_too_long(std::size_t row, std::size_t column);
// `what` is rows, columns, cells or bytes.
Error table_too_large(std::string_view what, std::size_t limit, std::size_t row);

}  // namespace temgoc
