// Spreadsheets as people have them: CSV in any usual form, .xlsx; and a workbook back with what was wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/bytes.h"
#include "temgoc/clock.h"
#include "temgoc/result.h"

namespace temgoc {

// A cell as text that a person would read in Excel. An .xlsx number keeps its shortest exact decimal form ("2990001000018",
// never "2.99E+12"), a date cell comes as dd/mm/yyyy.
struct Cell {
  std::string text;
  bool number = false;                                     // stored as a number: leading zeros and digits past 15 are lost
  std::optional<Day> day = {};                             // a date cell (serial number under a date format)
};

struct Row {
  std::size_t number = 0;                                  // as Excel counts it, from 1
  std::vector<Cell> cells;                                 // as many as the header has, or more where a row is too long
};

struct Table {
  std::string format;                                      // "csv" or "xlsx"
  std::string encoding;                                    // csv: utf-8, utf-16le, utf-16be
  char separator = 0;                                      // csv: , ; or tab
  std::size_t header_row = 1;
  std::vector<std::string> header;                         // as written
  std::vector<Row> rows;                                   // without rows that are empty throughout
};

inline constexpr std::size_t kMaxTableBytes = 64u << 20;
inline constexpr std::size_t kMaxCellBytes = 32u << 10;    // Excel's own limit is 32,767 characters
inline constexpr std::size_t kMaxTableRows = 200'000;

// Tells CSV from .xlsx by content. `name` is for messages. `table_unreadable`, `table_empty`, `table_encoding` (bytes that are not
// UTF-8 and no UTF-16: args row; TCVN3, VNI or Windows-1258 named where recognised), `table_quote_open` (row), `cell_too_long`
// (row, column), `table_too_large`, `xlsx_damaged`, `xlsx_encrypted`, `xls_old_format`, `header_duplicate` (column).
Result<Table> read_table(ByteView content, std::string_view name);

// A number cell that a code was lost in: "8.93E+12", or 16 digits and more.
bool excel_damaged(const Cell& cell);

// The rows named in `errors` with a last column of messages, as .xlsx (frozen header, every cell text).
struct RowMessage {
  std::size_t row = 0;                                     // Row::number
  std::string text;
};
Bytes error_workbook(const Table& table, const std::vector<RowMessage>& messages, std::string_view error_header);

// A table out. CSV: UTF-8 with BOM, CRLF, cells that begin with = + - @ tab or CR defused with a leading apostrophe.
std::string to_csv(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows, char separator);
Bytes to_xlsx(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows, std::string_view sheet);

}  // namespace temgoc
