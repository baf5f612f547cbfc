// A digest that only who has the key can make.
#pragma once

#include "temgoc/base/bytes.h"

namespace temgoc {

// HMAC-SHA-256 (RFC 2104). REQUIRES a key of at most 64 bytes.
Digest hmac_sha256(ByteView key, ByteView text);

}  // namespace temgoc
