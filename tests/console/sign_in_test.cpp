// Signing in: what is tried against it.
#include <doctest/doctest.h>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("a password opens a session, and signing out ends it") {
  office().add("lan", Role::printer, "C01");
  Browser browser(office());
  const HttpResponse in = browser.sign_in("lan");
  CHECK(in.status == 303);
  CHECK(field(in, "Set-Cookie").find("HttpOnly") != std::string::npos);
  CHECK(field(in, "Set-Cookie").find("SameSite=Lax") != std::string::npos);
  CHECK(browser.get("/").status == 200);
  const std::string token = browser.cookies()["temgoc_console"];
  CHECK_FALSE(office().accounts().session(token).has_value());  // kept as its digest alone
  browser.post("/sign-out", {});
  browser.cookies()["temgoc_console"] = token;
  CHECK(browser.get("/").status == 303);
}

TEST_CASE("signing in makes a new session: one that was planted before is worth nothing") {
  office().add("planted", Role::viewer);
  Browser browser(office());
  browser.cookies()["temgoc_console"] = "planted-by-somebody";
  browser.sign_in("planted");
  CHECK(browser.cookies()["temgoc_console"] != "planted-by-somebody");
  Browser thief(office());
  thief.cookies()["temgoc_console"] = "planted-by-somebody";
  CHECK(thief.get("/").status == 303);
}

TEST_CASE("wrong passwords lock the account for longer and longer, also to the right one") {
  Office& console = office();
  console.add("tuan", Role::viewer);
  Browser browser(console, "192.0.2.7");
  for (int i = 0; i < 5; ++i) CHECK(browser.sign_in("tuan", "sai").status == 422);
  CHECK(browser.sign_in("tuan").status == 429);
  console.world().now += std::chrono::seconds(16);
  CHECK(browser.sign_in("tuan").status == 303);
  CHECK(wait_after(6) == std::chrono::seconds(30));
  CHECK(wait_after(1000) == std::chrono::minutes(15));
}

TEST_CASE("a name is locked however its letters are typed") {
  Office& console = office();
  console.add("binh", Role::viewer);
  int tries = 0;
  for (const char* name : {"binh", "Binh", "BINH", "bInh", "biNh"})
    CHECK(Browser(console, "192.0.2.8" + std::to_string(tries++)).sign_in(name, "sai").status ==
          422);
  CHECK(Browser(console, "192.0.2.89").sign_in("binH", "sai").status == 429);
  CHECK(Browser(console, "192.0.2.89").sign_in("binh").status == 429);
  console.world().now += std::chrono::seconds(16);
  CHECK(Browser(console, "192.0.2.89").sign_in("BINH").status == 303);
  // Who got in by any of the names has begun anew by all of them.
  CHECK(Browser(console, "192.0.2.89").sign_in("binh", "sai").status == 422);
  CHECK(Browser(console, "192.0.2.89").sign_in("binh").status == 303);
}

TEST_CASE("one address that tries many names is stopped") {
  Browser browser(office(), "192.0.2.66");
  unsigned last = 0;
  for (int i = 0; i < 40 && last != 429; ++i)
    last = browser.sign_in("nobody" + std::to_string(i), "x").status;
  CHECK(last == 429);
  CHECK(Browser(office(), "192.0.2.67").sign_in("nobody0", "x").status == 422);
}

TEST_CASE("a one-time code sets a password once, and not after a day") {
  Office& console = office();
  console.add("hoa", Role::viewer);
  Workplace works = console.workplace();
  const std::string code = reset_user(works, console.accounts(), "hoa").value();
  Browser browser(console, "192.0.2.8");
  CHECK(browser.sign_in("hoa").status == 422);  // the old password ended with the reset
  const auto sent = [&](const std::string& with, const char* password) {
    return browser
        .post(
            "/set-password",
            {{"user", "hoa"}, {"code", with}, {"password", password}, {"password_again", password}})
        .status;
  };
  CHECK(sent(code, "ngan") == 422);
  CHECK(sent("AAAA-AAAA-AAAA", "mot mat khau moi") == 422);
  CHECK(sent(code, "mot mat khau moi") == 303);
  CHECK(sent(code, "mot mat khau khac") == 422);
  CHECK(browser.sign_in("hoa", "mot mat khau moi").status == 303);
  const std::string late = reset_user(works, console.accounts(), "hoa").value();
  console.world().now += std::chrono::hours(25);
  CHECK(sent(late, "mot mat khau moi") == 422);
}

TEST_CASE("what went wrong is said in words, and what was typed stays") {
  Browser browser(office(), "192.0.2.9");
  const auto says = [](const HttpResponse& page, const char* code) {
    return page.body.find(words(Language::vi, std::string("error.") + code)) != std::string::npos;
  };
  CHECK(says(browser.post("/set-password",
                          {{"user", "x"}, {"password", "mot"}, {"password_again", "hai"}}),
             "passwords_differ"));
  const HttpResponse late = browser.post("/lots/new", {{"form_token", ""}});
  CHECK(late.status == 401);
  CHECK(says(late, "session_ended"));
}

TEST_CASE("no form leads to another site afterwards") {
  office().add("next", Role::viewer);
  for (const char* next :
       {"//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example/",
        "/\n/evil.example", "/\r/evil.example", "/\v/evil.example", " //evil.example"}) {
    Browser browser(office());
    const HttpResponse in =
        browser.post("/sign-in", {{"user", "next"}, {"password", kPassword}, {"next", next}});
    CHECK(field(in, "Location") == "/");
  }
}

TEST_CASE("a disabled user is out at once, and the last administrator stays") {
  Office own;
  own.add("chu", Role::administrator);
  own.add("nhan", Role::viewer);
  Browser browser(own);
  browser.sign_in("nhan");
  CHECK(browser.get("/").status == 200);
  Workplace works = own.workplace();
  CHECK(disable_user(works, own.accounts(), "nhan").has_value());
  CHECK(browser.get("/").status == 303);
  CHECK(disable_user(works, own.accounts(), "chu").error().code == "last_administrator");
  CHECK(works.registry().acts({.limit = 1}).front().act.kind == "user_disabled");
}
