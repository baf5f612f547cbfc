// Any bytes as a table: read or refused, and what was read keeps the promises of tables.h.
#include <cstdint>

#include "require.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"

namespace {

void check_row(const temgoc::Table& table, const temgoc::Row& row) {
  REQUIRE(row.number > table.header_row);
  REQUIRE(row.cells.size() >= table.header.size());
  for (const temgoc::Cell& cell : row.cells) {
    REQUIRE(cell.text.size() <= temgoc::kMaxCellBytes);
    REQUIRE(temgoc::is_utf8(cell.text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = temgoc::read_table({data, size}, "fuzz");
  if (!table) {
    REQUIRE(!table.error().code.empty());
    return 0;
  }
  REQUIRE(!table->header.empty() && !table->rows.empty());
  for (const temgoc::Row& row : table->rows) check_row(*table, row);
  return 0;
}
