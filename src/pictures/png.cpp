// PNG in: libpng's simple interface, of which no fault jumps out.
#include <png.h>

#include "pictures/pixels.h"

namespace temgoc {
namespace {

struct Reader {
  png_image image{};
  Reader() { image.version = PNG_IMAGE_VERSION; }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_image_free(&image); }
};

}  // namespace

Result<Photo> read_png(ByteView file) {
  Reader reader;
  png_image& image = reader.image;
  if (!png_image_begin_read_from_memory(&image, file.data(), file.size()))
    return Error{"picture_damaged"};
  if (auto fits = check_size(image.width, image.height); !fits) return fits.error();
  image.format = PNG_FORMAT_RGB;
  Photo photo{{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))}, 1};
  const png_color white{255, 255, 255};
  if (!png_image_finish_read(&image, &white, photo.pixels.rgb.data(), 0, nullptr))
    return Error{"picture_damaged"};
  return photo;
}

}  // namespace temgoc
