// Any bytes as a photo: refused, or made into a JPEG that is itself a photo of no larger sides.
#include "require.h"
#include "temgoc/pictures/shown_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr unsigned kSide = 64;
  const auto shown = temgoc::shown_picture(temgoc::ByteView(data, size), kSide);
  if (!shown) return 0;
  const bool is_jpeg = shown->size() > 4 && (*shown)[0] == 0xff && (*shown)[1] == 0xd8;
  REQUIRE(is_jpeg);
  return 0;
}
