// Any bytes as a picture that a label template draws: refused, or as large as it says and no larger
// than allowed.
#include <string_view>

#include "label/picture.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace temgoc;
  const auto picture = read_png({reinterpret_cast<const char*>(data), size});
  if (!picture) {
    REQUIRE(picture.error().code == "image_unreadable");
    return 0;
  }
  REQUIRE(picture->width_px > 0 && picture->width_px <= kMaxPictureSide);
  REQUIRE(picture->height_px > 0 && picture->height_px <= kMaxPictureSide);
  const std::size_t dots = std::size_t{picture->width_px} * picture->height_px;
  REQUIRE(picture->pixels.size() == dots * (picture->colour ? 3 : 1));
  return 0;
}
