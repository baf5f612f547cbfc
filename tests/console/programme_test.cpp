// The official's page: what it shows, its files, and who does not see it.
#include <doctest/doctest.h>

#include <regex>

#include "console/office.h"
#include "console/routes.h"
#include "temgoc/base/bytes.h"
#include "temgoc/records/programme.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Official {
  Browser browser{office()};
  Official() {
    static const bool added = [] {
      office().add("official", Role::programme_officer);
      office().add("of-one", Role::administrator, "C01");
      return true;
    }();
    REQUIRE(added);
    REQUIRE(browser.sign_in("official").status == 303);
  }
};

}  // namespace

TEST_CASE("the official's page has every table, and its file opens in Excel") {
  Official official;
  CHECK(says(official.browser.get("/"), "href=\"/programme\""));
  const HttpResponse page = official.browser.get("/programme");
  REQUIRE(page.status == 200);
  for (const ProgrammeTable each : kProgrammeTables) {
    const std::string name = to_text(each);
    CAPTURE(name);
    CHECK(says(page, "id=\"" + name + "\""));
    CHECK(says(page, words(Language::vi, "programme.table." + name)));
    const HttpResponse file = official.browser.get("/programme/" + name + ".xlsx");
    REQUIRE(file.status == 200);
    CHECK(file.body.starts_with("PK"));
    CHECK(field(file, "Content-Disposition").starts_with("attachment"));
  }
  CHECK(official.browser.get("/programme/nothing.xlsx").status == 404);
  CHECK(official.browser.get("/programme/communes").status == 404);
}

TEST_CASE("what the file holds is what the page shows") {
  Official official;
  const HttpResponse page = official.browser.get("/programme");
  const HttpResponse file = official.browser.get("/programme/no_commune.xlsx");
  const auto table = read_table(as_bytes(file.body), "x.xlsx");
  REQUIRE(table.has_value());
  REQUIRE(!table->rows.empty());
  for (const Row& row : table->rows) CHECK(says(page, row.cells[3].text));
  CHECK(says(page, words(Language::vi, "console.programme.not_known")));
  CHECK(says(page, words(Language::vi, "console.programme.communes_not_given")));
}

TEST_CASE("a day that does not read is said, and another day has other certificates in force") {
  Official official;
  const HttpResponse wrong = official.browser.get("/programme?on=31%2F02%2F2026");
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "31/02/2026"));
  const HttpResponse then = official.browser.get("/programme?on=2030-01-01&days=30");
  CHECK(then.status == 200);
  CHECK(says(then, "01/01/2030"));
  CHECK(then.body != official.browser.get("/programme").body);
}

TEST_CASE("who works for one cooperative has no part in what is the whole workplace's") {
  Official official;
  Browser one(office());
  REQUIRE(one.sign_in("of-one").status == 303);
  CHECK_FALSE(says(one.get("/"), "href=\"/programme\""));
  for (const Route& route : routes()) {
    if (!route.whole) continue;
    CAPTURE(route.path);
    static const std::regex kPlace("\\{[a-z]+\\}");
    const std::string asked = std::regex_replace(std::string(route.path), kPlace, "x");
    const HttpResponse response = route.method == "GET" ? one.get(asked) : one.post(asked, {});
    CHECK(response.status == 403);
  }
}
