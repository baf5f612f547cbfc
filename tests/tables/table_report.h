// What read_table made of a file, on one line, so that a test can name it whole.
#pragma once

#include <string>

#include "temgoc/tables/tables.h"

namespace temgoc::test {

inline std::string text_of(const std::vector<Cell>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    text += (i > 0 ? "|" : "") + cell.text +
            (cell.failed   ? "~"
             : cell.day    ? "!"
             : cell.number ? "#"
                           : "");
  }
  return text;
}

inline std::string text_of(const Error& error) {
  std::string text = error.code;
  if (error.position)
    text +=
        " @" + std::to_string(error.position->row) + "," + std::to_string(error.position->column);
  if (!error.value.empty()) text += " '" + error.value + "'";
  for (const auto& [name, value] : error.args) text += " " + name + "=" + value;
  return text;
}

// "csv utf-8 , 1:id|name 2:C01|A": a number cell is followed by #, a date cell by !, a
// failed formula by ~; notes stand in brackets.
inline std::string report_on(ByteView content, const KnownHeader& known = {}) {
  const auto table = read_table(content, "bang.csv", known);
  if (!table) return text_of(table.error());
  std::string text = table->format;
  if (table->format == "csv") {
    text += " " + table->encoding + " " +
            (table->separator == '\t' ? "tab" : std::string(1, table->separator));
  }
  text += " " + std::to_string(table->header_row) + ":";
  for (std::size_t i = 0; i < table->header.size(); ++i)
    text += (i > 0 ? "|" : "") + table->header[i];
  for (const Row& row : table->rows)
    text += " " + std::to_string(row.number) + ":" + text_of(row.cells);
  for (const Error& note : table->notes) text += " [" + text_of(note) + "]";
  return text;
}

}  // namespace temgoc::test
