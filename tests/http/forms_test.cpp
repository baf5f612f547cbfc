#include "temgoc/base/percent.h"
#include "temgoc/http/http.h"

#include <doctest/doctest.h>

#include <rapidcheck.h>

using namespace temgoc;

TEST_CASE("what is percent-encoded decodes to itself") {
  CHECK(rc::check(
      [](const std::string& text) { RC_ASSERT(percent_decoded(percent_encoded(text)) == text); }));
}

TEST_CASE("a percent sign needs two hex digits behind it") {
  CHECK(percent_decoded("%2F%c3") == "/\xc3");
  CHECK_FALSE(percent_decoded("%"));
  CHECK_FALSE(percent_decoded("a%2"));
  CHECK_FALSE(percent_decoded("%zz"));
}

TEST_CASE("form values come in order, a plus is a space, what does not decode is left out") {
  const auto values = form_values("code=AB+CD&note=%C4%90%E1%BA%AFk&bad=%x&=empty&flag&code=2");
  REQUIRE(values.size() == 4);
  CHECK(values[0] == std::pair<std::string, std::string>{"code", "AB CD"});
  CHECK(values[1].second == "Đắk");
  CHECK(values[2] == std::pair<std::string, std::string>{"flag", ""});
  CHECK(form_value("a=1&b=2", "b") == "2");
  CHECK(form_value("a=1", "c").empty());
}

TEST_CASE("a cookie is found by its whole name, and a name that is none is left out") {
  CHECK(cookie_value("sidx=1; sid=2", "sid") == "2");
  CHECK(cookie_value("sidx=1", "sid").empty());
  CHECK(cookie_value("sid", "sid").empty());
  CHECK(form_values("=1&a=&b=2").size() == 2);
  CHECK(form_value("a=%41%", "a").empty());
  CHECK(form_value("a=x%41", "a") == "xA");
}
