// The file for an OCOP rating: forms that another program reads, evidence by criterion, and nothing
// of a certificate on the day after its end.
#include "temgoc/exchange/ocop_rating.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "support/lot_events.h"
#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/records.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/kept_files.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// As poppler reads it, cell by cell, on one line.
std::string text_of(const fs::path& pdf) {
  const std::string command = "pdftotext -raw '" + pdf.string() + "' - 2>&1";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
    text.append(part.data(), got);
  REQUIRE(::pclose(pipe) == 0);
  std::ranges::replace(text, '\n', ' ');
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A product of set 8 with a lot that was made of a harvest, inspected and shipped.
struct Rated {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;

  Rated() {
    Product product = works.registry().product(kFish).value();
    product.ocop_set = OcopSet::parse("8").value();
    product.standards = "TCCS 01:2026";
    REQUIRE(works.registry().store(product, world.now, true));
    REQUIRE(works.registry().store(
        Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông 1", .code = "VN-HCMOR-0001"},
        world.now, false));
    REQUIRE(record_partner(works, {.id = "MUA1", .cooperative_id = "C01", .name = "Cửa hàng Bà Tư"},
                           false));
    using R = LotRole;
    record(EventKind::harvest, {{R::output, "TH-1", "120 kg"}});
    record(EventKind::pack,
           {{R::input, "TH-1", "5 kg"}, {R::output, lot.short_code.text(), "5 kg"}});
    record(EventKind::inspect, {{R::handled, lot.short_code.text(), ""}}, [](Event& event) {
      event.passed = true;
      event.document = "KN-77";
    });
    record(EventKind::ship, {{R::handled, lot.short_code.text(), "2 kg"}},
           [](Event& event) { event.partner_id = "MUA1"; });
  }

  void record(EventKind kind, const LotsOfEvent& lots,
              const std::function<void(Event&)>& more = {}) {
    record_at_k1(works, kind, "23/11/2026", "Cá đù tươi", lots, more);
  }

  fs::path folder(const char* name) const { return world.folder / name; }
  RatingReport made(const char* name, std::map<std::string, int> points = {}) {
    auto report = write_ocop_rating(
        works, {.product = "P01", .points = std::move(points), .out = folder(name)});
    REQUIRE_MESSAGE(report, code_of(report));
    return *std::move(report);
  }
  std::string refusal(RatingOrder order) { return code_of(write_ocop_rating(works, order)); }
  Json index(const char* name) const {
    return parse_json(read_file(folder(name) / "muc-luc.json", 1 << 20).value()).value();
  }
};

// VietGAP until 25/11/2026, with a scan.
Certification with_paper(Rated& rated) {
  Certification paper{.id = "K900",
                      .cooperative_id = "C01",
                      .product_id = "P01",
                      .scheme = "VietGAP",
                      .number = "VG-900",
                      .issuer = "Trung tâm A"};
  paper.issued = VagueDate::parse("01/12/2025", "issued").value();
  paper.stated_end = VagueDate::parse("25/11/2026", "end").value();
  const std::string scan = "%PDF-1.4 một bản chụp";
  paper.papers = {keep_file(rated.works.folder(), KeptKind::paper, as_bytes(scan), ".pdf")};
  REQUIRE(rated.works.registry().store(paper, rated.world.now, false));
  return paper;
}

}  // namespace

TEST_CASE("both forms are filled, in the form of an administrative paper, and read by poppler") {
  Rated rated;
  const RatingReport report = rated.made("ho-so", {{"A-1", 9}, {"A-2", 8}, {"A-3", 7}});
  for (const char* file : {"ho-so.pdf", "mau-01.pdf", "mau-02.pdf", "muc-luc.json"})
    CHECK(fs::exists(rated.folder("ho-so") / file));
  const std::string first = text_of(rated.folder("ho-so") / "mau-01.pdf");
  for (const char* each :
       {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu số 01",
        "26/2026/QĐ-TTg", "Cá đù một nắng", "Chế biến từ thịt, thủy sản", "TCCS 01:2026", "05 mẫu"})
    CHECK_MESSAGE(has(first, each), each);
  CHECK(has(first, rated.works.registry().cooperative("C01")->name));
  const std::string second = text_of(rated.folder("ho-so") / "mau-02.pdf");
  for (const char* each : {"Mẫu số 02", "Nguồn nguyên liệu địa phương", "100 %", "Vuông 1", "24",
                           "KN-77", "1 lần giao", "1 bên mua", "Tổng điểm", "Trang 1/"})
    CHECK_MESSAGE(has(second, each), each);
  // The part whose criteria all have points has their sum; the whole has none.
  CHECK(has(second, "24"));
  CHECK_FALSE(has(second, "Bà Tư"));
  const std::string whole = text_of(rated.folder("ho-so") / "ho-so.pdf");
  CHECK(has(whole, "Mẫu số 01"));
  CHECK(has(whole, "Mẫu số 02"));
  CHECK(report.lacking == std::vector<std::string>{"B-1"});  // no story is on record
}

TEST_CASE("the evidence lies by criterion, each file with its hash in the index") {
  Rated rated;
  with_paper(rated);
  const RatingReport report = rated.made("ho-so");
  const Json index = rated.index("ho-so");
  CHECK(index["format"] == "temgoc.ocop_rating");
  CHECK(index["set"] == 8);
  CHECK(index["parts"][0]["most"] == 40);
  CHECK(index["parts"][1]["most"] == 25);
  CHECK(index["parts"][2]["most"] == 35);
  CHECK(index["sha256"].size() == report.files.size() - 1);  // all but the index itself
  for (const auto& [name, hash] : index["sha256"].items()) {
    const auto content = read_file(rated.folder("ho-so") / name, 64 << 20);
    REQUIRE_MESSAGE(content, name);
    CHECK(to_hex(sha256(as_bytes(*content))) == hash.get<std::string>());
  }
  const auto scan = read_file(rated.folder("ho-so") / "minh-chung/C/K900-1.pdf", 1 << 20);
  REQUIRE(scan);
  CHECK(*scan == "%PDF-1.4 một bản chụp");
  const auto lots = read_file(rated.folder("ho-so") / "minh-chung/A/lo-hang.xlsx", 1 << 20);
  REQUIRE(lots);
  const auto table = read_table(as_bytes(*lots), "lo-hang.xlsx");
  REQUIRE(table);
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0].cells[0].text == rated.lot.code.text());
}

TEST_CASE("a certificate and its scan are gone on the day after its end") {
  Rated rated;
  with_paper(rated);
  rated.world.now = parse_instant("2026-11-25T16:59:00.000Z").value();  // 23:59 in Vietnam
  rated.made("truoc");
  CHECK(has(text_of(rated.folder("truoc") / "ho-so.pdf"), "VG-900"));
  CHECK(fs::exists(rated.folder("truoc") / "minh-chung/C/K900-1.pdf"));
  rated.world.now = parse_instant("2026-11-25T17:00:00.000Z").value();
  rated.made("sau");
  CHECK_FALSE(has(text_of(rated.folder("sau") / "ho-so.pdf"), "VG-900"));
  CHECK_FALSE(has(rated.index("sau").dump(), "K900"));
  CHECK_FALSE(fs::exists(rated.folder("sau") / "minh-chung/C/K900-1.pdf"));
}

TEST_CASE("a green claim without evidence is not said in the forms") {
  Rated rated;
  Product product = rated.works.registry().product(kFish).value();
  product.standards = "TCVN 11041 hữu cơ";
  REQUIRE(rated.works.registry().store(product, rated.world.now, true));
  rated.made("khong");
  CHECK_FALSE(has(text_of(rated.folder("khong") / "ho-so.pdf"), "11041"));
  Certification paper{.id = "K901",
                      .cooperative_id = "C01",
                      .product_id = "P01",
                      .scheme = "Hữu cơ",
                      .number = "HC-1",
                      .issuer = "Control Union"};
  paper.issued = VagueDate::parse("01/12/2025", "issued").value();
  paper.stated_end = VagueDate::parse("30/11/2026", "end").value();
  REQUIRE(rated.works.registry().store(paper, rated.world.now, false));
  rated.made("co");
  const std::string text = text_of(rated.folder("co") / "ho-so.pdf");
  CHECK(has(text, "11041"));
  CHECK(has(text, "HC-1"));
}

TEST_CASE("what cannot be written, or is no criterion, is refused before a file is made") {
  Rated rated;
  const fs::path out = rated.folder("ho-so");
  CHECK(rated.refusal({.product = "P999", .out = out}) == "product_unknown");
  CHECK(rated.refusal({.product = "P01", .only_cooperative = "C02", .out = out}) ==
        "product_of_other_cooperative");
  CHECK(rated.refusal({.product = "P01", .points = {{"Z-9", 1}}, .out = out}) ==
        "ocop_points_unknown");
  CHECK(rated.refusal({.product = "P01", .points = {{"A-1", 41}}, .out = out}) ==
        "ocop_points_too_many");
  CHECK(rated.refusal({.product = "P01", .out = rated.folder("nowhere") / "x"}) ==
        "folder_not_found");
  CHECK_FALSE(fs::exists(out));
  rated.made("ho-so");
  CHECK(rated.refusal({.product = "P01", .out = out}) == "out_folder_not_empty");
}

TEST_CASE("a workplace's own table of criteria takes the place of the one that ships") {
  Rated rated;
  const RatingReport shipped = rated.made("san");
  CHECK(std::ranges::any_of(
      shipped.warnings, [](const Error& each) { return each.code == "ocop_rating_table_short"; }));
  const fs::path own = rated.works.folder() / "ocop_criteria.json";
  write_file(own,
             as_bytes(R"({"format":"temgoc.ocop_criteria","version":1,"decision":"26/2026/QĐ-TTg",
    "parts":[{"part":"A","title":"Chung","points":40,"criteria":[]}],
    "sets":{"8":{"complete":true,"parts":[{"part":"A","title":"Phần riêng của bộ 8","points":40,"criteria":[
      {"number":"1.1","title":"Tiêu chí riêng","points":5,"evidence":["places","xyz"]}]}]}}})"));
  const RatingReport report = rated.made("rieng", {{"1.1", 5}});
  CHECK(report.warnings.empty());
  const std::string text = text_of(rated.folder("rieng") / "mau-02.pdf");
  CHECK(has(text, "Phần riêng của bộ 8"));
  CHECK(has(text, "Tiêu chí riêng"));
  CHECK(rated.refusal({.product = "P01", .points = {{"1.1", 6}}, .out = rated.folder("x")}) ==
        "ocop_points_too_many");
  for (
      const char* broken :
      {"{", "[]", R"({"format":"other"})",
       R"({"format":"temgoc.ocop_criteria","decision":"x","parts":[]})",
       R"({"format":"temgoc.ocop_criteria","decision":"x","parts":[{"part":"A"}]})",
       R"({"format":"temgoc.ocop_criteria","decision":"x","parts":[{"part":"A","title":"t","points":-1,"criteria":[]}]})"}) {
    CAPTURE(std::string(broken));
    write_file(own, as_bytes(broken));
    CHECK(rated.refusal({.product = "P01", .out = rated.folder("y")}) ==
          "ocop_criteria_unreadable");
  }
}
