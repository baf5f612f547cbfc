// A season's lots in one table.
#include "temgoc/lots/import_lots.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "operations/import/import_bench.h"
#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/tables/tables.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kHead = "Sản phẩm;Ngày đóng gói;Số lượng;Đơn vị\n";
const std::string kSeason =
    kHead + "2990001000018;20/11/2026;120;kg\nP01;21/11/2026;1.250,5;kg\nP01;21/11/2026;12 hộp;\n";

struct Season {
  World world;
  Workplace works = world.made();
  LotKeys keys{{"C01", SecretText(kPassphrase)}};

  Result<LotsImport> import(const std::string& csv, LotsOrder order = {}) {
    auto table = read_import_table(ImportKind::lots, as_bytes(csv), "vu.csv");
    REQUIRE(table.has_value());
    return import_lots(works, *table, "vu.csv", keys, order);
  }
  Lines errors(const std::string& csv) {
    const auto done = import(csv);
    REQUIRE(done.has_value());
    CHECK_FALSE(done->sheet.written);
    return lines_of(done->sheet.errors);
  }
  Lines warnings(const std::string& csv) {
    const auto done = import(csv, {.dry_run = true});
    REQUIRE(done.has_value());
    CHECK(lines_of(done->sheet.errors) == Lines{});
    Lines codes;
    for (const Error& each : done->sheet.warnings)
      if (each.code != "certificate_not_in_force" && each.code != "certificate_ends_soon")
        codes.push_back(line_of(each));
    return codes;
  }
  std::size_t lots() const { return works.registry().lots({.limit = 1000}).size(); }
};

}  // namespace

TEST_CASE("every row of a table becomes a sealed lot, all of them under one act") {
  Season season;
  const auto acts = season.works.registry().acts({.limit = 100}).size();
  const auto done = season.import(kSeason);
  REQUIRE(done.has_value());
  CHECK(lines_of(done->sheet.errors) == Lines{});
  CHECK(done->sheet.written);
  REQUIRE(done->lots.size() == 3);
  CHECK(done->lots[0].lot.code.text() == "261120-01");
  CHECK(done->lots[1].lot.quantity.amount_text() == "1250.5");
  CHECK(done->lots[2].lot.quantity.unit == "hộp");
  CHECK(done->lots[2].row == 4);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto lot = season.works.registry().lot(done->lots[i].lot.short_code);
    REQUIRE(lot.has_value());
    CHECK(lot->issue_number == i + 1);
    // The seal is a real one: the check of the whole label says so.
    CHECK(check_label(lot_url(*lot), season.works.check_context()).main.headline !=
          Headline::forged);
  }
  const auto journal = season.works.registry().acts({.limit = 100});
  REQUIRE(journal.size() == acts + 1);
  CHECK(journal.front().act.kind == "lots");
  CHECK(journal.front().act.args.at("count") == "3");
  CHECK(journal.front().act.cooperative_id == "C01");
}

TEST_CASE("the same rows again issue nothing, in another file and in another order") {
  Season season;
  REQUIRE(season.import(kSeason)->sheet.added == 3);
  const auto again = season.import(kSeason);
  CHECK(again->sheet.added == 0);
  CHECK(again->sheet.unchanged == 3);
  CHECK(again->signers.empty());
  const auto other =
      season.import(kHead + "P01;21/11/2026;12 hộp;\nP01;2026-11-20;120;kg\nP01;22/11/2026;7;kg\n");
  CHECK(other->sheet.unchanged == 2);
  CHECK(other->sheet.added == 1);
  CHECK(season.lots() == 4);
  // A month later the days are too old for new lots, and these are none.
  season.world.now += std::chrono::hours{24 * 60};
  CHECK(season.import(kSeason)->sheet.unchanged == 3);
}

TEST_CASE("one bad row, and no lot is issued; each fault says its cell") {
  Season season;
  CHECK(season.errors(kHead + "P01;20/11/2026;120;kg\n"
                              "Cá gì đó;20/11/2026;120;kg\n"
                              ";20/11/2026;120;kg\n"
                              "P01;25/11/2026;120;kg\n"
                              "P01;01/09/2026;120;kg\n"
                              "P01;hôm qua;120;kg\n"
                              "P01;20/11/2026;1.234;kg\n"
                              "P01;20/11/2026;120;\n"
                              "P01;20/11/2026;;kg\n") ==
        Lines{"unknown_reference 3,A (Sản phẩm) 'Cá gì đó' kind=product",
              "lot_without_product 4,A (Sản phẩm) ''",
              "packed_in_future 5,B (Ngày đóng gói) '25/11/2026' bound=24/11/2026",
              "packed_too_long_ago 6,B (Ngày đóng gói) '01/09/2026' bound=25/10/2026",
              "date_unreadable 7,B (Ngày đóng gói) 'hôm qua'",
              "quantity_ambiguous 8,C (Số lượng) '1.234' high=1234 low=1.2340",
              "unit_missing 9,D (Đơn vị) ''", "field_missing 10,C (Số lượng) ''"});
  CHECK(season.lots() == 0);
  CHECK(season.errors("GTIN;Tên sản phẩm;NSX;Số lượng;Nơi sản xuất;HSD\n"
                      "2990001000018;Một tên khác;20/11/2026;5 kg;;20/11/2026\n"
                      "2990001000018;;20/11/2026;5 kg;Ruộng nhà ai;12 tháng\n") ==
        Lines{"use_by_before_packing 2,F (HSD) '20/11/2026' packed=20/11/2026",
              "unknown_reference 3,E (Nơi sản xuất) 'Ruộng nhà ai' kind=place",
              "shelf_life_in_months 3,F (HSD) '12 tháng'"});
}

TEST_CASE("two columns that name two products are refused, and an older name is told") {
  Season season;
  const auto products = season.works.registry().products("C01");
  REQUIRE(products.size() > 1);
  const Product &one = products[0], &two = products[1];
  const std::string head = "product_id;name_vi;packed_on;quantity;unit\n";
  CHECK(season.errors(head + one.id + ";" + two.name + ";20/11/2026;5;kg\n") ==
        Lines{"product_contradicts 2,B (name_vi) '" + two.name + "' product=" + one.name});
  CHECK(season.warnings(head + one.id + ";Tên cũ;20/11/2026;5;kg\n") ==
        Lines{"product_named_otherwise 2,B (name_vi) 'Tên cũ' name=" + one.name});
}

TEST_CASE("a lot code names its lot, and a row that says otherwise is refused") {
  Season season;
  const std::string head = "Số lô;Mã SP;NSX;Số lượng;Đơn vị;HSD\n";
  REQUIRE(
      season.import(head + "VU-1;P01;20/11/2026;5;kg;90\nVU-2;P01;20/11/2026;5;kg;18/02/2027\n")
          ->sheet.added == 2);
  const auto lots = season.works.registry().lots({.limit = 2});
  CHECK(lots[0].shelf_life_days == 90);
  CHECK(lots[1].shelf_life_days == 90);
  CHECK(season.import(head + "VU-1;P01;20/11/2026;5;kg;\n")->sheet.unchanged == 1);
  CHECK(season.errors(head + "VU-1;P01;20/11/2026;6;kg;\nVU-3;P01;20/11/2026;5;kg;\n"
                             "VU-3;P01;20/11/2026;5;kg;\n") ==
        Lines{"lot_differs 2,A (Số lô) 'VU-1' fields=quantity",
              "lot_repeated 4,A (Số lô) 'VU-3' row=3"});
  REQUIRE(season.works.registry().lot("ocop.example.vn", kFish, *LotCode::parse("VU-2")));
}

TEST_CASE("equal rows and lots of the same day are told before they are issued") {
  Season season;
  CHECK(season.warnings(kHead + "P01;20/11/2026;5;kg\nP01;20/11/2026;5;kg\n") ==
        Lines{"row_repeated 3,C (Số lượng) '5' row=2"});
  REQUIRE(season.import(kHead + "P01;20/11/2026;5;kg\n")->sheet.added == 1);
  CHECK(season.warnings(kHead + "P01;20/11/2026;6;kg\n") ==
        Lines{"lots_of_day_stand 2,- () '261120-01' packed=20/11/2026 product=P01"});
}

TEST_CASE("a dry run needs no key, signs nothing and leaves nothing") {
  Season season;
  season.keys.clear();
  const auto tried = season.import(kSeason, {.dry_run = true});
  REQUIRE(tried.has_value());
  CHECK(tried->sheet.added == 3);
  CHECK_FALSE(tried->sheet.written);
  REQUIRE(tried->signers.size() == 1);
  CHECK(tried->signers[0].id == "C01");
  CHECK(season.lots() == 0);
  CHECK(code_of(season.import(kSeason)) == "key_locked");
  season.keys.emplace("C01", SecretText("một mật khẩu khác hẳn"));
  const auto wrong = season.import(kSeason);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == "key_passphrase_wrong");
  CHECK(wrong.error().value == season.works.registry().cooperative("C01")->name);
  CHECK(season.lots() == 0);
}

TEST_CASE("a cooperative's people find no other's product") {
  Season season;
  const auto other = season.works.registry().products("C02");
  REQUIRE_FALSE(other.empty());
  const auto done = season.import(kHead + other[0].id + ";20/11/2026;5;kg\n",
                                  {.dry_run = true, .only_cooperative = "C01"});
  REQUIRE(done.has_value());
  CHECK(lines_of(done->sheet.errors) ==
        Lines{"unknown_reference 2,A (Sản phẩm) '" + other[0].id + "' kind=product"});
  // Without a key in use there is nobody to sign.
  CHECK(season.errors(kHead + other[0].id + ";20/11/2026;5;kg\n")[0].starts_with("key_missing 2,"));
}

TEST_CASE("an export of lots is a table of lots, and the blank workbook has no lot in it") {
  Season season;
  const Bytes blank = blank_import(ImportKind::lots, &season.works.registry(), Language::vi, "C01");
  const auto table = read_import_table(ImportKind::lots, blank, "mau.xlsx");
  REQUIRE(table.has_value());
  CHECK(table->header.front() == "Số lô");
  const auto done = import_lots(season.works, *table, "mau.xlsx", season.keys, {});
  REQUIRE(done.has_value());
  CHECK(done->lots.empty());
  CHECK(done->sheet.warnings.at(0).code == "example_left_out");
}

TEST_CASE("a workbook's number is exact") {
  Season season;
  const Bytes workbook = sheet_workbook(
      {"Lô",
       {"Sản phẩm", "NSX", "Số lượng", "ĐVT"},
       {{std::string("P01"), season.world.draft().packed_on, 1.234, std::string("kg")},
        {std::string("P01"), season.world.draft().packed_on, 0.1 + 0.2, std::string("kg")}}});
  const auto table = read_import_table(ImportKind::lots, workbook, "so.xlsx");
  REQUIRE(table.has_value());
  const auto done = import_lots(season.works, *table, "so.xlsx", season.keys, {});
  REQUIRE(done.has_value());
  CHECK(lines_of(done->sheet.errors) == Lines{});
  CHECK(done->lots.at(0).lot.quantity.thousandths == 1234);
  CHECK(done->lots.at(1).lot.quantity.thousandths == 300);
}
