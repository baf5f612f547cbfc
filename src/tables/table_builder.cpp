// Collects rows until the header is found, then appends the rest within the limits.
#include "table_builder.h"

#include <algorithm>
#include <map>

#include "temgoc/base/invisible_signs.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

bool is_empty(const Cell& cell) { return trimmed(cell.text).empty(); }

void drop_empty_tail(std::vector<Cell>& cells) {
  while (!cells.empty() && is_empty(cells.back())) cells.pop_back();
}

Result<void> require_short_cells(std::size_t number, const std::vector<Cell>& cells) {
  const auto is_long = [](const Cell& cell) { return cell.text.size() > kMaxCellBytes; };
  const auto found = std::find_if(cells.begin(), cells.end(), is_long);
  if (found == cells.end()) return {};
  return cell_too_long(number, static_cast<std::size_t>(found - cells.begin()) + 1);
}

Result<void> require_distinct(const Table& table) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const std::string name = to_nfc(trimmed(table.header[column]));
    if (name.empty()) continue;
    const auto [first, is_new] = seen.emplace(name, column + 1);
    if (is_new) continue;
    return Error{"header_duplicate",
                 {},
                 shortened(name),
                 Position{table.header_row, column + 1},
                 {{"first", std::to_string(first->second)}}};
  }
  return {};
}

// The first `count` rows, which are no part of the table.
Error rows_above_header(const std::vector<Row>& rows, std::size_t count) {
  const auto& cells = rows.front().cells;
  const auto told = std::find_if_not(cells.begin(), cells.end(), is_empty);
  return {"rows_above_header",
          {},
          told == cells.end() ? std::string() : shortened(trimmed(told->text)),
          Position{rows.front().number, 0},
          {{"count", std::to_string(count)}, {"header", std::to_string(rows[count].number)}}};
}

}  // namespace

Error cell_too_long(std::size_t row, std::size_t column) {
  return {
      "cell_too_long", {}, {}, Position{row, column}, {{"limit", std::to_string(kMaxCellBytes)}}};
}

Error table_too_large(std::string_view what, std::size_t limit, std::size_t row) {
  Error error{
      "table_too_large_" + std::string(what), {}, {}, {}, {{"limit", std::to_string(limit)}}};
  if (row > 0) error.position = Position{row, 0};
  return error;
}

bool is_known_header(const std::vector<Cell>& cells, const KnownHeader& known) {
  if (!known) return false;
  constexpr std::ptrdiff_t kNames = 2;  // one alone may be a word of a title
  const auto is_name = [&known](const Cell& cell) {
    return !is_empty(cell) && is_utf8(cell.text) && known(without_invisible(cell.text));
  };
  return std::count_if(cells.begin(), cells.end(), is_name) >= kNames;
}

Result<void> TableBuilder::add_row(std::size_t number, std::vector<Cell> cells) {
  drop_empty_tail(cells);
  if (cells.empty()) return {};
  if (cells.size() > kMaxTableColumns) return table_too_large("columns", kMaxTableColumns, number);
  if (auto ok = require_short_cells(number, cells); !ok) return ok;
  if (has_header_) return append({number, std::move(cells)});
  waiting_.push_back({number, std::move(cells)});
  if (header_row_ > 0)
    return number < header_row_ ? Result<void>{} : take_header(waiting_.size() - 1);
  if (!known_) return take_header(0);
  if (is_known_header(waiting_.back().cells, known_)) return take_header(waiting_.size() - 1);
  return waiting_.size() < kMaxTitleRows ? Result<void>{} : take_header(0);
}

Result<void> TableBuilder::append(Row row) {
  if (table_.rows.size() == kMaxTableRows)
    return table_too_large("rows", kMaxTableRows, row.number);
  if (row.cells.size() < table_.header.size()) row.cells.resize(table_.header.size());
  cells_ += row.cells.size();
  if (cells_ > kMaxTableCells) return table_too_large("cells", kMaxTableCells, row.number);
  table_.rows.push_back(std::move(row));
  return {};
}

Result<void> TableBuilder::take_header(std::size_t index) {
  has_header_ = true;
  table_.header_row = waiting_[index].number;
  for (const Cell& cell : waiting_[index].cells)
    table_.header.push_back(is_utf8(cell.text) ? without_invisible(cell.text) : cell.text);
  if (index > 0) note(rows_above_header(waiting_, index));
  for (std::size_t i = index + 1; i < waiting_.size(); ++i) {
    if (auto ok = append(std::move(waiting_[i])); !ok) return ok;
  }
  waiting_.clear();
  return {};
}

Result<Table> TableBuilder::finish() {
  if (!waiting_.empty()) {
    if (auto ok = take_header(0); !ok) return ok.error();
  }
  if (table_.rows.empty()) return Error{"table_empty"};
  if (auto ok = require_distinct(table_); !ok) return ok.error();
  return std::move(table_);
}

}  // namespace temgoc
