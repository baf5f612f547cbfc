// From the file that somebody sent to the picture that is kept.
#include "temgoc/pictures/shown_picture.h"

#include <array>
#include <string>
#include <string_view>

#include "pictures/pixels.h"

namespace temgoc {
namespace {

constexpr std::string_view kJpegStart = "\xff\xd8\xff", kPngStart = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kMegabyte = 1u << 20, kMillion = 1'000'000;

// What phones and scanners send instead, so that the remedy can name it.
std::string other_format(std::string_view file) {
  const auto has = [&](std::size_t at, std::string_view sign) {
    return file.size() >= at + sign.size() && file.substr(at, sign.size()) == sign;
  };
  if (has(4, "ftyp"))
    return has(8, "avif")                                      ? "AVIF"
           : has(8, "hei") || has(8, "mif1") || has(8, "msf1") ? "HEIC"
                                                               : "";
  if (has(0, "RIFF") && has(8, "WEBP")) return "WebP";
  if (has(0, "GIF8")) return "GIF";
  if (has(0, "%PDF")) return "PDF";
  if (has(0, "BM")) return "BMP";
  if (has(0, std::string_view("II*\0", 4)) || has(0, std::string_view("MM\0*", 4))) return "TIFF";
  if (has(0, "<svg") || has(0, "<?xml")) return "SVG";
  return {};
}

Result<Photo> read_photo(ByteView file, unsigned at_least) {
  const std::string_view text = as_text(file);
  if (text.starts_with(kJpegStart)) return read_jpeg(file, at_least);
  if (text.starts_with(kPngStart)) return read_png(file);
  const std::string format = other_format(text);
  if (format.empty()) return Error{"picture_format"};
  return Error{"picture_other_format", {}, {}, {}, {{"format", format}}};
}

}  // namespace

Result<void> check_size(unsigned width, unsigned height) {
  Error error{"picture_pixels",
              {},
              {},
              {},
              {{"width", std::to_string(width)},
               {"height", std::to_string(height)},
               {"limit", std::to_string(kMostPhotoPixels / kMillion)}}};
  if (width > kMostPhotoSide || height > kMostPhotoSide ||
      std::size_t{width} * height > kMostPhotoPixels)
    return error;
  if (width >= kFewestPhotoSide && height >= kFewestPhotoSide) return {};
  error.code = "picture_small";
  return error;
}

Result<Bytes> shown_picture(ByteView photo, unsigned longest_side) {
  if (photo.empty()) return Error{"picture_empty"};
  if (photo.size() > kMostPhotoBytes)
    return Error{
        "picture_too_large", {}, {}, {}, {{"limit", std::to_string(kMostPhotoBytes / kMegabyte)}}};
  auto read = read_photo(photo, longest_side);
  if (!read) return read.error();
  read->pixels = shrunk(read->pixels, longest_side);
  return write_jpeg(turned_upright(*read));
}

}  // namespace temgoc
