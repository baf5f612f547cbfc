// The apostrophe that keeps a spreadsheet from running a cell as a formula: put on writing, taken
// off on reading.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// An apostrophe before whatever a program that opens the file would take for a formula: at the
// beginning of the cell, and behind each comma, semicolon, tab and line end in it, since a program
// that expects another separator begins a cell there whatever the quotes say. A plain number
// behind one of those is left alone.
std::string defused(std::string_view cell);
// The inverse of it for every text.
std::string undefused(std::string_view cell);

}  // namespace temgoc
