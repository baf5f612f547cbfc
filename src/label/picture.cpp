// Decodes a PNG file onto white, within limits of bytes and pixels.
#include "picture.h"

#include <png.h>

#include "temgoc/label/label_picture.h"

namespace temgoc {
namespace {

// `reason`: a code under "image." in the words.
Error unreadable(const char* reason) {
  return Error{.code = "image_unreadable", .args = {{"reason", reason}}};
}

// libpng's simple interface: no error jumps out of it, and it must be freed.
struct Reader {
  png_image image{};
  Reader() { image.version = PNG_IMAGE_VERSION; }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_image_free(&image); }
};

}  // namespace

Result<Picture> read_png(std::string_view bytes) {
  if (bytes.size() > kMaxPictureBytes) return unreadable("large_file");
  Reader reader;
  png_image& image = reader.image;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
    return unreadable("damaged");
  if (image.width > kMaxPictureSide || image.height > kMaxPictureSide)
    return unreadable("large_picture");
  Picture picture{image.width, image.height, (image.format & PNG_FORMAT_FLAG_COLOR) != 0, {}};
  image.format = picture.colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  picture.pixels.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  if (!png_image_finish_read(&image, &white, picture.pixels.data(), 0, nullptr))
    return unreadable("damaged");
  return picture;
}

Result<void> check_label_picture(std::string_view png) {
  const auto picture = read_png(png);
  return picture ? Result<void>() : picture.error();
}

}  // namespace temgoc
