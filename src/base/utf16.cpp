// Units and surrogate pairs become UTF-8.
#include "temgoc/base/utf16.h"

#include <cstring>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

char32_t unit_at(std::string_view bytes, std::size_t at, Utf16 order) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == Utf16::little ? static_cast<char32_t>(first | second << 8)
                                : static_cast<char32_t>(first << 8 | second);
}

// Appends to `points`, which has room for all: a buffer left behind by growing would not be wiped.
bool append_points(std::u32string& points, std::string_view bytes, Utf16 order) {
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t unit = unit_at(bytes, at, order);
    if (unit >= 0xD800 && unit < 0xE000) {
      if (unit >= 0xDC00 || at + 4 > bytes.size()) return false;
      const char32_t low = unit_at(bytes, at + 2, order);
      if (low < 0xDC00 || low >= 0xE000) return false;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    points.push_back(unit);
  }
  return true;
}

}  // namespace

std::optional<std::string> from_utf16(std::string_view bytes, Utf16 order) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::u32string points;
  points.reserve(bytes.size() / 2);
  const bool whole = append_points(points, bytes, order);
  std::optional<std::string> text;
  if (whole) text = to_utf8(points);
  ::explicit_bzero(points.data(), points.size() * sizeof(char32_t));
  return text;
}

}  // namespace temgoc
