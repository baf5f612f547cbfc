// The door to libpng: an uploaded picture is decoded and checked here, so that no other library
// sees its file.
#pragma once

#include <string_view>

#include "temgoc/label/label.h"

namespace temgoc {

inline constexpr std::size_t kMaxPictureBytes = 2 << 20;
inline constexpr unsigned kMaxPictureSide = 4000;  // pixels

// `image_unreadable` (args reason: damaged, large_file or large_picture): not a whole PNG, or
// larger than the limits above.
Result<Picture> read_png(std::string_view bytes);

}  // namespace temgoc
