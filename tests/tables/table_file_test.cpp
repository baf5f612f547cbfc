#include "temgoc/tables/table_file.h"

#include <doctest/doctest.h>

#include "temgoc/base/bytes.h"

using namespace temgoc;

namespace {
const SheetTable kTable{.sheet = "Lô", .header = {"số lô"}, .rows = {{std::string("L-1")}}};
}

TEST_CASE("the name of a file says whether it is a CSV or a workbook") {
  CHECK(table_file(kTable, "lo.csv") == sheet_csv(kTable, ','));
  CHECK(table_file(kTable, "LO.CSV") == sheet_csv(kTable, ','));
  CHECK(table_file(kTable, "lo.xlsx") == as_text(sheet_workbook(kTable)));
  CHECK(is_csv("a.b.Csv"));
  CHECK_FALSE(is_csv("csv"));
  CHECK_FALSE(is_csv("lo.csv.xlsx"));
}
