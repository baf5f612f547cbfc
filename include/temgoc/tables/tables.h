// Spreadsheets as people have them: CSV in any usual form, .xlsx; and a workbook back with what was
// wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

// A cell as text that a person would read in Excel. An .xlsx number keeps its shortest exact
// decimal form ("2990001000018", never "2.99E+12"), a date cell comes as dd/mm/yyyy.
struct Cell {
  std::string text;
  bool number = false;          // stored as a number: leading zeros and digits past 15 are lost
  std::optional<Day> day = {};  // a date cell (serial number under a date format)
  bool failed = false;          // `text` is what stands for a formula's missing value, not a value
};

struct Row {
  std::size_t number = 0;   // as Excel counts it, from 1
  std::vector<Cell> cells;  // as many as the header has, or more where a row is too long
};

struct Table {
  std::string format;  // "csv" or "xlsx"
  // csv: utf-8, utf-16le, utf-16be; of either format what the reading said: windows-1258, tcvn3,
  // vni
  std::string encoding;
  char separator = 0;                    // csv: , ; or tab
  std::string sheet = {};                // xlsx: its name
  std::vector<std::string> sheets = {};  // xlsx: the names of all visible ones
  std::size_t header_row = 1;
  std::vector<std::string> header;  // as written, without invisible signs
  std::vector<Row> rows;            // without rows that are empty throughout
  // What a reader may not expect and should be told, each with its position: `rows_above_header`
  // (value: the first text; args count, header), `rows_hidden` (args count, rows), `column_hidden`
  // (value: its name), `sheet_unread` (value: its name; args read), `quote_kept` (value: the cell).
  std::vector<Error> notes;
};

// Returns true if a text is the name of a column that the caller reads.
using KnownHeader = std::function<bool(std::string_view)>;

// What a person says of a table that was understood wrongly.
struct TableReading {
  std::size_t header_row = 0;  // the header is this row or the next that is not empty; 0: found
  char separator = 0;          // of a CSV; 0: found
  std::string sheet = {};      // of a workbook, by name; empty or not there: found
  // As Table::encoding names them, utf-8 of a workbook too (its texts are as they stand); empty or
  // another word: found, and an old encoding is refused.
  std::string encoding = {};
};
// tcvn3 or vni where the header and the first rows read like text of such a font, else empty.
std::string old_font_of(const Table& table);

inline constexpr std::size_t kMaxTableBytes =
    64u << 20;  // of the file, and of what an .xlsx unpacks to
inline constexpr std::size_t kMaxCellBytes = 32'767;  // as many as Excel allows characters
inline constexpr std::size_t kMaxTableRows = 200'000;
inline constexpr std::size_t kMaxTableColumns = 1'000;
inline constexpr std::size_t kMaxTableCells = 5'000'000;

// Tells CSV from .xlsx by content; `name` is the file's, for messages. The header is the first of
// the first 20 rows with two names that `known` accepts, else the first row that is not empty. Of a
// workbook: the first visible sheet with such a header, else the first visible one. A CSV is UTF-8
// or UTF-16; its separator is named by a first line `sep=;` (which, as in Excel, is no row) or
// found on the header line. An apostrophe that to_csv put before a formula sign is taken off. A
// cell under a date format that shows no day comes as mm/yyyy or yyyy, without `day`. A formula
// that was never calculated comes as "=…". `failed` is set by a workbook's error cells and formulas
// without a result, in a CSV by the words that Excel, Google Sheets and LibreOffice write for an
// error. Refuses with
//   the file   `table_unreadable`, `table_other_format` (args format), `xls_old_format`,
//   `xlsx_encrypted` (value: name), `xlsx_damaged` (value: the part),
//              `table_empty` (no row below a header), `table_too_large_` bytes, unpacked, rows,
//              columns or cells (args limit)
//   its text   `table_encoding_named` (row; args encoding: TCVN3, VNI or Windows-1258),
//   `table_encoding` (row; not recognised):
//              bytes that are neither UTF-8 nor UTF-16 are named, and converted only where
//              `reading` says from what
//   a place    `table_quote_open`, `table_quote_stray`, `cell_too_long` (args limit, bytes),
//   `cell_merged` (args range),
//              `header_duplicate` (value, args first: the column that has the name already)
Result<Table> read_table(ByteView content, std::string_view name, const KnownHeader& known = {},
                         const TableReading& reading = {});

// A code that was lost when Excel took it for a number: "8.93E+12", or a number cell of 16 digits
// and more.
bool excel_damaged(const Cell& cell);

// All rows of `table`, with a last column of what is wrong with those that `messages` name, as
// .xlsx (frozen header, every cell text; several messages of a row on lines of their own). The same
// input gives the same bytes. SystemFailure `disk_write_failed`: the workbook is made in a
// temporary folder.
struct RowMessage {
  std::size_t row = 0;  // Row::number
  std::string text;
};
Bytes error_workbook(const Table& table, const std::vector<RowMessage>& messages,
                     std::string_view error_header);

// A table out. CSV: UTF-8 with BOM, CRLF, cells that begin with = + - @ tab or CR defused with a
// leading apostrophe, which read_table takes off again. Every cell of the .xlsx is text; `sheet` is
// cut to Excel's 31 characters.
std::string to_csv(const std::vector<std::string>& header,
                   const std::vector<std::vector<std::string>>& rows, char separator);
Bytes to_xlsx(const std::vector<std::string>& header,
              const std::vector<std::vector<std::string>>& rows, std::string_view sheet);

// A table for people to read, sort and sum: of an .xlsx numbers and days are numbers and days to
// Excel, days under dd/mm/yyyy, instants under dd/mm/yyyy hh:mm as a clock in Vietnam shows them.
// Texts are text cells whatever they begin with, in NFC. The header is frozen and can be filtered
// by. The same table gives the same bytes. SystemFailure `disk_write_failed`.
using SheetValue = std::variant<std::string, std::int64_t, double, Day, Instant>;
struct SheetTable {
  std::string sheet;
  std::vector<std::string> header;
  std::vector<std::vector<SheetValue>> rows;
};
Bytes sheet_workbook(const SheetTable& table);
// The same as to_csv writes texts: "24/11/2026", "24/11/2026 09:00", 1.5.
std::string sheet_csv(const SheetTable& table, char separator);

// A workbook to fill in. Its first sheet has the header (frozen, text cells), the example below it
// and a drop-down list where a column has choices; other texts stay allowed there. Its second sheet
// explains each column. The same input gives the same bytes. SystemFailure `disk_write_failed`.
struct BlankColumn {
  std::string header;
  std::string example;
  std::string remark;
  std::vector<std::string> choices = {};
};
struct BlankGuide {
  std::string sheet;
  std::vector<std::string> lines;     // above the columns
  std::vector<std::string> headings;  // of the columns: name, remark, example
};
Bytes blank_workbook(const std::vector<BlankColumn>& columns, std::string_view sheet,
                     const BlankGuide& guide);

}  // namespace temgoc
