// Writes tables of text as workbooks, and an import's rows with their errors in a last column.
#include <algorithm>
#include <map>

#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "workbook_file.h"

namespace temgoc {
namespace {

using TextRow = std::vector<std::string>;

constexpr std::size_t kMaxMessageBytes = 2000;
constexpr double kMinWidth = 8, kMaxWidth = 60;  // characters

// One sheet of text cells under a frozen header.
class SheetWriter {
 public:
  explicit SheetWriter(std::string_view name) : sheet_(file_.add_sheet(name)) {
    text_ = workbook_add_format(file_.book());
    format_set_num_format(text_, "@");
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    bold_ = workbook_add_format(file_.book());
    format_set_num_format(bold_, "@");
    format_set_bold(bold_);
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void write_row(const TextRow& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) write_cell(cells[i], i);
    ++row_;
  }

  Bytes bytes() {
    for (const auto& [column, width] : widths_) {
      require_written(worksheet_set_column(sheet_, column, column,
                                           std::clamp(width, kMinWidth, kMaxWidth), text_));
    }
    return file_.bytes();
  }

 private:
  void write_cell(const std::string& text, std::size_t index) {
    const auto column = static_cast<lxw_col_t>(index);
    double& width = widths_[column];
    width = std::max(width, static_cast<double>(length_in_characters(text)) + 2);
    if (text.empty()) return;
    require_written(worksheet_write_string(sheet_, row_, column, without_nul(text).c_str(),
                                           row_ == 0 ? bold_ : text_));
  }

  WorkbookFile file_;
  lxw_worksheet* sheet_;
  lxw_format* text_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_row_t row_ = 0;
  std::map<lxw_col_t, double> widths_;
};

TextRow texts(const Row& row, std::size_t columns) {
  TextRow cells;
  for (const Cell& cell : row.cells) cells.push_back(cell.text);
  cells.resize(columns);
  return cells;
}

// As many messages of a row as one cell takes.
std::map<std::size_t, std::string> joined_by_row(const std::vector<RowMessage>& messages) {
  std::map<std::size_t, std::string> joined;
  for (const RowMessage& message : messages) {
    std::string& text = joined[message.row];
    const std::string line = shortened(message.text, kMaxMessageBytes);
    if (text.size() + line.size() + 1 > kMaxCellBytes) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return joined;
}

}  // namespace

Bytes to_xlsx(const TextRow& header, const std::vector<TextRow>& rows, std::string_view sheet) {
  SheetWriter writer(sheet);
  writer.write_row(header);
  for (const TextRow& row : rows) writer.write_row(row);
  return writer.bytes();
}

Bytes error_workbook(const Table& table, const std::vector<RowMessage>& messages,
                     std::string_view error_header) {
  const auto texts_by_row = joined_by_row(messages);
  std::size_t columns = table.header.size();
  for (const Row& row : table.rows) columns = std::max(columns, row.cells.size());
  TextRow header = table.header;
  header.resize(columns);
  header.emplace_back(error_header);
  std::vector<TextRow> rows;
  for (const Row& row : table.rows) {
    rows.push_back(texts(row, columns));
    const auto found = texts_by_row.find(row.number);
    rows.back().push_back(found == texts_by_row.end() ? std::string() : found->second);
  }
  return to_xlsx(header, rows, error_header);
}

}  // namespace temgoc
