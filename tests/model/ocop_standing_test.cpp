#include "temgoc/model/ocop_standing.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

Certification paper(const char* id, const char* stars, const char* issued) {
  return {.id = id,
          .product_id = "P01",
          .scheme = "OCOP",
          .level = stars,
          .issued = VagueDate::parse(issued, "issued").value()};
}

OcopStanding on(const std::vector<Certification>& all, const char* day) {
  return ocop_standing(all, parse_day(day, "day").value());
}

}  // namespace

TEST_CASE("the newest recognition in force on the day counts") {
  const std::vector<Certification> all = {paper("K1", "5", "2024-01-10"),
                                          paper("K2", "4", "2025-03-01")};
  CHECK(on(all, "2024-01-09") == OcopStanding::none);
  CHECK(on(all, "2024-06-01") == OcopStanding::five_stars);
  CHECK(on(all, "2025-03-01") == OcopStanding::four_stars);  // re-rated down
  CHECK(on(all, "2027-06-01") == OcopStanding::four_stars);
  CHECK(on(all, "2028-03-02") == OcopStanding::lapsed);
}

TEST_CASE("a day that a vague date may or may not include is not known") {
  const std::vector<Certification> all = {paper("K1", "3", "2023")};
  CHECK(on(all, "2023-06-01") == OcopStanding::not_known);
  CHECK(on(all, "2024-01-01") == OcopStanding::three_stars);
  CHECK(on(all, "2026-06-01") == OcopStanding::not_known);
  CHECK(on(all, "2027-01-01") == OcopStanding::lapsed);
}

TEST_CASE("stars that are not on record are not guessed, and other schemes have none") {
  CHECK(on({paper("K1", "", "2025-03-01")}, "2026-01-01") == OcopStanding::stars_not_known);
  Certification other = paper("K1", "3", "2025-03-01");
  other.scheme = "VietGAP";
  CHECK(on({other}, "2026-01-01") == OcopStanding::none);
  CHECK(is_recognised(OcopStanding::stars_not_known));
  CHECK_FALSE(is_recognised(OcopStanding::not_known));
}

TEST_CASE("a withdrawn recognition counts no more") {
  Certification withdrawn = paper("K1", "3", "2025-03-01");
  withdrawn.events.push_back({.kind = CertificationEvent::Kind::withdrawn,
                              .on = VagueDate::parse("2025-10-01", "on").value()});
  CHECK(on({withdrawn}, "2025-09-30") == OcopStanding::three_stars);
  CHECK(on({withdrawn}, "2025-10-01") == OcopStanding::lapsed);
}
