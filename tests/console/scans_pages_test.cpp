// Scans as a chart, a map and tables; shoppers' reports and their answers.
#include <doctest/doctest.h>

#include <set>

#include "console/office.h"
#include "console/pages/scan_drawings.h"
#include "console/program.h"
#include "temgoc/model/province.h"
#include "temgoc/registry/report_book.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Desk {
  Office console;
  Browser browser{console};
  Lot lot;

  Desk() : lot(console.issued()) {
    console.add("lan", Role::administrator, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
  }
  std::string report(unsigned number, bool of_lot, const std::string& message) {
    Workplace works = console.workplace();
    SuspicionReport report{.number = number, .label = "x", .message = message, .at = works.now()};
    if (of_lot) report.lot_id = lot.id;
    REQUIRE(works.registry().add_report(report));
    return report.receipt();
  }
};

const std::map<std::string, std::string> kAnswer{{"as", "not_founded"},
                                                 {"words", "Hộp móp khi chở, tem đúng"}};

}  // namespace

TEST_CASE("each of the 34 provinces has a tile of its own") {
  std::set<std::pair<int, int>> taken;
  for (const char* name :
       {"An Giang",   "Bắc Ninh",        "Cà Mau",      "Cần Thơ",   "Cao Bằng",  "Đà Nẵng",
        "Đắk Lắk",    "Điện Biên",       "Đồng Nai",    "Đồng Tháp", "Gia Lai",   "Hà Nội",
        "Hà Tĩnh",    "Hải Phòng",       "Huế",         "Hưng Yên",  "Khánh Hòa", "Lai Châu",
        "Lâm Đồng",   "Lạng Sơn",        "Lào Cai",     "Nghệ An",   "Ninh Bình", "Phú Thọ",
        "Quảng Ngãi", "Quảng Ninh",      "Quảng Trị",   "Sơn La",    "Tây Ninh",  "Thái Nguyên",
        "Thanh Hóa",  "TP. Hồ Chí Minh", "Tuyên Quang", "Vĩnh Long"}) {
    CAPTURE(name);
    REQUIRE(Province::named(name).has_value());
    const auto place = tile_place(Province::named(name)->name());
    REQUIRE(place.has_value());
    CHECK(place->row < kTileRows);
    CHECK(place->column < kTileColumns);
    CHECK(taken.insert({place->row, place->column}).second);
  }
  CHECK(taken.size() == 34);
  CHECK_FALSE(tile_place("Hà Giang").has_value());
}

TEST_CASE("a drawing has each number in it, and no text of a stranger as it stands") {
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  const std::string map =
      province_tiles({{"Huế", 7}, {"", 3}, {"<script>", 9}}, "a \"title\"", number);
  CHECK(map.find("Huế: 7") != std::string::npos);
  CHECK(map.find("<script>") == std::string::npos);
  CHECK(map.find("a &quot;title&quot;") != std::string::npos);
  CHECK(map.find("Hoàng Sa") != std::string::npos);
  CHECK(map.find("Trường Sa") != std::string::npos);
  const Day day = parse_day("2026-11-24", "day").value();
  const std::string bars = day_bars({{day, 0}, {day + std::chrono::days(1), 12}}, "t");
  CHECK(bars.find("25/11/2026: 12") != std::string::npos);
}

TEST_CASE("the page of scans has the chart, the map, their tables and what is suspicious") {
  Desk desk;
  CHECK(says(desk.browser.get("/scans"), "chưa có lượt quét nào"));
  Workplace works = desk.console.workplace();
  for (int i = 0; i < 25; ++i)
    works.registry().add_scan({desk.lot.id, "0000001", Province::named("Cà Mau"),
                               works.now() - std::chrono::minutes(20 * i)});
  works.registry().add_scan({desk.lot.id, "", std::nullopt, works.now()});
  const HttpResponse page = desk.browser.get("/scans");
  REQUIRE(page.status == 200);
  CHECK(says(page, "class=\"bars\""));
  CHECK(says(page, "Cà Mau: 25"));
  CHECK(says(page, words(Language::vi, "console.scans.too_many_scans")));
  CHECK(says(page, words(Language::vi, "console.scans.no_places")));
  for (const char* file : {"/scans/days.xlsx?days=7", "/scans/places.xlsx"})
    CHECK(desk.browser.get(file).body.starts_with("PK"));
  CHECK(desk.browser.get("/scans/nothing.xlsx").status == 404);
  for (const char* odd : {"/scans?days=0", "/scans?days=99999", "/scans?days=x"})
    CHECK(desk.browser.get(odd).status == 200);
  Browser other(desk.console);
  desk.console.add("other", Role::administrator, "C90");
  REQUIRE(other.sign_in("other").status == 303);
  CHECK_FALSE(says(other.get("/scans"), "Cà Mau: 25"));
}

TEST_CASE("a report is answered on its page, once, and its words stand there with who gave them") {
  Desk desk;
  const std::string receipt = desk.report(483'012, true, "tem bị bóc <b>ra</b>");
  CHECK(says(desk.browser.get("/reports"), receipt));
  CHECK(says(desk.browser.get("/reports?open=1"), receipt));
  const std::string page = "/reports/" + receipt;
  CHECK(says(desk.browser.get(page), "tem bị bóc &lt;b&gt;ra&lt;/b&gt;"));
  CHECK(desk.browser.post(page, {{"as", "taken_up"}, {"words", " "}}).status == 422);
  CHECK(desk.browser.post(page, {{"as", "maybe"}, {"words", "x"}}).status == 422);
  REQUIRE(desk.browser.post(page, kAnswer).status == 303);
  REQUIRE(desk.browser.post(page, kAnswer).status == 303);  // a second click
  const HttpResponse after = desk.browser.get(page + "?answered=1");
  CHECK(says(after, "Hộp móp khi chở, tem đúng"));
  CHECK(says(after, "temgoc report answer " + receipt));
  CHECK_FALSE(says(desk.browser.get("/reports?open=1"), receipt));
  const auto kept = ReportBook::of(desk.console.workplace().registry()).reports({});
  CHECK(kept.front().answers.size() == 1);
  CHECK(desk.browser.get("/reports/BN-261124-1").status == 404);
  CHECK(desk.browser.get("/reports/nothing?answered=1").status == 404);
}

TEST_CASE("another cooperative neither sees nor answers a report, nor one a report of no lot") {
  Desk desk;
  const std::string mine = desk.report(483'012, true, "của tôi");
  const std::string nobodys = desk.report(483'013, false, "không rõ lô");
  desk.console.add("other", Role::administrator, "C90");
  Browser other(desk.console);
  REQUIRE(other.sign_in("other").status == 303);
  CHECK_FALSE(says(other.get("/reports"), mine));
  CHECK(other.get("/reports/" + mine).status == 404);
  CHECK(other.post("/reports/" + mine, kAnswer).status == 404);
  CHECK(says(other.get("/reports"), nobodys));
  CHECK_FALSE(says(other.get("/reports/" + nobodys), "name=\"words\""));
  CHECK(other.post("/reports/" + nobodys, kAnswer).status == 422);
  const Workplace works = desk.console.workplace();
  const auto reports = ReportBook::of(works.registry()).reports({});
  REQUIRE(reports.size() == 2);
  for (const auto& each : reports) CHECK(each.answers.empty());
}

TEST_CASE("programs get what the pages show, and answer reports") {
  Desk desk;
  const std::string receipt = desk.report(483'012, true, "tem bị bóc");
  {
    Workplace works = desk.console.workplace();
    works.registry().add_scan({desk.lot.id, "0000001", Province::named("Cà Mau"), works.now()});
  }
  Program program(desk.console, Role::administrator, "C01");
  const Json scans = body_of(program.get("/scans"));
  CHECK(scans["scans"] == 1);
  CHECK(scans["places"][0]["place"] == "Cà Mau");
  CHECK(scans["days"].size() == 30);
  CHECK(body_of(program.get("/scans/report"))["reports"][0]["reports"] == 1);
  CHECK(code_in(program.get("/scans?from=2026-11-24&until=2026-11-01")) == "api_parameter_invalid");
  CHECK(body_of(program.get("/reports?open=true"))["items"][0]["receipt"] == receipt);
  const Json answer = {{"answer", "acted_on"}, {"words", "Đã thu lại"}};
  const HttpResponse answered = program.post("/reports/" + receipt + "/answer", answer);
  CHECK(answered.status == 200);
  CHECK(body_of(answered)["answers"][0]["answer"] == "acted_on");
  CHECK(body_of(program.get("/reports?open=true"))["items"].empty());
  CHECK(code_in(program.post("/reports/BN-261124-1/answer", answer)) == "report_unknown");
  CHECK(code_in(program.get("/programme")) == "api_all_needed");
  Program all(desk.console, Role::viewer, "");
  CHECK(body_of(all.get("/programme"))["year"]["target"] == 124);
  CHECK(code_in(all.post("/reports/" + receipt + "/answer", answer)) == "api_role_too_small");
  Program other(desk.console, Role::administrator, "C90");
  CHECK(code_in(other.post("/reports/" + receipt + "/answer", answer)) == "report_unknown");
  CHECK(body_of(other.get("/scans"))["scans"] == 0);
}
