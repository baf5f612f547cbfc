// The page of a product's OCOP rating file: criteria with evidence, points, and what is fetched.
#include <doctest/doctest.h>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("a person gives points criterion by criterion, and fetches forms and evidence") {
  Office world;
  world.add("lan", Role::viewer, "C01");
  world.add("ba", Role::viewer, "C02");
  Browser browser(world), other(world, "192.0.2.2");
  REQUIRE(browser.sign_in("lan").status == 303);
  REQUIRE(other.sign_in("ba").status == 303);
  const std::string page = "/records/products/P01/ocop-rating";
  CHECK(says(browser.get("/records/products/P01"), page));
  const HttpResponse shown = browser.get(page);
  REQUIRE(shown.status == 200);
  CHECK(says(shown, R"(name="points-A-1")"));
  CHECK(says(shown, R"(name="points-C-3")"));
  CHECK(says(shown, page + ".pdf"));
  const HttpResponse pdf = browser.get(page + ".pdf?points-A-1=8");
  CHECK(pdf.status == 200);
  CHECK(pdf.body.starts_with("%PDF"));
  const HttpResponse folder = browser.get(page + ".zip?points-A-1=8");
  CHECK(folder.content_type == "application/zip");
  CHECK(folder.body.starts_with("PK"));
  // Wrong points: the form again, with what was typed and what is wrong.
  for (const char* kind : {".pdf", ".zip"}) {
    const HttpResponse wrong = browser.get(page + kind + "?points-A-1=99");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, R"(value="99")"));
    CHECK(browser.get(page + kind + "?points-A-1=nhi%E1%BB%81u").status == 422);
  }
  CHECK(other.get(page).status == 404);
  CHECK(other.get(page + ".zip").status == 404);
  CHECK(browser.get("/records/places/K1/ocop-rating").status == 404);
}
