// The apostrophe that keeps a spreadsheet from running a cell as a formula: put on writing, taken
// off on reading.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// Whether a program that opens the file would take `cell` for a formula once its apostrophes are
// off.
inline bool reads_as_formula(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of('\'');
  return first != std::string_view::npos &&
         std::string_view("=+-@\t\r").find(cell[first]) != std::string_view::npos;
}

// Inverse of each other for every text.
inline std::string defused(std::string_view cell) {
  return reads_as_formula(cell) ? "'" + std::string(cell) : std::string(cell);
}
inline std::string undefused(std::string_view cell) {
  const bool was_defused = cell.starts_with('\'') && reads_as_formula(cell);
  return std::string(was_defused ? cell.substr(1) : cell);
}

}  // namespace temgoc
