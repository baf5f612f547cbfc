#include "temgoc/model/province.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "temgoc/base/text.h"

using namespace temgoc;

namespace {

std::string named(std::string_view text) {
  const auto province = Province::named(text);
  return province ? std::string(province->name()) : "";
}

// The 63 until 2025-07-01, and how each is called now where that is another.
const std::set<std::pair<std::string, std::string>> kMerged = {
    {"Hà Giang", "Tuyên Quang"},       {"Yên Bái", "Lào Cai"},
    {"Bắc Kạn", "Thái Nguyên"},        {"Vĩnh Phúc", "Phú Thọ"},
    {"Hòa Bình", "Phú Thọ"},           {"Bắc Giang", "Bắc Ninh"},
    {"Thái Bình", "Hưng Yên"},         {"Hải Dương", "Hải Phòng"},
    {"Hà Nam", "Ninh Bình"},           {"Nam Định", "Ninh Bình"},
    {"Quảng Bình", "Quảng Trị"},       {"Quảng Nam", "Đà Nẵng"},
    {"Kon Tum", "Quảng Ngãi"},         {"Bình Định", "Gia Lai"},
    {"Ninh Thuận", "Khánh Hòa"},       {"Đắk Nông", "Lâm Đồng"},
    {"Bình Thuận", "Lâm Đồng"},        {"Phú Yên", "Đắk Lắk"},
    {"Bình Dương", "TP. Hồ Chí Minh"}, {"Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh"},
    {"Bình Phước", "Đồng Nai"},        {"Long An", "Tây Ninh"},
    {"Sóc Trăng", "Cần Thơ"},          {"Hậu Giang", "Cần Thơ"},
    {"Bến Tre", "Vĩnh Long"},          {"Trà Vinh", "Vĩnh Long"},
    {"Tiền Giang", "Đồng Tháp"},       {"Bạc Liêu", "Cà Mau"},
    {"Kiên Giang", "An Giang"}};
const std::set<std::string> kNow = {
    "An Giang",   "Bắc Ninh",        "Cà Mau",      "Cần Thơ",   "Cao Bằng",  "Đà Nẵng",
    "Đắk Lắk",    "Điện Biên",       "Đồng Nai",    "Đồng Tháp", "Gia Lai",   "Hà Nội",
    "Hà Tĩnh",    "Hải Phòng",       "Huế",         "Hưng Yên",  "Khánh Hòa", "Lai Châu",
    "Lâm Đồng",   "Lạng Sơn",        "Lào Cai",     "Nghệ An",   "Ninh Bình", "Phú Thọ",
    "Quảng Ngãi", "Quảng Ninh",      "Quảng Trị",   "Sơn La",    "Tây Ninh",  "Thái Nguyên",
    "Thanh Hóa",  "TP. Hồ Chí Minh", "Tuyên Quang", "Vĩnh Long"};

}  // namespace

TEST_CASE("the 34 provinces are known by their names, the 63 before them by what they are now") {
  CHECK(kNow.size() == 34);
  CHECK(kMerged.size() + kNow.size() == 63);
  for (const std::string& name : kNow) CHECK(named(name) == name);
  for (const auto& [before, now] : kMerged) {
    CAPTURE(before);
    CHECK(named(before) == now);
    CHECK(kNow.contains(now));
  }
}

TEST_CASE("a province is known in every usual spelling") {
  for (const char* text :
       {"TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "  tp hcm", "TP.HCM", "TPHCM", "HCMC",
        "Ho Chi Minh City", "HO CHI MINH", "Sài Gòn", "VN-SG", "vn-sg", "Bà Rịa–Vũng Tàu"}) {
    CAPTURE(text);
    CHECK(named(text) == "TP. Hồ Chí Minh");
  }
  CHECK(named("Tỉnh Cà Mau") == "Cà Mau");
  CHECK(named("Ca  Mau Province") == "Cà Mau");
  CHECK(named("Thừa Thiên - Huế") == "Huế");
  CHECK(named("Đắc Lắc") == "Đắk Lắk");
  CHECK(named("Hoà Bình") == "Phú Thọ");
  CHECK(named("Hu\x65\xcc\x82\xcc\x81") == "Huế");  // NFD
  CHECK(named("VN-57") == "TP. Hồ Chí Minh");
}

TEST_CASE("an address, a position, a person or a foreign place is no province") {
  for (const std::string& bad :
       {std::string("10.77, 106.69"), std::string("10 106"), std::string("192.0.2.1"),
        std::string("2001:db8::1"), std::string("57"), std::string("SG"), std::string("VN-"),
        std::string("VN"), std::string("VN-00"), std::string("California"), std::string("a@b.vn"),
        std::string("tỉnh"), std::string("-"), std::string("\xff\xfe"), std::string(),
        std::string("12 Lê Lợi, Cà Mau"), "Cà Mau" + std::string(10'000'000, ' ')}) {
    CAPTURE(shortened(bad));
    CHECK(named(bad).empty());
  }
}

TEST_CASE("whatever is said of a place, what is kept is one of the 34 or nothing") {
  CHECK(rc::check("of any bytes", [](const std::string& said) {
    const std::string kept = named(said);
    RC_ASSERT(kept.empty() || kNow.contains(kept));
  }));
  CHECK(rc::check("of a province with anything around it", [](const std::string& around) {
    const std::string kept = named(around + "Cà Mau" + around);
    RC_ASSERT(kept.empty() || kNow.contains(kept));
  }));
}

TEST_CASE("the distance is that of the nearest places, the same both ways") {
  const Province hanoi = *Province::named("Hà Nội"), hue = *Province::named("Huế");
  CHECK(hanoi.km_at_least_to(hue) == doctest::Approx(hue.km_at_least_to(hanoi)));
  CHECK(hanoi.km_at_least_to(hanoi) == 0);
  CHECK(hanoi.km_at_least_to(*Province::named("Hải Phòng")) == 0);
  // By air 540 and 1,140 km between the cities.
  CHECK(hanoi.km_at_least_to(hue) > 300);
  CHECK(hanoi.km_at_least_to(hue) < 540);
  CHECK(hanoi.km_at_least_to(*Province::named("Sài Gòn")) > 850);
  CHECK(hanoi.km_at_least_to(*Province::named("Sài Gòn")) < 1140);
}
