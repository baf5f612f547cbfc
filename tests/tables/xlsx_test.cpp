#include <doctest/doctest.h>

#include "table_report.h"
#include "temgoc/base/text.h"
#include "workbook_parts.h"

using namespace temgoc;
using test::report_on;

TEST_CASE("what to_xlsx writes, read_table reads back as text") {
  const Bytes workbook =
      to_xlsx({"Mã HTX", "GTIN"}, {{"C01", "02990001000018"}, {"=1+1", "+84 28"}}, "Hợp tác xã");
  CHECK(report_on(workbook) == "xlsx 1:Mã HTX|GTIN 2:C01|02990001000018 3:=1+1|+84 28");
}

TEST_CASE("the same rows give the same workbook, byte for byte") {
  const auto write = [] { return to_xlsx({"a"}, {{"1"}, {"2"}}, "x"); };
  CHECK(write() == write());
}

TEST_CASE("a sheet name that Excel forbids is made into one that it takes") {
  const Bytes workbook =
      to_xlsx({"a"}, {{"1"}}, "it's [a/b] and a name far longer than thirty-one characters");
  CHECK(report_on(workbook) == "xlsx 1:a 2:1");
  CHECK(report_on(to_xlsx({"a"}, {{"1"}}, "")) == "xlsx 1:a 2:1");
}

TEST_CASE("a NUL in a cell does not cut it short") {
  CHECK(report_on(to_xlsx({"a"}, {{std::string("x\0y", 3)}}, "s")) == "xlsx 1:a 2:x y");
}

TEST_CASE("the error workbook holds every row, the messages last") {
  const std::string csv = "id,name\nC01,A\nC02,B\nC03,C,extra\n";
  const auto table = read_table(as_bytes(csv), "x.csv");
  REQUIRE(table.has_value());
  const Bytes workbook =
      error_workbook(*table, {{4, "too long"}, {2, "first"}, {2, "second"}}, "Lỗi");
  CHECK(report_on(workbook) ==
        "xlsx 1:id|name||Lỗi 2:C01|A||first\nsecond 3:C02|B|| 4:C03|C|extra|too long");
}

TEST_CASE("the error workbook keeps even the longest cells and messages") {
  const std::string long_cell(kMaxCellBytes, 'x');
  const auto table = read_table(as_bytes("id\n" + long_cell + "\n"), "x.csv");
  REQUIRE(table.has_value());
  const Bytes workbook = error_workbook(*table, {{2, std::string(100'000, 'm')}}, "Lỗi");
  const auto back = read_table(workbook, "x.xlsx");
  REQUIRE(back.has_value());
  CHECK(back->rows[0].cells[0].text == long_cell);
  CHECK(back->rows[0].cells[1].text.ends_with("…"));
}

TEST_CASE("every truncation of a workbook is read or refused") {
  const Bytes workbook = to_xlsx({"a", "b"}, {{"1", "2"}}, "x");
  for (std::size_t size = 0; size < workbook.size(); size += 7) {
    const auto table = read_table(ByteView(workbook).first(size), "x.xlsx");
    CHECK_FALSE(table.has_value());
  }
}

TEST_CASE("a workbook with any one byte changed is read or refused") {
  const Bytes workbook = test::workbook_of("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>");
  for (std::size_t at = 0; at < workbook.size(); ++at) {
    Bytes changed = workbook;
    changed[at] ^= 0x41;
    const auto table = read_table(changed, "x.xlsx");
    if (table) CHECK(is_utf8(table->header[0]));
  }
}

TEST_CASE("a blank workbook reads as its form, whatever lists and guide it carries") {
  const BlankGuide guide{"Hướng dẫn", {"Mỗi dòng một sản phẩm."}, {"Cột", "Ghi gì", "Ví dụ"}};
  const auto make = [&] {
    return blank_workbook({{"Mã", "VÍ DỤ", "mã", {}},
                           {"Loại", "vùng trồng", "loại", {"vùng trồng", "cơ sở đóng gói"}}},
                          "Địa điểm", guide);
  };
  CHECK(report_on(make()) == "xlsx 1:Mã|Loại 2:VÍ DỤ|vùng trồng");
  CHECK(make() == make());
}
