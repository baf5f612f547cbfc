// A photo that somebody took, as a picture that may be shown: checked, upright, small, and without
// anything that it says beside its pixels.
#pragma once

#include <cstddef>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

inline constexpr std::size_t kMostPhotoBytes = 25u << 20;
inline constexpr std::size_t kMostPhotoPixels = 60'000'000;
inline constexpr unsigned kMostPhotoSide = 20'000;
inline constexpr unsigned kFewestPhotoSide = 32;

// A JPEG of at most `longest_side` pixels a side, never larger than the photo. The photo is a JPEG
// or a PNG, told by its content; it is turned as its camera says (Exif 2.3, tag 0x0112), and what
// is transparent becomes white. The result has no metadata at all (place, camera, time, preview),
// and the same photo gives the same bytes.
//   `picture_empty`, `picture_too_large` (args limit, in MB), `picture_format`,
//   `picture_other_format` (args format: HEIC, WebP, GIF, PDF …), `picture_pixels` (args width,
//   height, limit in megapixels; known before anything is unpacked), `picture_small` (args width,
//   height), `picture_colours` (CMYK), `picture_damaged` (cut off, or not what it says)
Result<Bytes> shown_picture(ByteView photo, unsigned longest_side);

}  // namespace temgoc
