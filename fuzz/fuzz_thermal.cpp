// Any bytes as a file for a label printer that is read back: pictures or a refusal, and what was
// read is written and read as the same pictures.
#include <string_view>

#include "require.h"
#include "temgoc/label/thermal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace temgoc;
  constexpr unsigned kMostDots = 32'000;  // that a label is ever drawn with
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const PrinterLanguage language : {PrinterLanguage::zpl, PrinterLanguage::tspl}) {
    const auto pictures = thermal_pictures(language, text);
    if (!pictures) {
      REQUIRE(!pictures.error().code.empty());
      continue;
    }
    for (const Bitmap& picture : *pictures) {
      if (picture.width == 0 || picture.height == 0 || picture.height > kMostDots) continue;
      const Roll roll{static_cast<double>(picture.width) / 8,
                      static_cast<double>(picture.height) / 8};
      const auto again = thermal_pictures(language, thermal_label(language, picture, roll, 1));
      REQUIRE(again && again->size() == 1);
      REQUIRE(again->front().rows == picture.rows);
    }
  }
  return 0;
}
