#include "temgoc/http/accept.h"

#include <doctest/doctest.h>

using namespace temgoc;

TEST_CASE("ranges come by their weight, in the order given where that is equal") {
  const auto ranges = weighted_ranges("fr;q=0.5, EN , vi;q=0.85;x=1,,de;q=0, x;q=abc");
  std::string order;
  for (const WeightedRange& each : ranges)
    order += each.range + std::to_string(each.thousandths) + " ";
  CHECK(order == "en1000 x1000 vi850 fr500 de0 ");
  CHECK(weighted_ranges("").empty());
  CHECK(weighted_ranges(std::string(100000, ',')).empty());
  // Of more than any browser sends the first 32 are looked at.
  std::string many;
  for (int i = 0; i < 33; ++i) many += "a" + std::to_string(i) + ",";
  const auto looked_at = weighted_ranges(many);
  REQUIRE(looked_at.size() == 32);
  CHECK(looked_at.back().range == "a31");
}

TEST_CASE("a media type has the weight of the most specific range") {
  const auto accept = weighted_ranges("text/html;q=0.4, text/*;q=0.9, */*;q=0.1");
  CHECK(media_quality(accept, "text/html") == 400);
  CHECK(media_quality(accept, "text/plain") == 900);
  CHECK(media_quality(accept, "image/png") == 100);
  CHECK(media_quality(weighted_ranges("text/html"), "image/png") == 0);
  CHECK(media_quality({}, "image/png") == 1000);
  CHECK(named_quality(accept, "text/plain") == 0);
}

TEST_CASE("a language is that of the highest weight that we speak") {
  CHECK(spoken_language("pt-BR, en-GB;q=0.5") == Language::en);
  CHECK(spoken_language("vi-VN, en;q=0.9") == Language::vi);
  CHECK(spoken_language("en;q=0.2, vi;q=0.1") == Language::en);
  CHECK(spoken_language("fr") == Language::en);
  CHECK(spoken_language("fr;q=0") == Language::vi);
  CHECK(spoken_language("") == Language::vi);
  CHECK(spoken_language("*") == Language::vi);
  CHECK(spoken_language("en;q=0") == Language::vi);
  CHECK(spoken_language("en;q=x") == Language::en);
  CHECK(spoken_language("en, vi") == Language::en);
  CHECK(spoken_language("*, en;q=0.5") == Language::vi);
  CHECK(spoken_language("fr, *;q=0.5") == Language::en);
}

TEST_CASE("gzip is for who takes it") {
  CHECK_FALSE(accepts_gzip(""));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip;q=0.000, br"));
  CHECK_FALSE(accepts_gzip("identity"));
  CHECK_FALSE(accepts_gzip("*, gzip;q=0"));
  CHECK(accepts_gzip("GZIP"));
  CHECK(accepts_gzip("br, gzip;q=0.5"));
  CHECK(accepts_gzip("*"));
}

TEST_CASE("a weight above one is one, and ranges without end are not read to their end") {
  CHECK(weighted_ranges("text/html;q=1.9").at(0).thousandths == 1'000);
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip;q=0.000"));
  CHECK(accepts_gzip("gzip;q=0.001"));
  std::string many = "text/a";
  for (int i = 0; i < 5'000; ++i) many += ",text/a";
  CHECK(weighted_ranges(many).size() <= 64);
}
