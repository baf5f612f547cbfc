// Tables as people keep them: titles, units in cells, names instead of ids, addresses on one line.
#include "operations/import/import_bench.h"
#include "operations/import/written_address.h"

using namespace temgoc;
using test::ImportBench;
using test::Lines;
using test::lines_of;

namespace {

const std::string kCooperative = "Mã HTX,Tên HTX\nC01,Hợp tác xã Một\n";
const std::string kAssumed = "cooperative_assumed 1,- () 'C01' name=Hợp tác xã Một rows=1";

// What a file of one data row is refused with, over a registry of one cooperative.
Lines errors_of(ImportKind kind, const std::string& csv) {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const auto report = bench.import(kind, csv);
  REQUIRE(report.has_value());
  return lines_of(report->errors);
}

Product product_of(const std::string& columns, const std::string& cells) {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  auto report = bench.import(ImportKind::products,
                             "Mã SP;Tên sản phẩm;" + columns + "\nS1;Trà;" + cells + "\n");
  REQUIRE(report.has_value());
  REQUIRE(lines_of(report->errors) == Lines{});
  std::erase_if(report->warnings,
                [](const Error& each) { return each.code == "shelf_life_left_open"; });
  CHECK(lines_of(report->warnings) == Lines{kAssumed});
  return *bench.registry().product("S1");
}

std::string taken_apart(std::string_view text) {
  const auto address = parse_written_address(text);
  if (!address) return "-";
  return address->street + "|" + address->commune + "|" + address->district + "|" +
         address->province;
}

}  // namespace

TEST_CASE("a title above the column names is passed over and named") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const auto report = bench.import(ImportKind::products,
                                   "DANH SÁCH SẢN PHẨM NĂM 2026\n\nMã SP;Tên sản phẩm;Barcode\n"
                                   "S1;Trà sen;8934567890125\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) ==
        Lines{"gtin_check_digit 4,C (Barcode) '8934567890125' expected=0"});
  CHECK(lines_of(report->warnings).front() ==
        "rows_above_header 1,- () 'DANH SÁCH SẢN PHẨM NĂM 2026' count=1 header=3");
}

TEST_CASE("a number may carry its unit, and what has two meanings is asked about") {
  CHECK(product_of("Hạn sử dụng;Hạng OCOP", "180 ngày;4 sao").shelf_life_days == 180U);
  CHECK(product_of("HSD;Số sao", "2 tuần;OCOP 4 sao").shelf_life_days == 14U);
  CHECK(product_of("Hạn dùng;Số sao", "1.080 ngày;hạng 3 sao").shelf_life_days == 1080U);
  CHECK(product_of("HSD;Số sao", "90;5").ocop_stars_last_known == 5);
  const auto shelf_life = [](const std::string& cell) {
    return errors_of(ImportKind::products, "Mã SP;Tên SP;HSD\nS1;Trà;" + cell + "\n").front();
  };
  CHECK(shelf_life("12 tháng") == "shelf_life_in_months 2,C (HSD) '12 tháng'");
  CHECK(shelf_life("1 năm") == "shelf_life_in_months 2,C (HSD) '1 năm'");
  CHECK(shelf_life("31/12/2026") == "shelf_life_is_date 2,C (HSD) '31/12/2026'");
  CHECK(shelf_life("6 đến 12 tháng") == "number_unreadable 2,C (HSD) '6 đến 12 tháng'");
  CHECK(shelf_life("3 hộp") == "number_unreadable 2,C (HSD) '3 hộp'");
}

TEST_CASE("a net content keeps its words, and a bare number is asked for its unit") {
  CHECK(product_of("Khối lượng", "Túi 250 g").net_content == "Túi 250 g");
  CHECK(errors_of(ImportKind::products, "Mã SP;Tên SP;Trọng lượng\nS1;Trà;250\n") ==
        Lines{"net_content_without_unit 2,C (Trọng lượng) '250'"});
}

TEST_CASE("ids may be left out: a row of the same name keeps the id that it was given") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const std::string csv = "Tên sản phẩm,Khối lượng\nTrà sen,50 g\nTrà lài,50 g\n";
  const auto first = bench.import(ImportKind::products, csv);
  REQUIRE(first.has_value());
  CHECK(lines_of(first->errors) == Lines{});
  CHECK(lines_of(first->warnings) ==
        Lines{"cooperative_assumed 1,- () 'C01' name=Hợp tác xã Một rows=2",
              "ids_given 1,- () '' count=2 first=SP01 last=SP02",
              "shelf_life_left_open 1,- () 'Trà sen, Trà lài' count=2"});
  CHECK(bench.registry().product("SP02")->name == "Trà lài");
  CHECK(bench.import(ImportKind::products, csv)->changes_nothing());
  const auto third =
      bench.import(ImportKind::products, "Tên sản phẩm,Khối lượng\nTrà gừng,1 kg\nTrà gừng,2 kg\n");
  CHECK(lines_of(third->errors) == Lines{"name_repeated 3,A (Tên sản phẩm) 'Trà gừng' row=2"});
}

TEST_CASE("a certificate may name its product and its cooperative as people do") {
  ImportBench bench;
  REQUIRE(bench
              .import(ImportKind::cooperatives,
                      "Mã HTX,Tên HTX\nC01,Hợp tác xã Một\nC02,Hợp tác xã Hai\n")
              ->written);
  REQUIRE(bench
              .import(ImportKind::products,
                      "Mã SP,HTX,Tên SP\nS1,Hợp tác xã Hai,Trà sen\n"
                      "S2,C01,Trà\nS3,C01,Trà\n")
              ->written);
  CHECK(bench.registry().product("S1")->cooperative_id == "C02");
  const std::string head = "Sản phẩm;HTX;Loại;Hạng;Ngày QĐ;Hết hạn\n";
  const std::string good = head + "Trà sen;Hợp tác xã Hai;OCOP;4 sao;15/03/2026;\n";
  // "Loại" alone is no name of a certificate's column: the nearest one is named.
  const auto asked = bench.import(ImportKind::certifications, good);
  REQUIRE_FALSE(asked.has_value());
  CHECK(asked.error().args.at("columns") == "\"Loại chứng nhận\" (scheme)");
  const std::string named = "Sản phẩm;HTX;Loại chứng nhận;Hạng;Ngày QĐ;Hết hạn\n";
  const auto report = bench.import(ImportKind::certifications,
                                   named + "Trà sen;Hợp tác xã Hai;OCOP;4 sao;15/03/2026;\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) == Lines{});
  const auto stored = bench.registry().certification("CN01");
  REQUIRE(stored.has_value());
  CHECK(stored->product_id == "S1");
  CHECK(stored->level == "4");
  CHECK(lines_of(bench.import(ImportKind::certifications, named + "Trà;C01;OCOP;;;\n")->errors) ==
        Lines{"reference_ambiguous 2,A (Sản phẩm) 'Trà' ids=S2, S3 kind=product"});
  CHECK(lines_of(
            bench.import(ImportKind::certifications, named + "Trà xanh;C01;OCOP;;;\n")->errors) ==
        Lines{"unknown_reference 2,A (Sản phẩm) 'Trà xanh' kind=product"});
}

namespace {

// Two cooperatives, and what became of a product S1 of the columns and cells.
struct OfTwo {
  ImportBench bench;
  OfTwo() {
    REQUIRE(bench
                .import(ImportKind::cooperatives,
                        "Mã HTX,Tên HTX\nC01,Hợp tác xã Một\nC02,Hợp tác xã nông nghiệp Hai\n")
                ->written);
  }
  ImportReport product(const std::string& columns, const std::string& cells) {
    auto report = bench.import(ImportKind::products,
                               "Mã SP;Tên SP;HSD;" + columns + "\nS1;Trà;90;" + cells + "\n");
    REQUIRE(report.has_value());
    return *report;
  }
  std::string owner() { return bench.registry().product("S1")->cooperative_id; }
};

}  // namespace

TEST_CASE("a producer's column names the cooperative, whatever people call it") {
  for (const char* header : {"Nhà sản xuất", "Tên nhà sản xuất", "Đơn vị sản xuất", "Chủ thể",
                             "Chủ thể OCOP", "NHÀ SẢN XUẤT", "Tên hợp tác xã"}) {
    CAPTURE(header);
    OfTwo two;
    const auto report = two.product(header, "HTX Nông nghiệp Hai");
    CHECK(lines_of(report.errors) == Lines{});
    CHECK(lines_of(report.warnings) == Lines{});
    CHECK(two.owner() == "C02");
  }
  OfTwo two;
  CHECK(lines_of(two.product("Nhà sản xuất", "Hộ ông Ba").errors) ==
        Lines{"unknown_reference 2,D (Nhà sản xuất) 'Hộ ông Ba' kind=cooperative"});
}

TEST_CASE("an id and a name of one cooperative must agree, and neither is lost in silence") {
  const std::string both = "Mã HTX;Nhà sản xuất";
  OfTwo agreeing;
  CHECK(lines_of(agreeing.product(both, "C02;HTX nông nghiệp Hai").warnings) == Lines{});
  CHECK(agreeing.owner() == "C02");
  OfTwo by_name;
  CHECK(lines_of(by_name.product(both, ";HTX nông nghiệp Hai").errors) == Lines{});
  CHECK(by_name.owner() == "C02");
  OfTwo other;
  CHECK(lines_of(other.product(both, "C01;HTX nông nghiệp Hai").errors) ==
        Lines{"reference_contradicts 2,E (Nhà sản xuất) 'HTX nông nghiệp Hai' id=C01 "
              "kind=cooperative"});
  OfTwo older;
  CHECK(lines_of(older.product(both, "C01;Tổ hợp tác Một").warnings) ==
        Lines{"reference_named_otherwise 2,E (Nhà sản xuất) 'Tổ hợp tác Một' id=C01"});
  CHECK(older.owner() == "C01");
  OfTwo unknown;
  CHECK(lines_of(unknown.product(both, ";Tổ hợp tác Một").errors) ==
        Lines{"unknown_reference 2,E (Nhà sản xuất) 'Tổ hợp tác Một' kind=cooperative"});
}

TEST_CASE("a certificate may have its product's id and its name") {
  OfTwo two;
  REQUIRE(two.product("Mã HTX", "C01").written);
  const std::string head = "Mã SP;Tên sản phẩm;Chủ thể;Loại chứng nhận;Số QĐ\n";
  const auto certificate = [&](const std::string& cells) {
    auto report = two.bench.import(ImportKind::certifications, head + cells + "\n");
    REQUIRE(report.has_value());
    return *report;
  };
  CHECK(lines_of(certificate("S1;Trà;HTX Một;VietGAP;1").errors) == Lines{});
  CHECK(lines_of(certificate(";Trà;HTX Một;VietGAP;2").errors) == Lines{});
  CHECK(two.bench.registry().certification("CN02")->product_id == "S1");
  CHECK(lines_of(certificate("S1;Trà sen;HTX Một;VietGAP;3").warnings).front() ==
        "reference_named_otherwise 2,B (Tên sản phẩm) 'Trà sen' id=S1");
}

TEST_CASE("a day of production is not taken for a misspelt producer") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const auto report =
      bench.import(ImportKind::products, "Mã SP;Tên SP;HSD;Ngày sản xuất\nS1;Trà;90;1/5/2026\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->warnings).front() == "column_unknown 1,D () 'Ngày sản xuất'");
}

TEST_CASE("an unknown column is named with the one that it may have meant") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const auto report = bench.import(ImportKind::products,
                                   "Mã SP;Tên SP;Thành phân chính;Giá bán\nS1;Trà;sen;xanh\n");
  REQUIRE(report.has_value());
  CHECK(lines_of(report->warnings) ==
        Lines{"column_unknown_near 1,C () 'Thành phân chính' nearest=\"Thành phần\" (ingredients)",
              "column_unknown 1,D () 'Giá bán'", kAssumed,
              "shelf_life_left_open 1,- () 'Trà' count=1"});
}

TEST_CASE("an address on one line is taken apart, or not at all") {
  CHECK(taken_apart("Thôn 3, xã Vĩnh Lộc, TP.HCM") == "Thôn 3|xã Vĩnh Lộc||TP.HCM");
  CHECK(taken_apart("310 Rừng Sác, ấp Bình Thuận, xã Bình Khánh, huyện Cần Giờ, TP. Hồ Chí Minh") ==
        "310 Rừng Sác, ấp Bình Thuận|xã Bình Khánh|huyện Cần Giờ|TP. Hồ Chí Minh");
  CHECK(taken_apart("12 Lê Lợi, P.5, TP. Bến Tre, tỉnh Bến Tre, Việt Nam.") ==
        "12 Lê Lợi|P.5|TP. Bến Tre|tỉnh Bến Tre");
  CHECK(taken_apart("P5, Q.10, TPHCM") == "|P5|Q.10|TPHCM");
  CHECK(taken_apart("Thôn 3, Vĩnh Lộc, TP.HCM") == "-");
  CHECK(taken_apart("Thôn 3, xã Vĩnh Lộc") == "-");
  CHECK(taken_apart("Thôn 3") == "-");
  CHECK(taken_apart("TP.HCM") == "-");
  CHECK(taken_apart("huyện Cần Giờ, TP.HCM") == "-");
  CHECK(taken_apart("") == "-");
}

TEST_CASE("an address in one column is kept, and a street alone is asked about") {
  ImportBench bench;
  const std::string csv =
      "Mã HTX;Tên HTX;Địa chỉ\nC01;Một;Thôn 3, xã Vĩnh Lộc, TP.HCM\n"
      "C02;Hai;ấp 1, xã Bình Khánh, huyện Cần Giờ, TP.HCM\n";
  const auto report = bench.import(ImportKind::cooperatives, csv);
  REQUIRE(report.has_value());
  CHECK(lines_of(report->errors) == Lines{});
  CHECK(lines_of(report->warnings) ==
        Lines{"address_of_districts 3,C (Địa chỉ) 'ấp 1, xã Bình Khánh, huyện Cần Giờ, TP.HCM'"});
  const auto now = bench.registry().cooperative("C01")->addresses;
  REQUIRE(now.size() == 1);
  CHECK(now[0].one_line() == "Thôn 3, xã Vĩnh Lộc, TP.HCM");
  CHECK(now[0].commune == "xã Vĩnh Lộc");
  CHECK(now[0].valid_from == kDistrictsEnded);
  const auto before = bench.registry().cooperative("C02")->addresses;
  REQUIRE(before.size() == 1);
  CHECK(before[0].valid_until == kDistrictsEnded);
  CHECK(bench.import(ImportKind::cooperatives, csv)->changes_nothing());

  const std::string street = "Mã HTX;Tên HTX;Địa chỉ\nC03;Ba;Thôn 3\n";
  const auto asked = bench.import(ImportKind::cooperatives, street);
  REQUIRE(asked.has_value());
  CHECK(lines_of(asked->errors) == Lines{"address_incomplete 2,C (Địa chỉ) 'Thôn 3'"});
  CHECK(
      errors_of(ImportKind::places, "Mã địa điểm;Loại;Tên;Địa chỉ\nL1;nhà sơ chế;Xưởng;Thôn 3\n") ==
      Lines{"address_incomplete 2,D (Địa chỉ) 'Thôn 3'"});
}

TEST_CASE("kinds of places are read as people call them, and one that is two is asked about") {
  const auto kind = [](const std::string& written) {
    return errors_of(ImportKind::places, "Mã địa điểm;Loại;Tên\nL1;" + written + ";Xưởng\n");
  };
  CHECK(kind("Nhà sơ chế") == Lines{});
  CHECK(kind("Vùng nguyên liệu") == Lines{});
  CHECK(kind("Nhà sơ chế, đóng gói") ==
        Lines{"place_kind_unknown 2,B (Loại) 'Nhà sơ chế, đóng gói'"});
}

TEST_CASE("a failed formula is refused where the file says that it failed, and nowhere else") {
  CHECK(errors_of(ImportKind::products,
                  "Mã SP;Tên SP;Khối lượng\nS1;#CALC!;50 g\nS2;Err:508;1 kg\n"
                  "S3;#ERROR!;1 kg\n") == Lines{"cell_formula 2,B (Tên SP) '#CALC!'",
                                                "cell_formula 3,B (Tên SP) 'Err:508'",
                                                "cell_formula 4,B (Tên SP) '#ERROR!'"});
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  const Bytes workbook = to_xlsx({"Mã SP", "Tên SP"}, {{"S1", "#NAME?"}}, "SP");
  CHECK(bench.import(ImportKind::products, as_text(workbook))->written);
}

TEST_CASE("every blank workbook imports as it is once its example is replaced") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, kCooperative)->written);
  for (ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                          ImportKind::certifications}) {
    for (Language language : {Language::vi, Language::en}) {
      INFO(to_text(kind));
      const Bytes blank = blank_import(kind, &bench.registry(), language);
      const auto left = bench.import(kind, as_text(blank));
      REQUIRE(left.has_value());
      CHECK(lines_of(left->errors) == Lines{});
      CHECK(lines_of(left->warnings) == Lines{"example_left_out 2,- () ''"});
      CHECK(left->changes_nothing());
      // Each example is a value that the import reads.
      auto table = read_table(blank, "x.xlsx");
      REQUIRE(table.has_value());
      REQUIRE(table->rows.size() == 1);
      table->rows[0].cells[0].text = "X" + std::to_string(static_cast<int>(language));
      const auto filled =
          import_table(bench.registry(), kind, *table, *parse_instant("2026-11-24T03:00:00.000Z"),
                       {.dry_run = true});
      REQUIRE(filled.has_value());
      if (kind == ImportKind::certifications) {
        REQUIRE(filled->errors.size() == 1);  // its product is not on record
        CHECK(filled->errors[0].code == "unknown_reference");
      } else {
        CHECK(lines_of(filled->errors) == Lines{});
      }
    }
  }
}
