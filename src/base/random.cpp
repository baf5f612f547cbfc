// The door to OpenSSL's random generator.
#include <openssl/rand.h>

#include "temgoc/base/clock.h"

namespace temgoc {

RandomSource system_random() {
  return [](std::span<std::uint8_t> out) {
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) == 1) return;
    throw SystemFailure(Error{.code = "crypto_library_failed", .value = "RAND_bytes"});
  };
}

}  // namespace temgoc
