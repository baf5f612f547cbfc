// Which way up a camera was held, and the picture turned so.
#include <optional>

#include "pictures/pixels.h"

namespace temgoc {
namespace {

constexpr std::size_t kSignature = 6, kEntryBytes = 12, kMostEntries = 512;
constexpr unsigned kOrientationTag = 0x0112;

// A TIFF structure (Exif 2.3, 4.5.2), whose numbers are of either byte order.
class Tiff {
 public:
  explicit Tiff(ByteView bytes) : bytes_(bytes) {}

  bool is_one() {
    if (bytes_.size() < 8) return false;
    little_ = bytes_[0] == 'I' && bytes_[1] == 'I';
    const bool big = bytes_[0] == 'M' && bytes_[1] == 'M';
    return (little_ || big) && number(2, 2) == 42u;
  }
  std::optional<unsigned> number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
    unsigned value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value = value << 8 | bytes_[at + (little_ ? size - 1 - i : i)];
    return value;
  }

 private:
  ByteView bytes_;
  bool little_ = false;
};

// Where the pixel (x, y) of the upright picture stands in the photo.
struct Spot {
  unsigned x, y;
};
Spot spot_in(const Photo& photo, unsigned x, unsigned y) {
  const unsigned right = photo.pixels.width - 1, bottom = photo.pixels.height - 1;
  switch (photo.orientation) {
    case 2:
      return {right - x, y};
    case 3:
      return {right - x, bottom - y};
    case 4:
      return {x, bottom - y};
    case 5:
      return {y, x};
    case 6:
      return {y, bottom - x};
    case 7:
      return {right - y, bottom - x};
    case 8:
      return {right - y, x};
    default:
      return {x, y};
  }
}

}  // namespace

unsigned exif_orientation(ByteView block) {
  if (block.size() < kSignature || as_text(block.first(4)) != "Exif") return 1;
  Tiff tiff(block.subspan(kSignature));
  if (!tiff.is_one()) return 1;
  const auto directory = tiff.number(4, 4);
  const auto entries = directory ? tiff.number(*directory, 2) : std::nullopt;
  if (!entries || *entries > kMostEntries) return 1;
  for (std::size_t i = 0; i < *entries; ++i) {
    const std::size_t entry = std::size_t{*directory} + 2 + i * kEntryBytes;
    if (tiff.number(entry, 2) != kOrientationTag) continue;
    const auto told = tiff.number(entry + 8, 2);
    return told && *told >= 1 && *told <= 8 ? *told : 1;
  }
  return 1;
}

Pixels turned_upright(const Photo& photo) {
  if (photo.orientation <= 1) return photo.pixels;
  const Pixels& from = photo.pixels;
  const bool on_its_side = photo.orientation >= 5;
  Pixels to{on_its_side ? from.height : from.width, on_its_side ? from.width : from.height, {}};
  to.rgb.reserve(from.rgb.size());
  for (unsigned y = 0; y < to.height; ++y) {
    for (unsigned x = 0; x < to.width; ++x) {
      const Spot spot = spot_in(photo, x, y);
      const auto* pixel =
          &from.rgb[(std::size_t{spot.y} * from.width + spot.x) * Pixels::kChannels];
      to.rgb.insert(to.rgb.end(), pixel, pixel + Pixels::kChannels);
    }
  }
  return to;
}

}  // namespace temgoc
