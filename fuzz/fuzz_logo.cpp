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
  REQUIRE(picture->width > 0 && picture->width <= kMaxPictureSide);
  REQUIRE(picture->height > 0 && picture->height <= kMaxPictureSide);
  return 0;
}
