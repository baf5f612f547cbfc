#include "temgoc/model/place.h"

#include <doctest/doctest.h>

#include "temgoc/model/cooperative.h"

using namespace temgoc;

namespace {

Day on(int y, unsigned m, unsigned d) { return Day{std::chrono::year{y} / m / d}; }

// The seat of HTX Cần Giờ Tương Lai before and after the districts ended.
const std::vector<Address> kSeat{{.street = "310 đường Rừng Sác, ấp Bình Thuận",
                                  .commune = "xã Bình Khánh",
                                  .district = "huyện Cần Giờ",
                                  .province = "TP.HCM",
                                  .valid_until = kDistrictsEnded},
                                 {.street = "310 đường Rừng Sác, ấp Bình Thuận",
                                  .commune = "xã Bình Khánh",
                                  .district = "",
                                  .province = "TP.HCM",
                                  .valid_from = kDistrictsEnded}};

}  // namespace

TEST_CASE("an address on one line leaves out what it does not have") {
  CHECK(kSeat[0].one_line() ==
        "310 đường Rừng Sác, ấp Bình Thuận, xã Bình Khánh, huyện Cần Giờ, TP.HCM");
  CHECK(kSeat[1].one_line() == "310 đường Rừng Sác, ấp Bình Thuận, xã Bình Khánh, TP.HCM");
  CHECK(Address{.province = "tỉnh Bình Dương"}.one_line() == "tỉnh Bình Dương");
  CHECK(Address{}.one_line().empty());
}

TEST_CASE("the address of a day is the one that was right on it") {
  CHECK(address_on(kSeat, on(2025, 6, 30)) == &kSeat[0]);
  CHECK(address_on(kSeat, on(2025, 7, 1)) == &kSeat[1]);
  CHECK(address_on({kSeat[1]}, on(2025, 6, 30)) == nullptr);
  CHECK(address_on({}, on(2025, 6, 30)) == nullptr);
}

TEST_CASE("a commune of the same name without its district reads differently") {
  CHECK(now_called(kSeat, on(2025, 6, 30), on(2026, 11, 24)) ==
        "310 đường Rừng Sác, ấp Bình Thuận, xã Bình Khánh, TP.HCM");
}

TEST_CASE("nothing is added where the address reads the same or one of them is not known") {
  CHECK(now_called(kSeat, on(2025, 7, 1), on(2026, 11, 24)).empty());
  CHECK(now_called({kSeat[0]}, on(2025, 6, 30), on(2026, 11, 24)).empty());
  CHECK(now_called({kSeat[1]}, on(2025, 6, 30), on(2026, 11, 24)).empty());
}

TEST_CASE("kinds of place have names that read back") {
  for (const auto* name : {"growing_area", "packing_house", "processing_site"}) {
    CHECK(to_text(*place_kind(name)) == name);
  }
  CHECK_FALSE(place_kind("shop"));
}

TEST_CASE("a label names the cooperative by its short name where it has one") {
  CHECK(Cooperative{.id = "C", .name = "Hợp tác xã A", .short_name = "HTX A"}.label_name() ==
        "HTX A");
  CHECK(Cooperative{.id = "C", .name = "Hợp tác xã A", .short_name = ""}.label_name() ==
        "Hợp tác xã A");
}
