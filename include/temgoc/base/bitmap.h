// A black-and-white picture in dots.
#pragma once

#include <string>

namespace temgoc {

struct Bitmap {
  unsigned width = 0, height = 0;  // dots
  std::string rows =
      {};  // top first; each padded to whole bytes, most significant bit left; 1 = black

  std::size_t row_bytes() const { return (width + 7) / 8; }
  bool black(unsigned x, unsigned y) const {
    return (static_cast<unsigned char>(rows[y * row_bytes() + x / 8]) >> (7 - x % 8) & 1) != 0;
  }
  bool operator==(const Bitmap&) const = default;
};

}  // namespace temgoc
