// Writes CSV with a byte order mark; no cell can be taken for a formula.
#include "csv_defusing.h"
#include "temgoc/tables/tables.h"

namespace temgoc {
namespace {

std::string quoted_where_needed(const std::string& cell, char separator) {
  const bool has_edge_space = cell.starts_with(' ') || cell.ends_with(' ');
  const bool has_special = cell.find_first_of("\"\r\n") != std::string::npos ||
                           cell.find(separator) != std::string::npos;
  if (!has_special && !has_edge_space) return cell;
  std::string quoted = "\"";
  for (char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

void append_row(std::string& out, const std::vector<std::string>& cells, char separator) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(separator);
    out += quoted_where_needed(defused(cells[i]), separator);
  }
  out += "\r\n";
}

}  // namespace

std::string to_csv(const std::vector<std::string>& header,
                   const std::vector<std::vector<std::string>>& rows, char separator) {
  std::string out = "\xEF\xBB\xBF";
  append_row(out, header, separator);
  for (const auto& row : rows) append_row(out, row, separator);
  return out;
}

}  // namespace temgoc
