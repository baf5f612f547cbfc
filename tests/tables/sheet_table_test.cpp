// A table for people: numbers, days and moments are what they are to Excel, and texts stay texts.
#include <doctest/doctest.h>

#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"

using namespace temgoc;

namespace {

Day day(const char* iso) { return parse_day(iso, "").value(); }

const SheetTable kTable{"Lô: hàng",
                        {"Ngày", "Lúc", "Số tem", "Khối lượng", "Ghi chú"},
                        {{day("2026-11-24"), parse_instant("2026-11-24T19:30:00.000Z").value(),
                          std::int64_t{1200}, 1.5, std::string("=HYPERLINK(\"http://x\")")},
                         {std::string(), std::string(), std::string(), 120.0, std::string("-5")},
                         {Day(std::chrono::year(1899) / 12 / 31), std::string(), std::int64_t{0},
                          0.25, std::string("Cá de\xCC\x80o")}}};

Table read(const Bytes& workbook) {
  auto table = read_table(workbook, "t.xlsx", {});
  REQUIRE(table.has_value());
  return *table;
}

}  // namespace

TEST_CASE("days and numbers of a workbook are days and numbers, moments are times of Vietnam") {
  const Table table = read(sheet_workbook(kTable));
  CHECK(table.header == kTable.header);
  REQUIRE(table.rows.size() == 3);
  const auto& first = table.rows[0].cells;
  CHECK(first[0].day == day("2026-11-24"));
  CHECK(first[0].text == "24/11/2026");
  CHECK(first[1].day == day("2026-11-25"));  // half past two in the night
  CHECK(first[2].number);
  CHECK(first[2].text == "1200");
  CHECK(first[3].number);
  CHECK(first[3].text == "1.5");
  CHECK(table.rows[1].cells[3].text == "120");
  CHECK(table.rows[1].cells[0].text.empty());
  // A day that Excel cannot count is a text.
  CHECK_FALSE(table.rows[2].cells[0].day);
  CHECK(table.rows[2].cells[0].text == "31/12/1899");
}

TEST_CASE("no text of a workbook is a formula, whatever it begins with, and each is in NFC") {
  const Table table = read(sheet_workbook(kTable));
  const Cell& formula = table.rows[0].cells[4];
  CHECK(formula.text == "=HYPERLINK(\"http://x\")");
  CHECK_FALSE(formula.failed);
  CHECK_FALSE(formula.number);
  CHECK(table.rows[1].cells[4].text == "-5");
  CHECK_FALSE(table.rows[1].cells[4].number);
  CHECK(table.rows[2].cells[4].text == "Cá dèo");
  const std::string bytes(as_text(sheet_workbook(kTable)));
  CHECK(bytes.find("<f>") == std::string::npos);
}

TEST_CASE("the same table gives the same bytes") {
  CHECK(sheet_workbook(kTable) == sheet_workbook(kTable));
}

TEST_CASE("a table as CSV says the same, and defuses what a program would run") {
  const std::string csv = sheet_csv(kTable, ',');
  CHECK(csv.find("24/11/2026,25/11/2026 02:30,1200,1.5,\"'=HYPERLINK(\"\"http://x\"\")\"") !=
        std::string::npos);
  CHECK(csv.find(",,,120,'-5") != std::string::npos);
  CHECK(csv.find("Cá dèo") != std::string::npos);
}

TEST_CASE("a table without rows is a header") {
  const SheetTable none{"Trống", {"Một", "Hai"}, {}};
  CHECK(read_table(sheet_workbook(none), "t.xlsx", {}).error().code == "table_empty");
}
