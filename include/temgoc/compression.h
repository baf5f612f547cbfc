// The door to zlib: whole buffers in, whole buffers out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/bytes.h"

namespace temgoc {

// A zlib stream (RFC 1950). Throws SystemFailure `compression_failed` when memory runs out.
Bytes compressed(ByteView content);
// The content of a zlib stream that unpacks to exactly `size` bytes and ends there; none for any
// other. Never holds more than `size` bytes, so a small file cannot fill the memory.
std::optional<Bytes> decompressed(ByteView stream, std::size_t size);

// A gzip member (RFC 1952), made for speed more than for size: what goes over the wire once. Throws
// as `compressed` does.
std::string gzipped(std::string_view content);

}  // namespace temgoc
