#include "temgoc/model/green_claim.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

Day day(const char* iso) { return parse_day(iso, "day").value(); }

Product rice() {
  return {.id = "P01",
          .cooperative_id = "C01",
          .name = "Gạo hữu cơ ST25",
          .gtin = Gtin::parse("2990001000018").value()};
}

Certification organic() {
  Certification paper;
  paper.id = "K1";
  paper.cooperative_id = "C01";
  paper.product_id = "P01";
  paper.scheme = "Hữu cơ";
  paper.issuer = "Control Union";
  paper.issued = VagueDate::exact(day("2026-01-10"));
  paper.stated_end = VagueDate::exact(day("2027-01-09"));
  return paper;
}

}  // namespace

TEST_CASE("organic and green words are claims, colours and places are not") {
  for (const char* text :
       {"Gạo hữu cơ", "GẠO HỮU CƠ ST25", "Organic rice", "USDA Organic", "PGS", "TCVN 11041-2:2017",
        "sản phẩm xanh", "Nhãn sinh thái", "thân thiện với môi trường", "eco-friendly"}) {
    CAPTURE(std::string(text));
    CHECK(claims_green(text));
  }
  for (const char* text : {"", "Trà xanh", "Bưởi da xanh", "đậu xanh", "Du lịch sinh thái Cần Giờ",
                           "VietGAP", "OCOP", "Inorganic", "TCVN 1104"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(claims_green(text));
  }
}

TEST_CASE("a green certificate is shown from its issue to its last day, and not on the day after") {
  const Certification paper = organic();
  CHECK_FALSE(may_be_shown(paper, day("2026-01-09")));
  CHECK(may_be_shown(paper, day("2026-01-10")));
  CHECK(may_be_shown(paper, day("2027-01-09")));
  CHECK_FALSE(may_be_shown(paper, day("2027-01-10")));
}

TEST_CASE("a green certificate without issuer, issue or end is not shown; others are as ever") {
  const Day today = day("2026-06-01");
  Certification paper = organic();
  paper.issuer.clear();
  CHECK_FALSE(may_be_shown(paper, today));
  paper = organic();
  paper.issued.reset();
  CHECK_FALSE(may_be_shown(paper, today));
  paper = organic();
  paper.stated_end.reset();
  CHECK_FALSE(may_be_shown(paper, today));
  paper = organic();
  paper.events.push_back(
      {CertificationEvent::Kind::withdrawn, VagueDate::exact(day("2026-05-01")), "", ""});
  CHECK_FALSE(may_be_shown(paper, today));
  paper.scheme = "VietGAP";
  CHECK(may_be_shown(paper, today));
}

TEST_CASE("evidence is of the product or of its whole cooperative") {
  const Day today = day("2026-06-01");
  CHECK(has_green_evidence({organic()}, rice(), today));
  Certification paper = organic();
  paper.product_id = "P02";
  CHECK_FALSE(has_green_evidence({paper}, rice(), today));
  paper.product_id.clear();
  CHECK(has_green_evidence({paper}, rice(), today));
  paper.cooperative_id = "C02";
  CHECK_FALSE(has_green_evidence({paper}, rice(), today));
  paper = organic();
  paper.scheme = "VietGAP";
  CHECK_FALSE(has_green_evidence({paper}, rice(), today));
  Product product = rice();
  product.standards = "TCVN 11041";
  const auto claims = green_claims(product);
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].column == "name_vi");
  CHECK(claims[1].column == "standards");
}
