// Random codes that people read and type.
#include "temgoc/base/random_code.h"

#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"

namespace temgoc {

std::string random_crockford(const RandomSource& random, std::size_t letters) {
  Bytes bytes(letters);
  random(bytes);
  std::string text;
  // 256 is a multiple of 32, so the letters are as even as the bytes.
  for (const std::uint8_t byte : bytes) text += kCrockford[byte % kCrockford.size()];
  return text;
}

std::string in_groups(std::string_view letters) {
  constexpr std::size_t kGroup = 4;
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % kGroup == 0) text += '-';
    text += letters[i];
  }
  return text;
}

}  // namespace temgoc
