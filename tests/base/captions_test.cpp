#include "temgoc/base/captions.h"

#include <doctest/doctest.h>

using namespace temgoc;

TEST_CASE("a value loses the caption that it repeats") {
  CHECK(without_caption("Bảo quản nơi khô ráo", "Bảo quản") == "nơi khô ráo");
  CHECK(without_caption("BẢO QUẢN : nơi khô ráo", "Bảo quản") == "nơi khô ráo");
  CHECK(without_caption("Nơi khô ráo", "Bảo quản") == "Nơi khô ráo");
  CHECK(without_caption("Bảo quản", "Bảo quản") == "Bảo quản");
  CHECK(without_caption("Bảo quản: ", "Bảo quản") == "Bảo quản: ");
  CHECK(without_caption("Muối biển", "Mu") == "Muối biển");
  CHECK(without_caption("", "Bảo quản").empty());
}

TEST_CASE("the first letter becomes a capital, whatever its marks") {
  CHECK(capitalised("ở âm 18 °C") == "Ở âm 18 °C");
  CHECK(capitalised("đá") == "Đá");
  CHECK(capitalised("18 °C") == "18 °C");
  CHECK(capitalised("").empty());
}
