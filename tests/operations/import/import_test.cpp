#include "temgoc/import/import.h"

#include <sqlite3.h>

#include "operations/import/import_bench.h"
#include "temgoc/base/text.h"

using namespace temgoc;
using test::ImportBench;
using test::Lines;
using test::lines_of;

namespace {

constexpr ImportOptions kDryRun{.dry_run = true, .update = false};
constexpr ImportOptions kUpdate{.dry_run = false, .update = true};
const std::string kCooperative = "coop_id,name_vi\nC90,Hợp tác xã Mẫu\n";

// How often all cooperatives, or all products, were read by any connection.
int g_lists = 0;
int count_lists(unsigned, void*, void* statement, void*) {
  const std::string_view sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
  const bool of_all =
      sql.find("FROM cooperative") != sql.npos || sql.find("FROM product") != sql.npos;
  g_lists += of_all && sql.find("ORDER BY t.id") != sql.npos;
  return 0;
}
int watch_lists(sqlite3* handle, const char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, count_lists, nullptr);
}

// One data row in a table with these columns, over a registry that has the cooperatives and
// products of the examples.
Lines errors_of(ImportKind kind, const std::string& csv) {
  ImportBench bench;
  bench.import_all_examples();
  const std::string before = bench.dump();
  const auto report = bench.import(kind, csv);
  REQUIRE(report.has_value());
  CHECK_FALSE(report->written);
  CHECK(bench.dump() == before);
  return lines_of(report->errors);
}

std::string whole_error(ImportKind kind, const std::string& csv) {
  ImportBench bench;
  const auto report = bench.import(kind, csv);
  REQUIRE_FALSE(report.has_value());
  return test::line_of(report.error());
}

Certification imported_certification(const std::string& columns, const std::string& cells) {
  ImportBench bench;
  bench.import_all_examples();
  const auto report =
      bench.import(ImportKind::certifications,
                   "cert_id;coop_id;scheme;" + columns + "\nK99;C90;OCOP;" + cells + "\n");
  REQUIRE(report.has_value());
  REQUIRE(lines_of(report->errors) == Lines{});
  return *bench.registry().certification("K99");
}

Day day(std::string_view text) { return *parse_day(text, ""); }

}  // namespace

TEST_CASE("the four example files import with no error and no warning of a column") {
  ImportBench bench;
  const auto counts = [&](ImportKind kind) {
    const auto report = bench.import_example(kind, to_text(kind) + ".csv");
    REQUIRE(report.has_value());
    CHECK(lines_of(report->errors) == Lines{});
    for (const Error& warning : report->warnings) CHECK_FALSE(warning.code.starts_with("column"));
    CHECK(report->written);
    return report->added;
  };
  CHECK(counts(ImportKind::cooperatives) == 15);
  CHECK(counts(ImportKind::places) == 5);
  CHECK(counts(ImportKind::products) == 35);
  CHECK(counts(ImportKind::certifications) == 37);
}

TEST_CASE("the same file twice changes nothing and says so") {
  ImportBench bench;
  bench.import_all_examples();
  const std::string before = bench.dump();
  for (ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                          ImportKind::certifications}) {
    const auto report = bench.import_example(kind, to_text(kind) + ".csv");
    REQUIRE(report.has_value());
    CHECK(report->changes_nothing());
    CHECK(report->unchanged == report->table.rows.size());
  }
  CHECK(bench.dump() == before);
}

TEST_CASE("a dry run counts what would happen and writes nothing") {
  ImportBench bench;
  const std::string before = bench.dump();
  const auto report = bench.import_example(ImportKind::cooperatives, "cooperatives.csv", kDryRun);
  REQUIRE(report.has_value());
  CHECK(report->added == 15);
  CHECK(report->errors.empty());
  CHECK_FALSE(report->written);
  CHECK(bench.dump() == before);
}

TEST_CASE("one bad cell keeps the whole file out") {
  ImportBench bench;
  const std::string before = bench.dump();
  const auto report =
      bench.import(ImportKind::cooperatives, "coop_id,name_vi\nC01,Một\nC02,\nC03,Ba\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) == Lines{"field_missing 3,B (name_vi) ''"});
  CHECK(report->added == 2);
  CHECK_FALSE(report->written);
  CHECK(bench.dump() == before);
}

TEST_CASE("names are looked up in one reading of the records, however many rows give them") {
  const auto watch = reinterpret_cast<void (*)()>(watch_lists);
  sqlite3_auto_extension(watch);
  ImportBench bench;
  sqlite3_cancel_auto_extension(watch);
  bench.import_all_examples();
  std::string rows = "product_id,coop_id,name_vi,shelf_life_days\n";
  for (int row = 0; row < 50; ++row) {
    const std::string number = std::to_string(row);
    rows += "NEW-" + number + ",HTX Tuấn Ngọc,Rau số " + number + ",5\n";
  }
  g_lists = 0;
  const auto report = bench.import(ImportKind::products, rows);
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors).empty());
  CHECK(report->written);
  CHECK(bench.registry().product(std::string_view("NEW-49"))->cooperative_id == "C02");
  CHECK(g_lists <= 4);
}

TEST_CASE("a number at the end of its range is taken, and the next one refused") {
  ImportBench bench;
  bench.import_all_examples();
  const auto said = [&](const char* days) {
    const auto report = bench.import(
        ImportKind::products,
        std::string("product_id;coop_id;name_vi;shelf_life_days\nA;C90;Giỏ;") + days + "\n",
        {.dry_run = true});
    REQUIRE(report.has_value());
    return report->errors.empty() ? std::string() : report->errors.front().code;
  };
  CHECK(said("1") == "");
  CHECK(said("65534") == "");
  CHECK(said("65535") == "number_out_of_range");
}

TEST_CASE("the example with mistakes has each of them named by row, column and value") {
  ImportBench bench;
  bench.import_all_examples();
  const std::string before = bench.dump();
  const auto report = bench.import_example(ImportKind::products, "products_with_errors.csv");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) ==
        Lines{"gtin_check_digit 3,E (Mã vạch) '2990001000319' expected=5",
              "gtin_excel_damaged 4,E (Mã vạch) '2,99E+12'",
              "unknown_reference 5,B (Mã HTX) 'C99' kind=cooperative",
              "id_repeated 6,A (Mã sản phẩm) 'S04' row=5", "field_missing 7,C (Tên sản phẩm) ''",
              "ocop_group_unknown 8,D (Nhóm OCOP) 'VII'",
              "number_unreadable 8,G (Hạn sử dụng (ngày)) 'sáu tháng'",
              "text_legacy_encoding 9,C (Tên sản phẩm) 'Hîp t¸c x· n«ng nghiÖp' encoding=TCVN3",
              "number_out_of_range 9,G (Hạn sử dụng (ngày)) '90000' high=65534 low=1",
              "yes_no_unreadable 9,I (Mẫu) 'không rõ'",
              "record_id_invalid 10,A (Mã sản phẩm) 'S 08'",
              "gtin_taken 10,E (Mã vạch) '2990001000315' product=P90",
              "cell_formula 10,F (Khối lượng tịnh) '#REF!'",
              "number_not_whole 10,G (Hạn sử dụng (ngày)) '1,5'"});
  CHECK(lines_of(report->warnings) == Lines{"column_unknown 1,J () 'Màu bao bì'"});
  CHECK(bench.dump() == before);
}

TEST_CASE("a cooperative's seat has one address until 30/06/2025 and one from 01/07/2025") {
  ImportBench bench;
  bench.import_all_examples();
  const auto record = bench.registry().cooperative("C01");
  REQUIRE(record.has_value());
  REQUIRE(record->addresses.size() == 2);
  CHECK(address_on(record->addresses, day("30/06/2025"))->one_line() ==
        "310 đường Rừng Sác, ấp Bình Thuận, xã Bình Khánh, huyện Cần Giờ, TP.HCM");
  CHECK(address_on(record->addresses, day("01/07/2025"))->one_line() ==
        "310 đường Rừng Sác, ấp Bình Thuận, xã Bình Khánh, TP.HCM");
  CHECK(record->addresses[1].confidence == "confirmed");
  CHECK(record->phone == "028 36203646");
  CHECK(bench.registry().cooperative("C05")->founded == "2022-10");
}

TEST_CASE("a place keeps its kind, code, market and addresses") {
  ImportBench bench;
  bench.import_all_examples();
  const auto place = bench.registry().place("L91");
  REQUIRE(place.has_value());
  CHECK(place->kind == PlaceKind::packing_house);
  CHECK(place->code == "VN-MAUPH-0000");
  CHECK(place->market == "CN");
  CHECK(place->addresses.size() == 2);
  CHECK(bench.registry().place("L92")->area_ha == doctest::Approx(0.5));
}

TEST_CASE("Vietnamese headers in any case, with or without marks, are the same columns") {
  ImportBench bench;
  const auto report = bench.import(
      ImportKind::cooperatives, "MA HTX;Tên hợp tác xã;  Số điện thoại \nC01;Một;028 36203646\n");
  REQUIRE(report.has_value());
  CHECK(report->written);
  CHECK(report->warnings.empty());
  CHECK(bench.registry().cooperative("C01")->phone == "028 36203646");
}

TEST_CASE("text in NFD is stored as NFC, and is the same record") {
  ImportBench bench;
  REQUIRE(
      bench.import(ImportKind::cooperatives, "coop_id,name_vi\nC01,H\u1EE3p t\u00E1c x\u00E3\n")
          ->written);
  const auto report = bench.import(ImportKind::cooperatives,
                                   "coop_id,name_vi\nC01,Ho\u031B\u0323p ta\u0301c xa\u0303\n");
  REQUIRE(report.has_value());
  CHECK(report->changes_nothing());
  CHECK(report->unchanged == 1);
}

TEST_CASE(
    "other content under a known id is refused with the names of what differs, unless an update is "
    "asked") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, "coop_id,name_vi,members\nC01,Một,5\n")->written);
  const std::string changed = "coop_id,name_vi,members\nC01,Hai,6\n";
  const auto refused = bench.import(ImportKind::cooperatives, changed);
  REQUIRE(refused.has_value());
  CHECK(lines_of(refused->errors) ==
        Lines{"record_differs 2,A (coop_id) 'C01' fields=name, members"});
  const auto updated = bench.import(ImportKind::cooperatives, changed, kUpdate);
  REQUIRE(updated.has_value());
  CHECK(updated->updated == 1);
  CHECK(bench.registry().cooperative("C01")->name == "Hai");
  CHECK(bench.registry().history("cooperative", "C01").size() == 2);
}

TEST_CASE("what a file has no column for stays; an empty cell empties") {
  ImportBench bench;
  REQUIRE(
      bench.import(ImportKind::cooperatives, "coop_id,name_vi,members,note\nC01,Một,5,ghi chú\n")
          ->written);
  CHECK(bench.import(ImportKind::cooperatives, "coop_id,name_vi\nC01,Một\n")->changes_nothing());
  REQUIRE(
      bench.import(ImportKind::cooperatives, "coop_id,name_vi,note\nC01,Một,\n", kUpdate)->written);
  const auto record = bench.registry().cooperative("C01");
  CHECK(record->members == 5);
  CHECK(record->note.empty());
}

TEST_CASE("a product without a GTIN gets one, and keeps it when the file comes again") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const std::string csv = "product_id,coop_id,name_vi,gtin\nS01,C90,Mắm,\nS02,C90,Muối,\n";
  REQUIRE(bench.import(ImportKind::products, csv, kDryRun)->errors.empty());
  CHECK(bench.registry().gtin_blocks().empty());
  REQUIRE(bench.import(ImportKind::products, csv)->written);
  const Gtin first = bench.registry().product("S01")->gtin,
             second = bench.registry().product("S02")->gtin;
  CHECK(first.is_restricted());
  CHECK(first != second);
  CHECK(bench.import(ImportKind::products, csv)->changes_nothing());
  CHECK(bench.registry().product("S01")->gtin == first);
}

TEST_CASE("each mistake in a cooperative is named") {
  const std::string head =
      "coop_id,name_vi,phone_landline,founded,members,area_ha,gtin_prefixes,sample\n";
  CHECK(errors_of(ImportKind::cooperatives,
                  head + "X1,A,2836203646,31/02/2020,12.5,1.234,12|893850001,có thể\n") ==
        Lines{"leading_zero_lost 2,C (phone_landline) '2836203646'",
              "date_not_real 2,D (founded) '31/02/2020'", "number_not_whole 2,E (members) '12.5'",
              "number_ambiguous 2,F (area_ha) '1.234'",
              "gtin_prefix_invalid 2,G (gtin_prefixes) '12'",
              "yes_no_unreadable 2,H (sample) 'có thể'"});
  CHECK(errors_of(ImportKind::cooperatives, "coop_id,name_vi\nX1,\"a\nb\"\n") ==
        Lines{"text_control_character 2,B (name_vi) 'a\uFFFDb' code_point=U+000A"});
  CHECK(
      errors_of(ImportKind::cooperatives, "coop_id,name_vi\nX1," + std::string(201, 'x') + "\n")[0]
          .starts_with("text_too_long 2,B"));
  CHECK(errors_of(ImportKind::cooperatives, "coop_id,name_vi\nX1,A,thừa\n") ==
        Lines{"row_too_long 2,C () 'thừa' columns=2"});
  CHECK(errors_of(ImportKind::cooperatives, "coop_id,name_vi\nX1,A\nX1,A\n") ==
        Lines{"id_repeated 3,A (coop_id) 'X1' row=2"});
}

TEST_CASE("each mistake in a place is named") {
  CHECK(errors_of(ImportKind::places,
                  "place_id,coop_id,kind,name_vi,code\nX1,C77,ao cá,A,8.93E+12\n") ==
        Lines{"place_kind_unknown 2,C (kind) 'ao cá'",
              "identifier_excel_damaged 2,E (code) '8.93E+12'",
              "unknown_reference 2,B (coop_id) 'C77' kind=cooperative"});
}

TEST_CASE("a GTIN that stands twice in a file is named with its first row") {
  CHECK(errors_of(
            ImportKind::products,
            "product_id,coop_id,name_vi,gtin\nX1,C90,A,8934567890123\nX2,C90,B,08934567890123\n")
            .size() == 2);
  CHECK(errors_of(
            ImportKind::products,
            "product_id,coop_id,name_vi,gtin\nX1,C90,A,4006381333931\nX2,C90,B,04006381333931\n") ==
        Lines{"gtin_repeated 3,D (gtin) '04006381333931' row=2"});
}

TEST_CASE("each mistake in a certification is named") {
  const std::string head =
      "cert_id;product_id;coop_id;scheme;level;issuer_level;issue_date;date_precision;valid_"
      "through;status\n";
  CHECK(errors_of(ImportKind::certifications,
                  head + "X1;P01;C90;OCOP;6;xã;2025-03-10;year;2024;tốt\n") ==
        Lines{"issuer_level_unknown 2,F (issuer_level) 'xã'",
              "date_precision_differs 2,H (date_precision) 'year' read=day",
              "ocop_level_invalid 2,E (level) '6'", "status_unknown 2,J (status) 'tốt'",
              "product_of_other_cooperative 2,B (product_id) 'P01' cooperative=C01"});
  CHECK(errors_of(ImportKind::certifications, head + "X1;P77;C90;OCOP;3;;2025-03-10;;2024;\n")[0]
            .starts_with("certification_end_before_issue 2,I (valid_through) '2024'"));
  CHECK(errors_of(ImportKind::certifications, head + "X1;;C90;OCOP;3;;31/02/2025;;;\n") ==
        Lines{"date_not_real 2,G (issue_date) '31/02/2025'"});
  CHECK(errors_of(ImportKind::certifications,
                  head + "X1;;C90;OCOP;3;;2024;announced 2023-06-30;;\n") ==
        Lines{"date_not_real 2,G (issue_date) '2024'"});
  CHECK(errors_of(ImportKind::certifications,
                  "cert_id,coop_id,scheme,superseded_by\nX1,C90,OCOP,X9\n") ==
        Lines{"unknown_reference 2,D (superseded_by) 'X9' kind=certification"});
}

TEST_CASE("a certificate may be replaced by one further down the same file") {
  ImportBench bench;
  bench.import_all_examples();
  const auto report = bench.import(ImportKind::certifications,
                                   "cert_id,coop_id,scheme,superseded_by,superseded_on\nX1,C90,"
                                   "OCOP,X2,01/08/2026\nX2,C90,OCOP,,\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) == Lines{});
  CHECK(status_on(*bench.registry().certification("X1"), day("02/08/2026")) == "superseded");
}

TEST_CASE("an announced date is some day of its year, not after the announcement") {
  ImportBench bench;
  bench.import_all_examples();
  const auto record = bench.registry().certification("K07");
  REQUIRE(record->issued.has_value());
  CHECK(record->issued->precision == VagueDate::Precision::announced);
  CHECK(to_iso(record->issued->first) == "2023-01-01");
  CHECK(to_iso(record->issued->last) == "2023-06-30");
}

TEST_CASE("a vague end that follows from the issue date leaves the exact rule in force") {
  const Certification vague = imported_certification("issue_date;date_precision;valid_through",
                                                     "2023;announced 2023-06-30;2026");
  CHECK_FALSE(vague.stated_end.has_value());
  CHECK(in_force(vague, day("01/07/2026")) == false);
  const Certification other = imported_certification("issue_date;valid_through", "2023-08;2025");
  REQUIRE(other.stated_end.has_value());
  CHECK(other.stated_end->text() == "2025");
}

TEST_CASE("withdrawn without its day is an event on some day no later than the header says") {
  ImportBench bench;
  bench.import_all_examples();
  const auto record = bench.registry().certification("K33");
  REQUIRE(record->events.size() == 1);
  CHECK(record->events[0].kind == CertificationEvent::Kind::withdrawn);
  CHECK(record->events[0].on.precision == VagueDate::Precision::announced);
  CHECK(to_iso(record->events[0].on.last) == "2026-11-24");
  CHECK(status_on(*record, day("24/11/2026")) == "withdrawn");
  CHECK_FALSE(in_force(*record, day("01/10/2026")).has_value());
}

TEST_CASE("withdrawn with its day is an event on that day") {
  const Certification record =
      imported_certification("status_as_of_2026_11_24;issue_date;withdrawn_on;withdrawn_reason",
                             "withdrawn;2025-03-10;15/09/2026;nhãn sai");
  REQUIRE(record.events.size() == 1);
  CHECK(record.events[0].on == VagueDate::exact(day("15/09/2026")));
  CHECK(record.events[0].reason == "nhãn sai");
}

TEST_CASE("a status that the dates contradict is warned of, with ours") {
  ImportBench bench;
  bench.import_all_examples();
  const auto report = bench.import(
      ImportKind::certifications,
      "cert_id,coop_id,scheme,issue_date,status_as_of_2026_11_24\nX1,C90,OCOP,2020-01-01,active\n");
  REQUIRE(report.has_value());
  CHECK(report->written);
  CHECK(lines_of(report->warnings) == Lines{"status_contradicts 2,E (status_as_of_2026_11_24) "
                                            "'active' computed=expired day=2026-11-24"});
}

TEST_CASE("an issuer level that is odd for its years is warned of, never refused") {
  ImportBench bench;
  bench.import_all_examples();
  const auto report = bench.import(
      ImportKind::certifications,
      "cert_id,coop_id,scheme,level,issuer_level,issue_date\nX1,C90,OCOP,3,huyện,2026-01-01\n");
  REQUIRE(report.has_value());
  CHECK(report->written);
  REQUIRE(report->warnings.size() == 1);
  CHECK(report->warnings[0].code == "issuer_level_unusual");
  CHECK(report->warnings[0].position == Position{2, 5});
}

TEST_CASE("a table without its columns, or with one of them twice, is refused as a whole") {
  CHECK(whole_error(ImportKind::products, "a,b\n1,2\n") ==
        "column_missing 1,- () '' columns=\"Mã HTX\" (coop_id), \"Tên sản phẩm\" (name_vi) read=a, "
        "b");
  CHECK(whole_error(ImportKind::cooperatives, "coop_id,name_vi,Mã HTX\nC01,A,C02\n") ==
        "header_duplicate 1,C () 'Mã HTX' first=1");
  ImportBench bench;
  CHECK(bench.import(ImportKind::cooperatives, "").error().code == "table_empty");
}

TEST_CASE("kinds have names") {
  for (ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                          ImportKind::certifications}) {
    CHECK(import_kind(to_text(kind)) == kind);
  }
  CHECK_FALSE(import_kind("labels").has_value());
}
