// Goes through a sheet's XML row by row, and notes hidden rows, hidden columns and merged cells.
#include "sheet_reader.h"

#include <algorithm>

#include "formula_failure.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kRowsNamed = 5;

std::string month_text(Day day) { return to_dmy(day).substr(3); }
std::string year_text(Day day) { return to_dmy(day).substr(6); }

Cell failed_cell(std::string text) {
  Cell cell{std::move(text)};
  cell.failed = true;
  return cell;
}

Cell number_cell(double number, const NumberFormat& format, bool from_1904) {
  Cell cell{number_text(number), true, {}};
  if (format.shape == NumberShape::plain) return cell;
  if (format.shape == NumberShape::padded) {
    const bool pads = is_digits(cell.text) && cell.text.size() < format.width;
    if (pads) cell.text.insert(0, format.width - cell.text.size(), '0');
    return cell;
  }
  const auto day = day_of_serial(number, from_1904);
  if (!day) return cell;
  if (format.shape == NumberShape::month) return {month_text(*day)};
  if (format.shape == NumberShape::year) return {year_text(*day)};
  return {to_dmy(*day), true, day};
}

// Strict workbooks hold dates as ISO text, with or without a time.
Cell iso_date_cell(std::string_view text) {
  const auto day = parse_day(text.substr(0, text.find('T')), "");
  return day ? Cell{to_dmy(*day), true, *day} : Cell{std::string(text)};
}

// A formula whose result was never stored shows as itself, so that nobody takes it for an empty
// cell.
Cell uncalculated(const Xml& node) {
  const Xml formula = child(node, "f");
  return formula ? failed_cell("=" + std::string(formula.text().get())) : Cell{};
}

bool is_hidden(const Xml& node) { return is_true(attribute(node, "hidden")); }

// The number that a row's first cell with an address states; 0 where none does.
std::size_t row_of_cells(const Xml& row) {
  for (const Xml& node : row.children()) {
    if (!is(node, "c")) continue;
    if (const auto stated = parse_cell_address(attribute(node, "r"))) return stated->row;
  }
  return 0;
}

// "3, 7, 9 …"
std::string listed(const std::vector<std::size_t>& rows) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kRowsNamed, rows.size()); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(rows[i]);
  return rows.size() > kRowsNamed ? text + " …" : text;
}

}  // namespace

bool SheetReader::has_known_header() {
  std::size_t seen = 0;
  for (const Xml& row : child(sheet_, "sheetData").children()) {
    const auto cells = read_row(row);
    if (!cells || seen == kMaxTitleRows) return false;
    if (is_known_header(*cells, known_)) return true;
    seen += !cells->empty();
  }
  return false;
}

Result<Table> SheetReader::read() {
  for (const Xml& row : child(sheet_, "sheetData").children()) {
    auto cells = read_row(row);
    if (!cells) return cells.error();
    if (is_hidden(row) && !cells->empty()) hidden_rows_.push_back(row_);
    if (auto ok = builder_.add_row(row_, std::move(*cells)); !ok) return ok.error();
  }
  auto table = builder_.finish();
  if (!table) return table;
  if (auto ok = require_unmerged(table->header_row); !ok) return ok.error();
  note_hidden_rows(*table);
  note_hidden_columns(*table);
  return table;
}

Result<void> SheetReader::take_row_number(const Xml& row) {
  std::size_t number = row_ + 1;
  if (const std::string_view stated = attribute(row, "r"); !stated.empty()) {
    number = index_of(stated);
  } else if (const std::size_t of_cells = row_of_cells(row); of_cells != 0) {
    number = of_cells;
  }
  if (number <= row_ || number == SIZE_MAX) return xlsx_damaged(path_);
  row_ = number;
  return {};
}

Result<std::vector<Cell>> SheetReader::read_row(const Xml& row) {
  if (auto ok = take_row_number(row); !ok) return ok.error();
  next_column_ = 1;
  std::vector<Cell> cells;
  for (const Xml& node : row.children()) {
    if (!is(node, "c")) continue;
    if (auto ok = place_cell(node, cells); !ok) return ok.error();
  }
  convert(cells, workbook_.font);
  return cells;
}

// A cell without an address stands behind the one before it, whether or not that one is empty
// (18.3.1.4).
Result<void> SheetReader::place_cell(const Xml& node, std::vector<Cell>& cells) {
  std::size_t column = next_column_;
  if (const auto stated = attribute(node, "r"); !stated.empty()) {
    const auto address = parse_cell_address(stated);
    if (!address || address->row != row_ || address->column < column) return xlsx_damaged(path_);
    column = address->column;
  }
  next_column_ = column + 1;
  auto cell = read_cell(node);
  if (!cell) return cell.error();
  if (cell->text.empty()) return {};
  if (column > kMaxTableColumns) return table_too_large("columns", kMaxTableColumns, row_);
  if (!is_utf8(cell->text)) return xlsx_damaged(path_);
  cells.resize(column - 1);
  cells.push_back(std::move(*cell));
  return {};
}

Result<Cell> SheetReader::read_cell(const Xml& node) const {
  const std::string_view type = attribute(node, "t");
  if (type == "inlineStr") return Cell{string_item(child(node, "is"))};
  const Xml value_node = child(node, "v");
  const std::string_view value = value_node.text().get();
  if (type == "e") return failed_cell(std::string(value.empty() ? kUnnamedFailure : value));
  if (value.empty()) return uncalculated(node);
  if (type == "s") return shared_string(value);
  if (type == "str") return Cell{without_escapes(value)};
  if (type == "b") return Cell{is_true(value) ? "TRUE" : "FALSE"};
  if (type == "d") return iso_date_cell(value);
  const auto number = parse_number(value);
  if (!number) return xlsx_damaged(path_);
  return number_cell(*number, format_of(node), workbook_.from_1904);
}

Result<Cell> SheetReader::shared_string(std::string_view value) const {
  const std::size_t index = index_of(value);
  if (index >= workbook_.strings.size()) return xlsx_damaged(path_);
  return Cell{workbook_.strings[index]};
}

NumberFormat SheetReader::format_of(const Xml& node) const {
  const std::string_view style = attribute(node, "s");
  const std::size_t index = style.empty() ? 0 : index_of(style);
  return index < workbook_.formats.size() ? workbook_.formats[index] : NumberFormat{};
}

// A merged cell has its value in one row only; which rows it was meant for is not ours to guess. A
// title that ends above the header says nothing of any row.
Result<void> SheetReader::require_unmerged(std::size_t header_row) const {
  for (const Xml& node : child(sheet_, "mergeCells").children()) {
    const std::string_view range = attribute(node, "ref");
    const std::size_t colon = range.find(':');
    const auto first = parse_cell_address(range.substr(0, colon));
    const auto last =
        colon == std::string_view::npos ? first : parse_cell_address(range.substr(colon + 1));
    if (!first || !last || last->row < header_row || first->row > row_) continue;
    return Error{
        "cell_merged", {}, {}, Position{first->row, first->column}, {{"range", shortened(range)}}};
  }
  return {};
}

void SheetReader::note_hidden_rows(Table& table) const {
  std::vector<std::size_t> rows;
  std::copy_if(hidden_rows_.begin(), hidden_rows_.end(), std::back_inserter(rows),
               [&table](std::size_t row) { return row > table.header_row; });
  if (rows.empty()) return;
  table.notes.push_back({"rows_hidden",
                         {},
                         {},
                         Position{rows.front(), 0},
                         {{"count", std::to_string(rows.size())}, {"rows", listed(rows)}}});
}

void SheetReader::note_hidden_columns(Table& table) const {
  for (const Xml& node : child(sheet_, "cols").children()) {
    if (!is_hidden(node)) continue;
    const std::size_t first = index_of(attribute(node, "min"));
    const std::size_t last = std::min(index_of(attribute(node, "max")), table.header.size());
    for (std::size_t column = std::max<std::size_t>(first, 1); column <= last; ++column) {
      if (trimmed(table.header[column - 1]).empty()) continue;
      table.notes.push_back({"column_hidden",
                             {},
                             shortened(table.header[column - 1]),
                             Position{table.header_row, column},
                             {}});
    }
  }
}

}  // namespace temgoc
