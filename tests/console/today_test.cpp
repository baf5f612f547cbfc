// What waits for a cooperative is found behind everything that others do; lists lead to the rest;
// one field finds records of every kind.
#include <doctest/doctest.h>

#include "console/office.h"
#include "temgoc/lots/import_lots.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/report.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string between(const HttpResponse& page, const std::string& from, const std::string& to) {
  const std::size_t begin = page.body.find(from);
  if (begin == std::string::npos) return {};
  return page.body.substr(begin, page.body.find(to, begin) - begin);
}

struct Desk {
  Office console;
  Browser own{console}, all{console};

  Desk() {
    console.add("own", Role::administrator, "C01");
    console.add("all", Role::administrator);
    REQUIRE(own.sign_in("own").status == 303);
    REQUIRE(all.sign_in("all").status == 303);
  }
  Lot issued(const std::string& quantity = "5") {
    Workplace works = console.workplace();
    LotDraft draft = console.world().draft();
    draft.quantity = Quantity::parse(quantity, "kg").value();
    return issue_lot(works, draft, kPassphrase).value().lot;
  }
  // So many lots of one table, signed at one opening of the key.
  std::vector<Lot> season(int lots) {
    std::string table = "Sản phẩm;Ngày đóng gói;Số lượng;Đơn vị\n";
    for (int i = 0; i < lots; ++i)
      table += "2990001000018;" + std::to_string(10 + i % 15) + "/11/2026;" +
               std::to_string(10 + i) + ";kg\n";
    Workplace works = console.workplace();
    LotKeys keys;
    keys.emplace("C01", SecretText(kPassphrase));
    const auto done =
        import_lots(works, read_import_table(ImportKind::lots, as_bytes(table), "vu.csv").value(),
                    "vu.csv", keys, {});
    REQUIRE(done.has_value());
    REQUIRE(done->sheet.errors.empty());
    std::vector<Lot> issued;
    for (const LotOfRow& each : done->lots) issued.push_back(each.lot);
    return issued;
  }
  // A job without its files.
  PrintJob printed(const Lot& lot, std::uint32_t labels = 3) {
    Workplace works = console.workplace();
    return works.registry()
        .add_print_job({.lot_id = lot.id,
                        .template_id = "roll-60x40-seal",
                        .template_sha256 = std::string(64, 'a'),
                        .labels = labels},
                       works.now(), {}, [](const PrintJob&) { return std::string("print"); })
        .value();
  }
};

}  // namespace

TEST_CASE("what waits is on Today however much was done since") {
  Desk desk;
  const Lot first = desk.issued(), busy = desk.issued("6");
  for (int i = 0; i < 60; ++i) desk.printed(busy);
  const HttpResponse today = desk.own.get("/");
  const std::string waiting = between(today, "id=\"waiting\"", "</section>");
  CHECK(waiting.find(first.short_code.printed()) != std::string::npos);
  CHECK(waiting.find(busy.short_code.printed()) == std::string::npos);
  const std::string unconfirmed = between(today, "id=\"unconfirmed\"", "</section>");
  CHECK(unconfirmed.find("/jobs/60\"") != std::string::npos);
  CHECK(unconfirmed.find("/jobs?show=unconfirmed") != std::string::npos);
  CHECK(says(today, "<b>60</b><span>" + words(Language::vi, "console.unconfirmed")));
  CHECK(says(desk.own.get("/jobs?show=unconfirmed"), "/jobs/1\""));
  CHECK(says(desk.all.get("/jobs"), "/jobs/1\""));
}

TEST_CASE("a long list says that there is more, and its page shows it") {
  Desk desk;
  desk.season(12);
  const HttpResponse today = desk.own.get("/");
  CHECK(says(today, "/lots?show=without_labels"));
  CHECK(says(today, "<b>12</b><span>" + words(Language::vi, "console.waiting")));
  const HttpResponse waiting = desk.own.get("/lots?show=without_labels");
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = waiting.body.find("<tr><td><a", at)) != std::string::npos; ++at)
    ++rows;
  CHECK(rows == 12);
}

TEST_CASE("lots past a page are on the next one, each once") {
  Desk desk;
  std::set<std::string> codes;
  for (const Lot& lot : desk.season(105)) codes.insert(lot.short_code.printed());
  std::set<std::string> seen;
  std::string page = "/lots";
  for (int turn = 0; turn < 3 && !page.empty(); ++turn) {
    const HttpResponse list = desk.own.get(page);
    for (const std::string& code : codes)
      if (says(list, "<a href=\"/lots/" + code + "\"")) CHECK(seen.insert(code).second);
    page = between(list, "/lots?day=", "\"");
    while (page.find("&amp;") != std::string::npos) page.replace(page.find("&amp;"), 5, "&");
  }
  CHECK(seen == codes);
  CHECK(page.empty());
  CHECK(desk.own.get("/lots?day=x&after=y").status == 200);
}

TEST_CASE("a label that was scanned like a copy is a warning, with its lot") {
  Desk desk;
  const Lot lot = desk.issued();
  {
    Workplace works = desk.console.workplace();
    for (int i = 0; i < 25; ++i)
      works.registry().add_scan(
          {lot.id, "0000007", std::nullopt, works.now() + std::chrono::minutes(15 * i)});
  }
  const std::string warnings = between(desk.own.get("/"), "id=\"warnings\"", "</section>");
  CHECK(warnings.find(words(Language::vi, "console.alarm.copy")) != std::string::npos);
  CHECK(warnings.find("0000007") != std::string::npos);
  CHECK(warnings.find("/lots/" + lot.short_code.printed()) != std::string::npos);
}

TEST_CASE("one field finds places and certificates, without marks") {
  Desk desk;
  {
    Workplace works = desk.console.workplace();
    Registry& registry = works.registry();
    REQUIRE(registry.store(Place{.id = "G77",
                                 .cooperative_id = "C01",
                                 .name = "Xưởng chế biến Bình Khánh",
                                 .code = "VN-HCM-0077",
                                 .addresses = {{.street = "Ấp Bình Mỹ",
                                                .commune = "xã Bình Khánh",
                                                .province = "TP. Hồ Chí Minh"}}},
                           works.now(), false));
    REQUIRE(
        registry.store(Place{.id = "G78", .cooperative_id = "C90", .name = "Xưởng Bình Khánh 2"},
                       works.now(), false));
    REQUIRE(registry.store(Certification{.id = "K77",
                                         .cooperative_id = "C01",
                                         .scheme = "VietGAP",
                                         .number = "VG-2026-0077",
                                         .issuer = "Trung tâm Chứng nhận Đất Việt"},
                           works.now(), false));
  }
  const auto finds = [](Browser& browser, const std::string& asked, const std::string& address) {
    return says(browser.get("/search?q=" + asked), "href=\"" + address + "\"");
  };
  for (const char* asked : {"binh+khanh", "VN-HCM-0077", "ap+binh+my", "g77"})
    CHECK_MESSAGE(finds(desk.own, asked, "/records/places/G77"), asked);
  for (const char* asked : {"vietgap", "vg-2026-0077", "dat+viet", "K77"})
    CHECK_MESSAGE(finds(desk.own, asked, "/records/certifications/K77"), asked);
  CHECK_FALSE(finds(desk.own, "binh+khanh", "/records/places/G78"));
  CHECK(finds(desk.all, "binh+khanh", "/records/places/G78"));
  CHECK(finds(desk.all, "c01", "/records/cooperatives/C01"));
  CHECK(says(desk.own.get("/search?q=khong-he-co"), words(Language::vi, "console.search.nothing")));
}
