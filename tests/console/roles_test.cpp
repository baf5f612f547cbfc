// Each route by each role, from the table of routes itself, and with another cooperative's data.
#include <doctest/doctest.h>

#include "console/office.h"
#include "console/routes.h"
#include "temgoc/lots/issue_lot.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string address_of(const Route& route, const std::string& lot) {
  Places places{{"{lot}", lot},         {"{job}", "1"},
                {"{name}", "page-1"},   {"{record}", "P01"},
                {"{draft}", "page-1"},  {"{user}", "nobody"},
                {"{token}", "nothing"}, {"{report}", "BN-260101-1"},
                {"{key}", "00000000"},  {"{roll}", "9"},
                {"{event}", "9"},       {"{partner}", "nothing"},
                {"{evidence}", "9"}};
  places.merge(common_places());
  return filled(std::string(route.path), places);
}

HttpResponse asked(Browser& browser, const Route& route, const std::string& lot) {
  const std::string path = address_of(route, lot);
  return route.method == "GET" ? browser.get(path) : browser.post(path, {});
}

// A lot of C01, which has a key.
const std::string& lot_of_c01() {
  static const std::string code = [] {
    Workplace works = office().workplace();
    return issue_lot(works, office().world().draft(), kPassphrase).value().lot.short_code.printed();
  }();
  return code;
}

}  // namespace

TEST_CASE("every route lets in the roles that have its right, and no others") {
  for (const Role role : kRoles) {
    const std::string id =
        "r-" + to_text(role).substr(0, 5) + std::to_string(static_cast<int>(role));
    office().add(id, role);
    for (const Route& route : routes()) {
      if (!route.right || route.path == "/sign-out") continue;
      Browser browser(office());
      REQUIRE(browser.sign_in(id).status == 303);
      const HttpResponse response = asked(browser, route, lot_of_c01());
      CAPTURE(route.method);
      CAPTURE(route.path);
      CAPTURE(to_text(role));
      CHECK((response.status == 403) == !may(role, *route.right));
      CHECK(response.status != 500);
      CHECK(response.status != 503);
    }
  }
}

TEST_CASE("who is not signed in sees no page that needs a right, and changes nothing") {
  for (const Route& route : routes()) {
    if (!route.right) continue;
    Browser browser(office());
    const HttpResponse response =
        route.method == "GET" ? browser.get(address_of(route, lot_of_c01()))
                              : browser.post(address_of(route, lot_of_c01()), {{"form_token", ""}});
    CAPTURE(route.path);
    CHECK(response.status == (route.method == "GET" ? 303u : 401u));
    if (route.method == "GET") CHECK(field(response, "Location").starts_with("/sign-in?next="));
    CHECK(response.body.find("261124") == std::string::npos);
  }
}

TEST_CASE("a form without its session's token, or from another site, is not taken") {
  office().add("forms", Role::administrator);
  Browser browser(office());
  browser.sign_in("forms");
  for (const Route& route : routes()) {
    if (route.method != "POST") continue;
    CAPTURE(route.path);
    const std::string path = address_of(route, lot_of_c01());
    if (route.right) CHECK(browser.post(path, {{"form_token", "0123456789abcdef"}}).status == 403);
    HttpRequest foreign{.method = "POST", .path = path};
    foreign.body = "form_token=" + browser.form_token();
    foreign.fetch_site = "cross-site";
    CHECK(browser.send(foreign).status == 403);
    foreign.fetch_site = {};
    foreign.origin = "https://evil.example";
    CHECK(browser.send(foreign).status == 403);
  }
  CHECK(browser.get("/").status == 200);  // still signed in: none of them was taken
}

// A browser that sends no Sec-Fetch-Site (plain http, Safari before 16.4) tells by Origin, which is
// "null" for the forms of a page whose policy is "no-referrer".
TEST_CASE("every page lets browsers say that its forms are its own") {
  Browser browser(office());
  for (const char* path : {"/sign-in", "/set-password", "/", "/nowhere"})
    CHECK(field(browser.get(path), "Referrer-Policy") == "same-origin");
  HttpRequest own{.method = "POST", .path = "/sign-in"};
  own.body = "user=nobody&password=x";
  own.origin = "http://127.0.0.1:8081";  // where Browser::send goes
  CHECK(browser.send(own).status == 422);
  // A name that ends as ours is not ours, and neither is another port.
  for (const char* other : {"null", "http://evil127.0.0.1:8081", "http://evil.127.0.0.1:8081",
                            "http://127.0.0.1:80812", "http://127.0.0.1", "127.0.0.1:8081"}) {
    CAPTURE(other);
    own.origin = other;
    CHECK(browser.send(own).status == 403);
  }
}

TEST_CASE("a cooperative's people see nothing of another's") {
  office().add("other", Role::administrator, "C90");
  office().add("own", Role::administrator, "C01");
  Browser other(office()), own(office());
  REQUIRE(other.sign_in("other").status == 303);
  REQUIRE(own.sign_in("own").status == 303);
  const std::string& lot = lot_of_c01();
  CHECK(own.get("/lots/" + lot).status == 200);
  CHECK(other.get("/lots/" + lot).status == 404);
  CHECK(other.post("/lots/" + lot + "/print", {{"once", "page-9"}}).status == 404);
  CHECK(other.get("/lots/" + lot + "/recall").status == 404);
  CHECK(other.get("/lots/" + lot + "/preview/roll-60x40-seal").status == 404);
  CHECK(other.post("/lots/" + lot + "/recall", {{"reason", "x"}}).status == 404);
  CHECK(other.post("/lots/" + lot + "/cancel", {{"reason", "x"}}).status == 404);
  CHECK(other.post("/keys/unlock", {{"cooperative", "C01"}, {"passphrase", kPassphrase}}).status ==
        404);
  for (const char* page : {"/", "/lots", "/journal", "/keys", "/lots/new"}) {
    CAPTURE(page);
    CHECK(own.get(page).status == 200);
    const std::string body = other.get(page).body;
    CHECK(body.find(lot) == std::string::npos);
    CHECK(body.find("Cá đù") == std::string::npos);
  }
}
