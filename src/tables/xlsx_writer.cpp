#include <stdlib.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>

#include "temgoc/failures.h"
#include "temgoc/files.h"
#include "temgoc/tables.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;
using TextRow = std::vector<std::string>;

// A fixed time of making: the same table gives the same bytes.
constexpr time_t kMadeAt = 1'577'836'800;  // 2020-01-01
constexpr std::size_t kMaxSheetName = 31;
constexpr std::size_t kMaxMessageBytes = 2000;
constexpr double kMinWidth = 8, kMaxWidth = 60;  // characters

SystemFailure cannot_write(const char* reason) {
  return SystemFailure({"disk_write_failed", {}, "xlsx", {}, {{"reason", reason}}});
}

// A private folder that is gone again with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "temgoc-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw SystemFailure(write_error(name, errno));
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path file() const { return path_ / "table.xlsx"; }

 private:
  fs::path path_;
};

void require(lxw_error status) {
  if (status != LXW_NO_ERROR) throw cannot_write(lxw_strerror(status));
}

// The library takes C strings: a NUL would cut the cell short.
std::string without_nul(std::string text) {
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

std::string sheet_name(std::string_view wanted) {
  std::u32string name = code_points(wanted);
  for (char32_t& c : name) {
    if (std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos) c = U' ';
  }
  if (name.size() > kMaxSheetName) name.resize(kMaxSheetName);
  return name.empty() ? "Sheet1" : to_utf8(name);
}

class WorkbookWriter {
 public:
  WorkbookWriter(const fs::path& path, std::string_view sheet) : book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw cannot_write("workbook_new");
    lxw_doc_properties properties{};
    properties.created = kMadeAt;
    require(workbook_set_properties(book_, &properties));
    sheet_ = workbook_add_worksheet(book_, sheet_name(sheet).c_str());
    if (sheet_ == nullptr) throw cannot_write("worksheet");
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    bold_ = workbook_add_format(book_);
    format_set_num_format(bold_, "@");
    format_set_bold(bold_);
    worksheet_freeze_panes(sheet_, 1, 0);
  }
  WorkbookWriter(const WorkbookWriter&) = delete;
  WorkbookWriter& operator=(const WorkbookWriter&) = delete;
  ~WorkbookWriter() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  void write_row(const TextRow& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) write_cell(cells[i], i);
    ++row_;
  }

  void close() {
    for (const auto& [column, width] : widths_) {
      require(worksheet_set_column(sheet_, column, column, std::clamp(width, kMinWidth, kMaxWidth),
                                   text_));
    }
    lxw_workbook* closing = std::exchange(book_, nullptr);
    require(workbook_close(closing));
  }

 private:
  void write_cell(const std::string& text, std::size_t index) {
    const auto column = static_cast<lxw_col_t>(index);
    double& width = widths_[column];
    width = std::max(width, static_cast<double>(length_in_characters(text)) + 2);
    if (text.empty()) return;
    require(worksheet_write_string(sheet_, row_, column, without_nul(text).c_str(),
                                   row_ == 0 ? bold_ : text_));
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
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
  const ScratchFolder folder;
  WorkbookWriter writer(folder.file(), sheet);
  writer.write_row(header);
  for (const TextRow& row : rows) writer.write_row(row);
  writer.close();
  auto content = read_file(folder.file(), SIZE_MAX - 1);
  if (!content) throw SystemFailure(content.error());
  const ByteView bytes = as_bytes(*content);
  return {bytes.begin(), bytes.end()};
}

Bytes error_workbook(const Table& table, const std::vector<RowMessage>& messages,
                     std::string_view error_header) {
  const auto texts_by_row = joined_by_row(messages);
  std::size_t columns = table.header.size();
  for (const Row& row : table.rows) {
    if (texts_by_row.contains(row.number)) columns = std::max(columns, row.cells.size());
  }
  TextRow header = table.header;
  header.resize(columns);
  header.emplace_back(error_header);
  std::vector<TextRow> rows;
  for (const Row& row : table.rows) {
    const auto found = texts_by_row.find(row.number);
    if (found == texts_by_row.end()) continue;
    rows.push_back(texts(row, columns));
    rows.back().push_back(found->second);
  }
  return to_xlsx(header, rows, error_header);
}

}  // namespace temgoc
