#include "temgoc/model/commune.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

Day day(const char* text) { return parse_day(text, "day").value(); }

}  // namespace

TEST_CASE("two spellings of a commune are one, and two names are two") {
  const auto one = Commune::parse("xã Bình Khánh, TP. Hồ Chí Minh");
  REQUIRE(one.has_value());
  CHECK(one->name == "xã Bình Khánh");
  CHECK(one->text() == "xã Bình Khánh, TP. Hồ Chí Minh");
  for (const char* same : {"Xã Bình Khánh, TP.HCM", " XÃ  Bình  Khánh , Ho Chi Minh City",
                           "xa\xCC\x83 Bình Khánh, thành phố Hồ Chí Minh"}) {
    CAPTURE(same);
    CHECK(Commune::parse(same) == one);
  }
  // The marks of the name itself tell communes of one province apart.
  CHECK(Commune::parse("xã Tân An, Cần Thơ") != Commune::parse("xã Tân Ân, Cần Thơ"));
  CHECK(Commune::parse("Phường Thủ Đức, TP.HCM")->name == "phường Thủ Đức");
  CHECK(Commune::parse("đặc khu Côn Đảo, TP.HCM")->name == "đặc khu Côn Đảo");
}

TEST_CASE("what names no commune with a province is none") {
  for (const char* text : {"", "xã Bình Khánh", "xã Bình Khánh, nước Lào", ", TP.HCM", "\xff, Huế"})
    CHECK_FALSE(Commune::parse(text).has_value());
}

TEST_CASE("a seat's commune is that of the address of the day") {
  const Address before{.commune = "xã Long Hòa",
                       .district = "huyện Cần Giờ",
                       .province = "TP.HCM",
                       .valid_until = kDistrictsEnded};
  const Address now{.commune = "xã Cần Giờ",
                    .province = "TP.HCM",
                    .valid_from = kDistrictsEnded,
                    .confidence = "unconfirmed"};
  const auto then = commune_on({before, now}, day("2025-06-30"));
  REQUIRE(then.has_value());
  CHECK(then->commune.name == "xã Long Hòa");
  CHECK(then->confirmed);
  const auto today = commune_on({before, now}, day("2025-07-01"));
  REQUIRE(today.has_value());
  CHECK(today->commune == Commune{"xã Cần Giờ", "TP. Hồ Chí Minh"});
  CHECK_FALSE(today->confirmed);
}

TEST_CASE("an address with a district says nothing of a commune of today, nor does one without") {
  Address open{.commune = "xã Bình Khánh", .district = "huyện Cần Giờ", .province = "TP.HCM"};
  CHECK(commune_on({open}, day("2025-06-30")).has_value());
  CHECK_FALSE(commune_on({open}, day("2026-11-24")).has_value());
  open.district.clear();
  CHECK(commune_on({open}, day("2026-11-24")).has_value());
  open.commune.clear();
  CHECK_FALSE(commune_on({open}, day("2026-11-24")).has_value());
  CHECK_FALSE(commune_on({}, day("2026-11-24")).has_value());
}
