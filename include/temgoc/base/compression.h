// The door to zlib: whole buffers in, whole buffers out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"

namespace temgoc {

// A zlib stream (RFC 1950). Throws SystemFailure `compression_failed` when memory runs out.
Bytes compressed(ByteView content);
// The content of a zlib stream that unpacks to exactly `size` bytes and ends there; none for any
// other. Never holds more than `size` bytes, so a small file cannot fill the memory.
std::optional<Bytes> decompressed(ByteView stream, std::size_t size);

// A text packed once, to stand in many gzip members, wherever in them: it knows nothing of what is
// before it. May be used by several threads. Throws as `compressed` does.
class PackedText {
 public:
  explicit PackedText(std::string_view text);

 private:
  friend class GzipMember;
  std::string blocks_;
  std::uint64_t size_;
  std::uint32_t crc_;
  std::uint32_t behind_;  // what takes the check sum of a text before it past it
};

// A gzip member (RFC 1952) put together of texts in their order, below 4 GB: of what many answers
// share, packed before; of an answer's own, packed now or, where that costs more time than it saves
// bytes, as it is. Throws as `compressed` does.
class GzipMember {
 public:
  GzipMember();
  GzipMember& add(const PackedText& text);
  GzipMember& add(std::string_view text);
  GzipMember& add_as_it_is(std::string_view text);
  // REQUIRES: called once, the last.
  std::string finished();

 private:
  std::string out_;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};
std::string gzipped(std::string_view content);
// The content of a gzip file of one member (RFC 1952) that ends there; none for any other, and for
// one whose content is longer than `most` bytes.
std::optional<Bytes> gunzipped(ByteView file, std::size_t most);

}  // namespace temgoc
