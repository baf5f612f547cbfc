// PNGs and Exif blocks for tests, made byte by byte.
#include "pictures/photos.h"

#include <zlib.h>

namespace temgoc::test {
namespace {

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
  return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum =
      crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(sum));
}

std::string packed(const std::string& raw) {
  uLongf size = compressBound(raw.size());
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(raw.data()),
           raw.size());
  out.resize(size);
  return out;
}

}  // namespace

std::string png(unsigned width, unsigned height, const Painter& paint, unsigned claimed_width) {
  std::string raw;
  for (unsigned y = 0; y < height; ++y) {
    raw.push_back('\0');
    for (unsigned x = 0; x < width; ++x) {
      const Colour colour = paint(x, y);
      for (const std::uint8_t channel : {colour.red, colour.green, colour.blue})
        raw.push_back(static_cast<char>(channel));
    }
  }
  const std::string header = big_endian(claimed_width ? claimed_width : width) +
                             big_endian(height) + std::string("\x08\x02\x00\x00\x00", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", packed(raw)) +
         chunk("IEND", "");
}

std::string with_exif(const std::string& jpeg, unsigned orientation) {
  std::string block("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 24);
  block.push_back(static_cast<char>(orientation));
  block += std::string("\0\0\0\0\0\0\0", 7) + "GPS 10.7769 N 106.7009 E, Nguyen Van A";
  const std::size_t size = block.size() + 2;
  return jpeg.substr(0, 2) + "\xff\xe1" + static_cast<char>(size >> 8) + static_cast<char>(size) +
         block + jpeg.substr(2);
}

Colour corner(unsigned x, unsigned y, unsigned width, unsigned height) {
  const bool dark = x < width / 2 && y < height / 2;
  return dark ? Colour{20, 20, 20} : Colour{230, 230, 230};
}

}  // namespace temgoc::test
