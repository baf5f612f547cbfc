#include "web/server/coarse_place.h"

#include <algorithm>

#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostCharacters = 60;
constexpr std::ptrdiff_t kMostDigits = 3;  // "VN-48"; no position is as short

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool may_stand(char c) {
  return is_letter(c) || is_digit(c) || std::string_view(" -'()").find(c) != std::string_view::npos;
}

}  // namespace

std::string coarse_place(std::string_view said) {
  auto place = clean_text(said, "place", kMostCharacters);
  if (!place || !std::ranges::all_of(*place, may_stand)) return {};
  if (std::ranges::none_of(*place, is_letter)) return {};
  return std::ranges::count_if(*place, is_digit) > kMostDigits ? std::string() : *place;
}

}  // namespace temgoc
