// Import of workbooks, and the workbook that goes back.
#include "operations/import/import_bench.h"

using namespace temgoc;
using test::ImportBench;
using test::Lines;
using test::lines_of;

TEST_CASE("an .xlsx imports as its CSV does") {
  ImportBench bench;
  const Bytes workbook =
      to_xlsx({"Mã HTX", "Tên HTX", "Số thành viên"}, {{"C01", "Hợp tác xã Một", "1.085"}}, "HTX");
  const auto report = bench.import(ImportKind::cooperatives, as_text(workbook));
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) == Lines{});
  CHECK(report->table.format == "xlsx");
  CHECK(bench.registry().cooperative("C01")->members == 1085);
}

TEST_CASE(
    "the sheet comes back whole with an error column, and mended it imports with no warning") {
  ImportBench bench;
  const auto report =
      bench.import(ImportKind::cooperatives, "coop_id,name_vi\nC01,Một\nC02,\nC 3,Ba\n");
  REQUIRE(report.has_value());
  const Bytes workbook = error_workbook(report->table, row_messages(*report, Language::vi), "Lỗi");
  auto back = read_table(workbook, "loi.xlsx");
  REQUIRE(back.has_value());
  REQUIRE(back->rows.size() == 3);
  CHECK(back->header == Lines{"coop_id", "name_vi", "Lỗi"});
  CHECK(back->rows[0].cells[2].text.empty());
  CHECK(back->rows[1].cells[0].text == "C02");
  CHECK(back->rows[1].cells[2].text.starts_with("dòng 3, cột B (name_vi)"));
  back->rows[1].cells[1].text = "Hai";
  back->rows[2].cells[0].text = "C03";
  const auto mended = import_table(bench.registry(), ImportKind::cooperatives, *back,
                                   *parse_instant("2026-11-24T03:00:00.000Z"), {});
  REQUIRE(mended.has_value());
  CHECK(mended->written);
  CHECK(mended->warnings.empty());
  CHECK(mended->added == 3);
}

TEST_CASE("every error and warning has its place, so that each can be listed") {
  ImportBench bench;
  bench.import_all_examples();
  const auto report = bench.import_example(ImportKind::products, "products_with_errors.csv");
  REQUIRE(report.has_value());
  CHECK(row_messages(*report, Language::en).size() == report->errors.size());
  for (const RowMessage& message : row_messages(*report, Language::vi)) {
    CHECK(message.row >= 2);
    CHECK_FALSE(message.text.empty());
  }
}
