// The door to libxlsxwriter: a workbook made in a private folder and handed on as bytes.
#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/private_folder.h"

namespace temgoc {

// Throws SystemFailure `disk_write_failed` unless `status` is none.
void require_written(lxw_error status);
// The library takes C strings: a NUL would cut the cell short.
std::string without_nul(std::string text);
// `wanted` without what Excel forbids in a sheet's name, cut to its 31 characters.
std::string sheet_name(std::string_view wanted);

// A new workbook; the same content gives the same bytes. The folder it lies in is removed by the
// destructor.
class WorkbookFile {
 public:
  WorkbookFile();  // SystemFailure `disk_write_failed`
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;
  ~WorkbookFile();

  lxw_workbook* book() { return book_; }
  lxw_worksheet* add_sheet(std::string_view name);
  // Closes the workbook; nothing more may be written.
  Bytes bytes();

 private:
  PrivateFolder folder_;
  lxw_workbook* book_ = nullptr;
};

}  // namespace temgoc
