#include "label/picture.h"

#include <doctest/doctest.h>

#include "label/pictures.h"

using namespace temgoc;

TEST_CASE("a picture is decoded to rows of colour, transparent parts white as paper") {
  const auto picture = read_png(pictures::png(4));
  REQUIRE(picture.has_value());
  CHECK(picture->width_px == 4);
  CHECK(picture->height_px == 4);
  CHECK(picture->colour);
  REQUIRE(picture->pixels.size() == 48);
  CHECK(picture->pixels.substr(0, 3) == "\xFF\xFF\xFF");
  CHECK(picture->pixels.substr(9, 3) == std::string("\xFF\x00\x00", 3));
}

TEST_CASE("a picture cut anywhere, altered or too large is refused, never half read") {
  const std::string whole = pictures::png();
  for (std::size_t length = 0; length + 12 < whole.size(); length += 7) {
    const auto cut = read_png(whole.substr(0, length));
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().code == "image_unreadable");
  }
  std::string altered = whole;
  altered[whole.size() / 2] ^= 0x55;
  CHECK(read_png(altered).error().args.at("reason") == "damaged");
  CHECK(read_png(pictures::png(4001, 0)).error().args.at("reason") == "large_picture");
  const auto large = read_png(std::string(kMaxPictureBytes + 1, 'x'));
  CHECK(large.error().args.at("reason") == "large_file");
}
