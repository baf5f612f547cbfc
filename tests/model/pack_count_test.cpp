#include <doctest/doctest.h>

#include "temgoc/model/pack_count.h"

using namespace temgoc;

namespace {

std::optional<std::uint64_t> packs(const char* amount, const char* unit, const char* net) {
  return pack_count(Quantity::parse(amount, unit).value(), net);
}

}  // namespace

TEST_CASE("a unit that counts packs is the number of packs, however it is written") {
  CHECK(packs("120", "hộp", "") == 120);
  CHECK(packs("120", "Hop", "500 g") == 120);
  CHECK(packs("80", "quả", "1 trái") == 80);
  CHECK(packs("80", "chai", "500 ml") == 80);
  CHECK(packs("80", "lọ", "") == 80);
  CHECK(packs("7", "boxes", "") == 7);
  CHECK(packs("2.5", "gói", "") == 3);
}

TEST_CASE("weight over weight and volume over volume, a pack begun counted as one") {
  CHECK(packs("120", "kg", "500 g") == 240);
  CHECK(packs("120.3", "kg", "500 g") == 241);
  CHECK(packs("1", "tấn", "0,5 kg") == 2000);
  CHECK(packs("2", "tạ", "500gr") == 400);
  CHECK(packs("100", "lít", "330 ml") == 304);
  CHECK(packs("100", "L", "1,5 lít") == 67);
  CHECK(packs("1000000000", "tấn", "1 mg") == 1'000'000'000'000'000'000ull);
}

TEST_CASE("what cannot be known is not guessed at") {
  CHECK(!packs("120", "kg", ""));
  CHECK(!packs("120", "kg", "500 ml"));
  CHECK(!packs("120", "kg", "1 trái (khoảng 800 g)"));
  CHECK(!packs("120", "kg", "500 g x 10"));
  CHECK(!packs("120", "kg", "0 g"));
  CHECK(!packs("3", "xe", "500 g"));
  CHECK(!packs("3", "thùng", "500 g"));
  CHECK(!packs("1000000000", "tấn", "0,001 mg"));
}

TEST_CASE("a net content may name the pack that it is the content of") {
  CHECK(packs("120", "kg", "hộp 500 g") == 240);
  CHECK(packs("10", "kg", "Túi 250 g") == 40);
  CHECK(packs("10", "kg", "Gói 0,25 kg") == 40);
  CHECK(packs("10", "kg", "250 g/túi") == 40);
  CHECK(!packs("10", "kg", "Thùng 10 gói 250 g"));
  CHECK(!packs("10", "kg", "Túi"));
}
