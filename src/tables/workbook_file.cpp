// Makes the folder, adds sheets with valid names, and reads the finished file into memory.
#include "workbook_file.h"

#include <algorithm>
#include <utility>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

// A fixed time of making: the same table gives the same bytes.
constexpr time_t kMadeAt = 1'577'836'800;  // 2020-01-01
constexpr std::size_t kMaxSheetName = 31;

SystemFailure cannot_write(const char* reason) {
  return SystemFailure({"disk_write_failed", {}, "xlsx", {}, {{"reason", reason}}});
}

}  // namespace

void require_written(lxw_error status) {
  if (status != LXW_NO_ERROR) throw cannot_write(lxw_strerror(status));
}

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

WorkbookFile::WorkbookFile() {
  book_ = workbook_new((folder_.path() / "table.xlsx").c_str());
  if (book_ == nullptr) throw cannot_write("workbook_new");
  lxw_doc_properties properties{};
  properties.created = kMadeAt;
  require_written(workbook_set_properties(book_, &properties));
}

WorkbookFile::~WorkbookFile() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_worksheet* WorkbookFile::add_sheet(std::string_view name) {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, sheet_name(name).c_str());
  if (sheet == nullptr) throw cannot_write("worksheet");
  return sheet;
}

Bytes WorkbookFile::bytes() {
  require_written(workbook_close(std::exchange(book_, nullptr)));
  auto content = read_file(folder_.path() / "table.xlsx", SIZE_MAX - 1);
  if (!content) throw SystemFailure(content.error());
  const ByteView bytes = as_bytes(*content);
  return {bytes.begin(), bytes.end()};
}

}  // namespace temgoc
