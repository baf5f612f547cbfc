#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/tables.h"

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
