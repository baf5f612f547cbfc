#include "table_builder.h"

#include <algorithm>
#include <map>

#include "temgoc/text.h"

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

Result<void> TableBuilder::add_row(std::size_t number, std::vector<Cell> cells) {
  drop_empty_tail(cells);
  if (cells.empty()) return {};
  if (cells.size() > kMaxTableColumns) return table_too_large("columns", kMaxTableColumns, number);
  if (auto ok = require_short_cells(number, cells); !ok) return ok;
  if (!has_header_) return take_header(number, cells);
  if (table_.rows.size() == kMaxTableRows) return table_too_large("rows", kMaxTableRows, number);
  if (cells.size() < table_.header.size()) cells.resize(table_.header.size());
  cells_ += cells.size();
  if (cells_ > kMaxTableCells) return table_too_large("cells", kMaxTableCells, number);
  table_.rows.push_back({number, std::move(cells)});
  return {};
}

Result<void> TableBuilder::take_header(std::size_t number, const std::vector<Cell>& cells) {
  has_header_ = true;
  table_.header_row = number;
  for (const Cell& cell : cells) table_.header.push_back(cell.text);
  return {};
}

Result<Table> TableBuilder::finish() {
  if (table_.rows.empty()) return Error{"table_empty"};
  if (auto ok = require_distinct(table_); !ok) return ok.error();
  return std::move(table_);
}

}  // namespace temgoc
