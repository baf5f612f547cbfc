// HMAC over our own SHA-256.
#include "temgoc/base/hmac.h"

#include <algorithm>
#include <stdexcept>

namespace temgoc {

Digest hmac_sha256(ByteView key, ByteView text) {
  std::array<std::uint8_t, 64> inner{}, outer{};
  if (key.size() > inner.size()) throw std::logic_error("a key longer than a block of SHA-256");
  std::copy(key.begin(), key.end(), inner.begin());
  outer = inner;
  for (std::uint8_t& byte : inner) byte ^= 0x36;
  for (std::uint8_t& byte : outer) byte ^= 0x5c;
  return sha256(outer, sha256(inner, text));
}

}  // namespace temgoc
