// The door to zlib: whole buffers in, whole buffers out.
#pragma once

#include <cstdint>
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

// Gzip members (RFC 1952) of texts that begin alike, as pages with one style sheet do: the
// beginning is packed once. Made for speed more than for size: what goes over the wire once. May be
// used by several threads. Throws as `compressed` does.
class GzipBeginning {
 public:
  explicit GzipBeginning(std::string_view beginning);
  // The member of the beginning and then `rest`; together below 4 GB.
  std::string followed_by(std::string_view rest) const;

 private:
  std::string packed_;
  std::size_t size_;
  std::uint32_t crc_;
};
std::string gzipped(std::string_view content);

}  // namespace temgoc
