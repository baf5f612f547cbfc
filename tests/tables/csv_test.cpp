#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/tables/tables.h"

using namespace temgoc;

namespace {

rc::Gen<std::string> cell_text() {
  return rc::gen::container<std::string>(rc::gen::elementOf(std::string("aB1 ,;\t\"\n\r=+-@'")));
}

}  // namespace

TEST_CASE("what to_csv writes, read_table reads back") {
  CHECK(rc::check([] {
    const char separator = *rc::gen::element(',', ';', '\t');
    std::vector<std::vector<std::string>> rows;
    const auto count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) rows.push_back({"x", *cell_text(), *cell_text(), "y"});
    const std::string csv = to_csv({"a", "b", "c", "d"}, rows, separator);
    const auto table = read_table(as_bytes(csv), "x.csv");
    RC_ASSERT(table.has_value());
    RC_ASSERT(table->separator == separator);
    RC_ASSERT(table->rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = 0; j < 4; ++j) RC_ASSERT(table->rows[i].cells[j].text == rows[i][j]);
    }
  }));
}

TEST_CASE("to_csv writes a BOM, CRLF, quotes where needed, and no formula") {
  const std::string csv = to_csv({"a", "b"}, {{"x;y", "=HYPERLINK(1)"}, {"say \"hi\"", "-5"}}, ';');
  CHECK(csv ==
        "\xEF\xBB\xBF"
        "a;b\r\n\"x;y\";'=HYPERLINK(1)\r\n\"say \"\"hi\"\"\";'-5\r\n");
}

TEST_CASE("no part of a cell runs in a program that parts it elsewhere, or knows wide signs") {
  const std::pair<std::string, std::string> cells[] = {
      {"=1+1", "'=1+1"},
      {"a;=1+1;b", "a;'=1+1;b"},
      {"a,@SUM(A1),b", "a,'@SUM(A1),b"},
      {"x\n=cmd|'/C calc'!A0", "x\n'=cmd|'/C calc'!A0"},
      {"\n=1", "'\n'=1"},
      {"a;'+cmd", "a;''+cmd"},
      {"\uFF1D1+1", "'\uFF1D1+1"},
      {"a;\uFF20x", "a;'\uFF20x"},
      {"106.7,-20.9; -3", "106.7,-20.9; -3"},
      {"1;-2+3+cmd", "1;'-2+3+cmd"},
      {"", ""},
      {"a,b;c", "a,b;c"}};
  for (const auto& [text, written] : cells) {
    CAPTURE(text);
    const std::string csv = to_csv({"ghi chú", "b"}, {{text, "x"}}, ',');
    std::string quoted;
    for (const char c : written) quoted.append(c == '"' ? 2 : 1, c);
    CHECK((csv.find("\r\n" + written + ",x") != std::string::npos ||
           csv.find("\r\n\"" + quoted + "\",x") != std::string::npos));
    const auto table = read_table(as_bytes(csv), "x.csv");
    REQUIRE(table.has_value());
    CHECK(table->rows[0].cells[0].text == text);
  }
}

TEST_CASE("whatever letters of formulas and separators a cell has, it comes back") {
  CHECK(rc::check([] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("=+-@'\t;,\"1a .")));
    const auto table = read_table(as_bytes(to_csv({"a", "b"}, {{text, "x"}}, ';')), "x.csv");
    RC_ASSERT(table.has_value());
    RC_ASSERT(table->rows[0].cells[0].text == text);
  }));
}

TEST_CASE("a cell and a row are as long as they may be, and no longer") {
  const auto of_cell = [](std::size_t size, const char* quote) {
    const std::string csv = std::string("a,b\n") + quote + std::string(size, 'x') + quote + ",y\n";
    const auto table = read_table(as_bytes(csv), "x.csv");
    return table ? table->rows[0].cells[0].text.size() : 0;
  };
  for (const char* quote : {"", "\""}) {
    CHECK(of_cell(kMaxCellBytes, quote) == kMaxCellBytes);
    CHECK(of_cell(kMaxCellBytes + 1, quote) == 0);
  }
  const auto of_row = [](std::size_t cells) {
    std::string csv = "a";
    for (std::size_t i = 1; i < cells; ++i) csv += ",a" + std::to_string(i);
    return read_table(as_bytes(csv + "\n1\n"), "x.csv").has_value();
  };
  CHECK(of_row(kMaxTableColumns));
  CHECK_FALSE(of_row(kMaxTableColumns + 1));
}

TEST_CASE("any bytes are read or refused, never a crash") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& bytes) {
    const auto table = read_table(bytes, "x");
    if (!table) RC_ASSERT(!table.error().code.empty());
  }));
}

TEST_CASE("a code that Excel took for a number is recognised") {
  CHECK(excel_damaged({"8.93E+12"}));
  CHECK(excel_damaged({"8,93E+12", true}));
  CHECK(excel_damaged({"8934567890123000", true}));
  CHECK_FALSE(excel_damaged({"8934567890123"}));
  CHECK_FALSE(excel_damaged({"2990001000018", true}));
  CHECK_FALSE(excel_damaged({"LE+1"}));
  CHECK_FALSE(excel_damaged({"E+12"}));
}

TEST_CASE("a person says where the header is and what parts the columns") {
  const std::string text = "Danh mục, năm 2026\n\nTên;Nặng\nKhô mực, loại 1;250 g\n";
  const auto table = read_table(as_bytes(text), "x.csv", {}, {2, ';', {}});
  REQUIRE(table.has_value());
  CHECK(table->header_row == 3);  // the next row that is not empty
  CHECK(table->header == std::vector<std::string>{"Tên", "Nặng"});
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0].cells[0].text == "Khô mực, loại 1");
  CHECK(read_table(as_bytes(text), "x.csv", {}, {9, ';', {}}).has_value());
}

TEST_CASE("a person says which sheet of a workbook is read") {
  const Bytes workbook =
      blank_workbook({{"Tên", "Khô mực", "ghi tên"}}, "Hàng",
                     {"Hướng dẫn", {"Mỗi dòng là một bản ghi."}, {"Cột", "Ghi gì", "Ví dụ"}});
  const auto first = read_table(workbook, "x.xlsx");
  REQUIRE(first.has_value());
  CHECK(first->sheet == "Hàng");
  REQUIRE(first->sheets == std::vector<std::string>{"Hàng", "Hướng dẫn"});
  CHECK(read_table(workbook, "x.xlsx", {}, {0, 0, "Hướng dẫn"})->sheet == "Hướng dẫn");
  CHECK(read_table(workbook, "x.xlsx", {}, {0, 0, "không có"})->sheet == "Hàng");
}
