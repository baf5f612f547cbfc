// Any bytes as a table: read or refused, and what was read keeps the promises of tables.h.
#include <cstdint>
#include <cstdlib>

#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"

namespace {

void promise(bool kept) {
  if (!kept) std::abort();
}

void check_row(const temgoc::Table& table, const temgoc::Row& row) {
  promise(row.number > table.header_row);
  promise(row.cells.size() >= table.header.size());
  for (const temgoc::Cell& cell : row.cells) {
    promise(cell.text.size() <= temgoc::kMaxCellBytes);
    promise(temgoc::is_utf8(cell.text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = temgoc::read_table({data, size}, "fuzz");
  if (!table) {
    promise(!table.error().code.empty());
    return 0;
  }
  promise(!table->header.empty() && !table->rows.empty());
  for (const temgoc::Row& row : table->rows) check_row(*table, row);
  return 0;
}
