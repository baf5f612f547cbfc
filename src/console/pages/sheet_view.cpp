// Turns a table for Excel into the cells of a page.
#include "console/pages/sheet_view.h"

#include <fmt/format.h>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "temgoc/tables/table_file.h"

namespace temgoc {
namespace {

struct ValueWords {
  const Visit& visit;
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const {
    return number_words(visit, std::to_string(number));
  }
  std::string operator()(double number) const {
    return number_words(visit, fmt::format("{}", number));
  }
  std::string operator()(Day day) const { return to_dmy(day); }
  std::string operator()(Instant at) const { return clock_words(visit, at); }
};

bool is_number(const SheetValue& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

// A name of a province or a day stays in one line; a phone scrolls the table instead.
constexpr std::size_t kShortBytes = 28;

View cell_view(const Visit& visit, const SheetValue& value) {
  std::string text = std::visit(ValueWords{visit}, value);
  View cell;
  cell.set("number", View(is_number(value)));
  cell.set("short", View(!is_number(value) && text.size() <= kShortBytes));
  cell.set("text", std::move(text));
  return cell;
}

// The first cell names its row.
View row_view(const Visit& visit, const std::vector<SheetValue>& values) {
  View row, cells = list_view();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == 0)
      row.set("name", std::visit(ValueWords{visit}, values[i]));
    else
      cells.push_back(cell_view(visit, values[i]));
  }
  row.set("cells", std::move(cells));
  return row;
}

// A column is one of numbers where its first row has one.
View head_view(const SheetTable& table) {
  View head = list_view();
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    View cell;
    cell.set("text", table.header[i]);
    cell.set("number", View(!table.rows.empty() && is_number(table.rows.front()[i])));
    head.push_back(std::move(cell));
  }
  return head;
}

}  // namespace

View sheet_view(const Visit& visit, const SheetTable& table, std::string href) {
  View rows = list_view();
  for (std::size_t i = 0; i < table.rows.size() && i < kMostRowsShown; ++i)
    rows.push_back(row_view(visit, table.rows[i]));
  View view;
  view.set("title", table.sheet);
  view.set("head", head_view(table));
  put_list(view, "rows", std::move(rows));
  view.set("href", std::move(href));
  if (table.rows.size() > kMostRowsShown)
    view.set("more", visit.word("console.programme.more",
                                {{"more", std::to_string(table.rows.size() - kMostRowsShown)}}));
  return view;
}

HttpResponse table_answer(const SheetTable& table, std::string_view file_name) {
  return document_answer(table_file(table, file_name), file_name);
}

}  // namespace temgoc
