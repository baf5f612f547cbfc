// One worksheet as a table (ECMA-376 part 1, 18.3): where each cell stands and what it holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cell_font.h"
#include "table_builder.h"
#include "temgoc/tables/tables.h"
#include "xlsx_values.h"
#include "xlsx_xml.h"

namespace temgoc {

// What the sheets of a workbook share.
struct Workbook {
  bool from_1904 = false;
  std::vector<std::string> strings;
  std::vector<NumberFormat> formats;  // by style index
  std::optional<LegacyFont> font = {};
};

// `workbook` and `sheet` must outlive the reader; `path` is the sheet's part, for messages.
class SheetReader {
 public:
  SheetReader(const Workbook& workbook, const Xml& sheet, std::string_view path,
              const KnownHeader& known, std::size_t header_row = 0)
      : workbook_(workbook),
        sheet_(sheet),
        path_(path),
        known_(known),
        builder_(known, header_row) {}

  // Returns true if one of the sheet's first rows is a header that `known` accepts.
  bool has_known_header();
  // `xlsx_damaged`, `cell_merged`, and what TableBuilder refuses.
  Result<Table> read();

 private:
  Result<std::vector<Cell>> read_row(const Xml& row);
  Result<void> take_row_number(const Xml& row);
  Result<void> place_cell(const Xml& node, std::vector<Cell>& cells);
  Result<Cell> read_cell(const Xml& node) const;
  Result<Cell> shared_string(std::string_view value) const;
  NumberFormat format_of(const Xml& node) const;
  Result<void> require_unmerged(std::size_t header_row) const;
  void note_hidden_rows(Table& table) const;
  void note_hidden_columns(Table& table) const;

  const Workbook& workbook_;
  Xml sheet_;
  std::string_view path_;
  const KnownHeader& known_;
  std::size_t row_ = 0;          // the row being read, from 1
  std::size_t next_column_ = 1;  // where a cell without an address stands
  std::vector<std::size_t> hidden_rows_;
  TableBuilder builder_;
};

}  // namespace temgoc
