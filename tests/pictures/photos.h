// Photos for tests, made byte by byte: no camera and no picture of anybody.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace temgoc::test {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
};
using Painter = std::function<Colour(unsigned x, unsigned y)>;

// A PNG of 8 bits a channel (RFC 2083). `claimed_width`: what its header says, where that is not
// what it holds; 0: the same.
std::string png(unsigned width, unsigned height, const Painter& paint, unsigned claimed_width = 0);
// The JPEG with an Exif block in front that says which way up the camera was held, where it was,
// and who owns it.
std::string with_exif(const std::string& jpeg, unsigned orientation);
// Dark in the corner at the top left, light elsewhere.
Colour corner(unsigned x, unsigned y, unsigned width, unsigned height);

}  // namespace temgoc::test
