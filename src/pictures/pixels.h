// A picture in memory.
#pragma once

#include <cstdint>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

// Rows from the top, three bytes a pixel: red, green, blue.
struct Pixels {
  static constexpr unsigned kChannels = 3;
  unsigned width = 0;
  unsigned height = 0;
  std::vector<std::uint8_t> rgb = {};
};

// `picture_pixels`, `picture_small`.
Result<void> check_size(unsigned width, unsigned height);

// As a camera held it: 1 is upright (Exif 2.3, 4.6.4).
struct Photo {
  Pixels pixels;
  unsigned orientation = 1;
};

// May be read at a half, a quarter or an eighth of its size, but at no less than `at_least` pixels
// of its longer side. `picture_damaged`, `picture_colours`, those of check_size.
Result<Photo> read_jpeg(ByteView file, unsigned at_least);
Bytes write_jpeg(const Pixels& pixels);
// `picture_damaged`, those of check_size.
Result<Photo> read_png(ByteView file);

// The orientation that an Exif block says (with its "Exif\0\0"); 1 where it says none, or is
// broken.
unsigned exif_orientation(ByteView block);
Pixels turned_upright(const Photo& photo);
// Each new pixel is the mean of those that it covers. Never enlarges.
Pixels shrunk(const Pixels& pixels, unsigned longest_side);

}  // namespace temgoc
