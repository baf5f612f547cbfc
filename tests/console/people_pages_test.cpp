// Adding, disabling and resetting people in a browser; one's own password and sessions.
#include <doctest/doctest.h>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr const char* kNewPassword = "muc kho mot nang";

Browser signed_in(Office& console, const std::string& id, Role role, const std::string& coop = {}) {
  console.add(id, role, coop);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

std::string code_in(const HttpResponse& page) {
  const std::string mark = "class=\"bigcode\">";
  const std::size_t at = page.body.find(mark);
  if (at == std::string::npos) return {};
  return page.body.substr(at + mark.size(), page.body.find('<', at) - at - mark.size());
}

}  // namespace

TEST_CASE("an administrator adds a person, whose code sets a password once") {
  Office console;
  Browser admin = signed_in(console, "chi", Role::administrator, "C01");
  const HttpResponse added =
      admin.post("/people", {{"user", "hoa"}, {"name", "Lê Thị Hoa"}, {"role", "data_entry"}});
  REQUIRE(added.status == 200);
  const std::string code = code_in(added);
  REQUIRE_FALSE(code.empty());
  CHECK(console.accounts().user("hoa")->cooperative_id == "C01");
  CHECK(code_in(admin.get("/people")).empty());
  Browser hoa(console);
  CHECK(hoa.post("/set-password", {{"user", "hoa"},
                                   {"code", code},
                                   {"password", kNewPassword},
                                   {"password_again", kNewPassword}})
            .status == 303);
  CHECK(hoa.sign_in("hoa", kNewPassword).status == 303);
  CHECK(hoa.get("/people").status == 403);
  // Taken names are said, and what was typed stays.
  const HttpResponse twice =
      admin.post("/people", {{"user", "hoa"}, {"name", "Hoa"}, {"role", "viewer"}});
  CHECK(twice.status == 422);
  CHECK(twice.body.find("value=\"Hoa\"") != std::string::npos);
}

TEST_CASE("who is disabled is out at once, and a new code replaces a password") {
  Office console;
  Browser admin = signed_in(console, "chi", Role::administrator);
  Browser lan = signed_in(console, "lan", Role::printer, "C01");
  REQUIRE(admin.post("/people/lan/disable", {}).status == 303);
  CHECK(field(lan.get("/"), "Location").starts_with("/sign-in"));
  CHECK(lan.sign_in("lan").status == 422);
  CHECK(admin.post("/people/lan/reset", {}).status == 422);
  REQUIRE(admin.post("/people/lan/enable", {}).status == 303);
  CHECK(lan.sign_in("lan").status == 303);
  CHECK_FALSE(code_in(admin.post("/people/lan/reset", {})).empty());
  CHECK(field(lan.get("/"), "Location").starts_with("/sign-in"));
  // Nobody would be left who may change this.
  CHECK(admin.post("/people/chi/disable", {}).status == 422);
}

TEST_CASE("an administrator of one cooperative reaches nobody else's people") {
  Office console;
  Browser admin = signed_in(console, "chi", Role::administrator, "C01");
  console.add("boss", Role::administrator);
  console.add("khac", Role::printer, "C90");
  for (const char* id : {"boss", "khac"}) {
    const std::string page = std::string("/people/") + id;
    CHECK(admin.get(page).status == 404);
    for (const char* act : {"/reset", "/disable", "/enable", "/sessions/end"})
      CHECK(admin.post(page + act, {}).status == 404);
  }
  CHECK(admin.get("/people").body.find("khac") == std::string::npos);
  admin.post("/people",
             {{"user", "moi"}, {"name", "Mới"}, {"role", "administrator"}, {"cooperative", ""}});
  CHECK(console.accounts().user("moi")->cooperative_id == "C01");
  CHECK(admin.post("/people", {{"user", "cb"}, {"name", "Cán bộ"}, {"role", "programme_officer"}})
            .status == 422);
}

TEST_CASE("one's own password changes with the old one, and all sessions end") {
  Office console;
  Browser lan = signed_in(console, "lan", Role::viewer, "C01");
  Browser phone(console, "192.0.2.7");
  REQUIRE(phone.sign_in("lan").status == 303);
  CHECK(lan.post("/me/password", {{"old_password", "sai"},
                                  {"password", kNewPassword},
                                  {"password_again", kNewPassword}})
            .status == 422);
  CHECK(lan.post("/me/password", {{"old_password", kPassword},
                                  {"password", kNewPassword},
                                  {"password_again", "khác"}})
            .status == 422);
  CHECK(lan.post("/me/password", {{"old_password", kPassword},
                                  {"password", kNewPassword},
                                  {"password_again", kNewPassword}})
            .status == 303);
  CHECK(field(phone.get("/"), "Location").starts_with("/sign-in"));
  CHECK(lan.sign_in("lan", kNewPassword).status == 303);
}

TEST_CASE("a session on another machine is ended from one's own page") {
  Office console;
  Browser lan = signed_in(console, "lan", Role::viewer, "C01");
  Browser phone(console, "192.0.2.7");
  REQUIRE(phone.sign_in("lan").status == 303);
  CHECK(lan.get("/me").body.find("192.0.2.7") != std::string::npos);
  CHECK(lan.post("/me/sessions/end", {}).status == 303);
  CHECK(field(phone.get("/"), "Location").starts_with("/sign-in"));
  CHECK(lan.get("/me").status == 200);
}
