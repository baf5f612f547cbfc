// Inspectors are enrolled and revoked from a page; what they send is listed, shown beside what the
// office knows, and exported. A cooperative's people see none of it.
#include <doctest/doctest.h>

#include "console/office.h"
#include "console/routes.h"
#include "temgoc/lots/recall.h"
#include "temgoc/people/inspectors.h"
#include "temgoc/seal/lot_seal.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

// One white pixel.
constexpr const char* kPhoto =
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////"
    "////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";

struct Desk {
  Office console;
  Browser browser{console};

  explicit Desk(Role role = Role::administrator, const std::string& coop = {}) {
    console.add("lan", role, coop);
    REQUIRE(browser.sign_in("lan").status == 303);
  }
  HttpResponse enrol(const std::string& name, const std::string& days = "90") {
    return browser.post(
        "/inspectors",
        {{"name", name}, {"days", days}, {"once", hidden(browser.get("/inspectors"), "once")}});
  }
  // As the public service keeps it.
  std::string send(std::int64_t inspector, const std::string& name, const Json& more) {
    Workplace works = console.workplace();
    Json body = {{"id", name}};
    body.update(more);
    InspectionVisit visit{.inspector_id = inspector,
                          .visit_id = name,
                          .receipt = {},
                          .received_at = console.world().now,
                          .body = dump(body)};
    visit.receipt = visit_receipt(visit);
    REQUIRE(Inspections::of(works.registry()).add_visit(visit));
    return visit.receipt;
  }
  Lot lot() { return console.issued(); }
  std::vector<Inspector> inspectors() {
    Workplace works = console.workplace();
    return Inspections::of(works.registry()).inspectors();
  }
};

Json item(const std::string& label, const std::string& verdict) {
  return {{"at", "2026-11-24T01:30:00.000Z"},
          {"label", label},
          {"verdict", verdict},
          {"headline", "TEM HỢP LỆ"},
          {"product", "Cá đù một nắng"},
          {"lot", "261124-01"},
          {"data_made_at", "2026-11-23T22:00:00.000Z"},
          {"data_digest", "0123456789abcdef"},
          {"note", "hộp móp"},
          {"times", 3}};
}

}  // namespace

TEST_CASE("an inspector is enrolled once, with a QR code and a code that are shown this once") {
  Desk desk;
  const Fields form{{"name", "  Nguyễn Thị Lan "},
                    {"days", "30"},
                    {"once", hidden(desk.browser.get("/inspectors"), "once")}};
  const HttpResponse card = desk.browser.post("/inspectors", form);
  REQUIRE(card.status == 200);
  CHECK(says(card, "data:image/svg+xml;base64,"));
  CHECK(says(card, "https://tg.example.vn/kiem-tra/#ghi-danh="));
  CHECK(says(card, "24/12/2026"));
  CHECK(says(card, "temgoc inspector add &apos;Nguyễn Thị Lan&apos; --days 30"));
  const std::string mark = "class=\"bigcode\">";
  const std::string code = card.body.substr(card.body.find(mark) + mark.size(), 29);
  REQUIRE(desk.inspectors().size() == 1);
  CHECK(desk.inspectors()[0].name == "Nguyễn Thị Lan");
  {
    Workplace works = desk.console.workplace();
    const auto known = Inspections::of(works.registry()).of_code(enrolment_code(code));
    REQUIRE(known);
    CHECK(known->name == "Nguyễn Thị Lan");
    const auto acts = works.registry().acts({.kind = "inspector"});
    REQUIRE(acts.size() == 1);
    CHECK(acts[0].actor.id == "lan");
    CHECK(acts[0].actor.channel == Channel::page);
  }
  const HttpResponse list = desk.browser.get("/inspectors");
  CHECK(says(list, "Nguyễn Thị Lan"));
  CHECK_FALSE(says(list, code));
  // The second click of two.
  CHECK(desk.browser.post("/inspectors", form).status == 422);
  CHECK(desk.inspectors().size() == 1);
}

TEST_CASE("what cannot be enrolled is said, and what was typed stays") {
  Desk desk;
  CHECK(says(desk.enrol(""), message(Language::vi, {"inspector_name_empty"})));
  const HttpResponse days = desk.enrol("Trần Văn Nam", "0");
  CHECK(days.status == 422);
  CHECK(says(days, "value=\"Trần Văn Nam\""));
  CHECK(desk.enrol("Trần Văn Nam", "một tuần").status == 422);
  CHECK(desk.enrol(std::string(200, 'x')).status == 422);
  CHECK(desk.inspectors().empty());
}

TEST_CASE("a code is revoked by its page, which is recorded, and an unknown one is not found") {
  Desk desk;
  REQUIRE(desk.enrol("Nguyễn Thị Lan").status == 200);
  const std::string id = std::to_string(desk.inspectors().at(0).id);
  CHECK(desk.browser.post("/inspectors/" + id + "/revoke", {}).status == 303);
  CHECK(desk.browser.post("/inspectors/" + id + "/revoke", {}).status == 303);
  CHECK(desk.inspectors().at(0).revoked_at.has_value());
  CHECK(says(desk.browser.get("/inspectors"), words(Language::vi, "inspector.state.revoked")));
  CHECK(desk.console.workplace().registry().acts({.kind = "inspector_revoked"}).size() == 1);
  CHECK(desk.browser.post("/inspectors/99/revoke", {}).status == 404);
  CHECK(desk.browser.post("/inspectors/x/revoke", {}).status == 404);
}

TEST_CASE("a visit shows what the inspector saw beside what the office knows today") {
  Desk desk;
  REQUIRE(desk.enrol("Nguyễn Thị Lan").status == 200);
  const Lot lot = desk.lot();
  const std::string receipt =
      desk.send(desk.inspectors()[0].id, "v1",
                {{"began_at", "2026-11-24T01:00:00.000Z"},
                 {"place", "Chợ <Bến Thành>"},
                 {"note", "Hàng để ngoài nắng"},
                 {"items", Json::array({item(lot_url(lot), "valid"), item("", "unsealed"), 7})},
                 {"photos", Json::array({std::string("data:image/jpeg;base64,") + kPhoto, "x"})}});
  const HttpResponse before = desk.browser.get("/visits/" + receipt);
  REQUIRE(before.status == 200);
  for (const char* text : {"Chợ &lt;Bến Thành&gt;", "Hàng để ngoài nắng", "hộp móp", "01234567",
                           "24/11/2026", "Nguyễn Thị Lan"})
    CHECK_MESSAGE(says(before, text), text);
  CHECK(says(before, "/lots/" + lot.short_code.printed()));
  {
    Workplace works = desk.console.workplace();
    REQUIRE(recall_lot(works, lot, {Recall::Scope::lot, "Nắp hở", "", works.today()}));
  }
  const HttpResponse after = desk.browser.get("/visits/" + receipt);
  CHECK(says(after, words(Language::vi, "headline.recalled")));
  CHECK(says(after, words(Language::vi, "console.visit.differs")));
  const HttpResponse photo = desk.browser.get("/visits/" + receipt + "/photos/1");
  CHECK(photo.status == 200);
  CHECK(photo.content_type == "image/jpeg");
  CHECK(photo.body.starts_with("\xff\xd8\xff"));
  for (const char* other : {"/photos/2", "/photos/0", "/photos/x", "/photos/999"})
    CHECK(desk.browser.get("/visits/" + receipt + other).status == 404);
  CHECK(desk.browser.get("/visits/KT-261124-00000000").status == 404);
}

TEST_CASE("visits are filtered on the page, and the export is of the same ones") {
  Desk desk(Role::administrator);
  REQUIRE(desk.enrol("Nguyễn Thị Lan").status == 200);
  REQUIRE(desk.enrol("Trần Văn Nam").status == 200);
  const auto people = desk.inspectors();
  const std::string market =
      desk.send(people[0].id, "v1",
                {{"began_at", "2026-11-20T01:00:00.000Z"},
                 {"place", "Chợ Đồng Xuân"},
                 {"items", Json::array({item("x", "forged"), item("y", "valid")})}});
  const std::string shop = desk.send(
      people[1].id, "v2", {{"place", "Tạp hóa"}, {"items", Json::array({item("z", "valid")})}});
  const auto shows = [&](const std::string& query, bool has_market, bool has_shop) {
    CAPTURE(query);
    const HttpResponse page = desk.browser.get("/visits" + query);
    CHECK(says(page, "/visits/" + market) == has_market);
    CHECK(says(page, "/visits/" + shop) == has_shop);
    const HttpResponse csv =
        desk.browser.get("/visits/export" + (query.empty() ? "?" : query + "&") + "format=csv");
    CHECK(says(csv, market) == has_market);
    CHECK(says(csv, shop) == has_shop);
  };
  shows("", true, true);
  shows("?place=dong+xuan", true, false);
  shows("?verdict=forged", true, false);
  shows("?inspector=" + std::to_string(people[1].id), false, true);
  shows("?from=24%2F11%2F2026", false, true);
  shows("?until=20%2F11%2F2026", true, false);
  shows("?place=nowhere", false, false);
  shows("?from=khong-phai-ngay&inspector=abc", true, true);
  const HttpResponse workbook = desk.browser.get("/visits/export?format=xlsx");
  CHECK(workbook.body.starts_with("PK"));
  CHECK(field(workbook, "Content-Disposition").find("kiem-tra.xlsx") != std::string::npos);
}

TEST_CASE("a page of visits leads to the older ones, with its filter") {
  Desk desk;
  REQUIRE(desk.enrol("Nguyễn Thị Lan").status == 200);
  const auto lan = desk.inspectors()[0].id;
  const std::string oldest = desk.send(lan, "first", {{"place", "Chợ"}});
  for (int i = 0; i < 50; ++i) desk.send(lan, "v" + std::to_string(i), {{"place", "Chợ"}});
  const HttpResponse page = desk.browser.get("/visits?place=cho");
  CHECK_FALSE(says(page, oldest));
  const std::size_t at = page.body.find("/visits?before=");
  REQUIRE(at != std::string::npos);
  std::string older = page.body.substr(at, page.body.find('"', at) - at);
  while (older.find("&amp;") != std::string::npos) older.replace(older.find("&amp;"), 5, "&");
  CHECK(older.ends_with("&place=cho"));
  CHECK(says(desk.browser.get(older), oldest));
}

TEST_CASE("programme officers and inspectors read visits and enrol nobody") {
  for (const Role role : {Role::programme_officer, Role::inspector}) {
    Desk desk(role);
    CHECK(desk.browser.get("/visits").status == 200);
    CHECK(says(desk.browser.get("/"), "href=\"/visits\""));
    CHECK_FALSE(says(desk.browser.get("/visits"), "href=\"/inspectors\""));
    CHECK(desk.browser.get("/inspectors").status == 403);
    CHECK(desk.browser.post("/inspectors", {{"name", "x"}, {"days", "9"}}).status == 403);
  }
}

TEST_CASE("of what belongs to no cooperative its people see nothing, whatever their role") {
  Desk desk;
  REQUIRE(desk.enrol("Nguyễn Thị Lan").status == 200);
  const std::string receipt = desk.send(desk.inspectors()[0].id, "v1", {{"place", "Chợ"}});
  std::size_t checked = 0;
  for (const Role role : {Role::viewer, Role::data_entry, Role::printer, Role::administrator}) {
    const std::string id = "own-" + std::to_string(static_cast<int>(role));
    desk.console.add(id, role, "C01");
    Browser browser(desk.console);
    REQUIRE(browser.sign_in(id).status == 303);
    CHECK_FALSE(says(browser.get("/"), "href=\"/visits\""));
    for (const Route& route : routes()) {
      if (!route.whole) continue;
      CAPTURE(route.path);
      std::string path(route.path);
      for (const auto& [place, value] : {std::pair<std::string, std::string>{"{receipt}", receipt},
                                         {"{inspector}", "1"},
                                         {"{photo}", "1"},
                                         {"{table}", "communes.xlsx"},
                                         {"{bundle}", "nothing"}})
        if (const std::size_t at = path.find(place); at != std::string::npos)
          path.replace(at, place.size(), value);
      const HttpResponse answer =
          route.method == "GET" ? browser.get(path) : browser.post(path, {});
      CHECK(answer.status == 403);
      CHECK_FALSE(says(answer, "Nguyễn Thị Lan"));
      ++checked;
    }
  }
  CHECK(checked >= 4 * 7);
  CHECK_FALSE(desk.inspectors()[0].revoked_at);
}
