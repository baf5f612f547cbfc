// OCOP by its date: sets of Decision 26/2026, papers under each criteria, and claims without
// evidence.
#include "operations/import/import_bench.h"

using namespace temgoc;
using test::ImportBench;
using test::Lines;
using test::lines_of;

namespace {

const std::string kCooperative = "Mã HTX,Tên HTX\nC01,Hợp tác xã Một\n";

struct Bench : ImportBench {
  Bench() {
    REQUIRE(import(ImportKind::cooperatives, kCooperative)->written);
    REQUIRE(import(ImportKind::products, "Mã SP;Tên sản phẩm\nS1;Trà sen\n")->written);
  }
  ImportReport read(ImportKind kind, const std::string& csv) {
    auto report = import(kind, csv);
    REQUIRE(report.has_value());
    return *std::move(report);
  }
  // Of an OCOP paper of S1.
  ImportReport paper(const std::string& columns, const std::string& cells) {
    return read(ImportKind::certifications,
                "Mã chứng nhận;Mã SP;Loại chứng nhận;" + columns + "\nK1;S1;OCOP;" + cells + "\n");
  }
};

std::vector<std::string> codes(const std::vector<Error>& all) {
  std::vector<std::string> found;
  for (const Error& each : all)
    if (each.code != "cooperative_assumed" && each.code != "shelf_life_left_open")
      found.push_back(each.code);
  return found;
}
using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a product's set is read beside its group, and another number is refused") {
  Bench bench;
  const auto report =
      bench.read(ImportKind::products,
                 "Mã SP;Tên sản phẩm;Nhóm OCOP;Bộ sản phẩm OCOP\nS2;Khô mực;I.3.d;Bộ 8\n");
  REQUIRE(report.written);
  CHECK(codes(report.warnings).empty());
  CHECK(bench.registry().product("S2")->ocop_set->number() == 8);
  const auto other = bench.read(ImportKind::products,
                                "Mã SP;Tên sản phẩm;Nhóm OCOP;Bộ sản phẩm\nS3;Khô mực;I.3.d;26\n");
  CHECK(codes(other.warnings) == Codes{"ocop_set_other_branch"});
  const auto wrong =
      bench.read(ImportKind::products, "Mã SP;Tên sản phẩm;Bộ sản phẩm\nS4;Khô mực;27\n");
  REQUIRE(lines_of(wrong.errors).size() == 1);
  CHECK(lines_of(wrong.errors)[0] == "ocop_set_unknown 2,C (Bộ sản phẩm) '27' last=26");
}

TEST_CASE(
    "wrong combinations of stars, issuer, date and criteria are refused, each for its reason") {
  struct Row {
    const char* columns;
    const char* cells;
    const char* code;  // empty: taken
  };
  const Row table[] = {
      {"Hạng;Cấp ban hành;Ngày cấp", "5;tỉnh;01/08/2026", "issuer_level_wrong"},
      {"Hạng;Cấp ban hành;Ngày cấp", "4;huyện;22/05/2026", "issuer_level_wrong"},
      {"Hạng;Cấp ban hành;Ngày cấp", "5;trung ương;01/08/2026", ""},
      {"Hạng;Cấp ban hành;Ngày cấp", "4 sao;tỉnh;01/08/2026", ""},
      {"Hạng;Ngày cấp;Ngày hết hạn", "4;01/08/2026;02/08/2029", "ocop_term_too_long"},
      {"Hạng;Ngày cấp;Ngày hết hạn", "4;01/08/2026;01/08/2029", ""},
      {"Hạng;Ngày cấp;Bộ tiêu chí", "4;01/08/2025;QĐ 26/2026/QĐ-TTg", "ocop_criteria_too_new"},
      {"Hạng;Ngày cấp;Bộ tiêu chí", "4;01/08/2026;QĐ 26/2026/QĐ-TTg", ""},
      {"Hạng;Cấp ban hành", "2;tỉnh", "ocop_level_invalid"}};
  for (const Row& row : table) {
    CAPTURE(std::string(row.cells));
    Bench bench;
    const auto report = bench.paper(row.columns, row.cells);
    CHECK(codes(report.errors) == (*row.code ? Codes{row.code} : Codes{}));
    CHECK(report.written == !*row.code);
    CHECK(codes(report.warnings).empty());
  }
}

TEST_CASE("papers under older criteria keep theirs and are doubted at most") {
  Bench bench;
  const auto report = bench.paper("Hạng;Cấp ban hành;Ngày cấp", "3;huyện;01/05/2024");
  CHECK(report.written);
  CHECK(codes(report.warnings).empty());
  CHECK(criteria_of(*bench.registry().certification("K1")) == "148/2023");
  Bench other;
  const auto doubted =
      other.paper("Hạng;Cấp ban hành;Ngày cấp;Ngày hết hạn", "4;huyện;01/05/2024;02/05/2027");
  CHECK(doubted.written);
  CHECK(codes(doubted.warnings) == Codes{"issuer_level_unusual", "ocop_term_unusual"});
  Bench named;
  REQUIRE(named.paper("Hạng;Ngày cấp;Bộ tiêu chí", "4;01/08/2026;QĐ 26/2026/QĐ-TTg").written);
  CHECK(named.registry().certification("K1")->criteria_version == "26/2026");
}

TEST_CASE("a green claim is warned of until a certificate bears it out") {
  Bench bench;
  const std::string row = "Mã SP;Tên sản phẩm\nS9;Gạo hữu cơ\n";
  const auto first = bench.read(ImportKind::products, row);
  CHECK(first.written);
  CHECK(codes(first.warnings) == Codes{"green_claim_unproven"});
  const auto bare =
      bench.read(ImportKind::certifications, "Mã chứng nhận;Mã SP;Loại chứng nhận\nK7;S9;Hữu cơ\n");
  CHECK(codes(bare.warnings) == Codes{"green_claim_incomplete"});
  CHECK(codes(bench.read(ImportKind::products, row).warnings) == Codes{"green_claim_unproven"});
  const auto whole =
      bench.read(ImportKind::certifications,
                 "Mã chứng nhận;Mã SP;Loại chứng nhận;Cơ quan cấp;Ngày cấp;Ngày hết hạn\n"
                 "K8;S9;Hữu cơ;Control Union;01/01/2020;31/12/2099\n");
  CHECK(whole.written);
  CHECK(codes(whole.warnings).empty());
  CHECK(codes(bench.read(ImportKind::products, row).warnings).empty());
}
