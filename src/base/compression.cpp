#include "temgoc/compression.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "temgoc/result.h"

namespace temgoc {
namespace {

constexpr std::size_t kPiece = std::numeric_limits<uInt>::max() / 2;  // zlib counts in 32 bits

constexpr std::size_t kMostRatio = 1032;  // deflate's own limit

uInt piece_of(std::size_t left) { return static_cast<uInt>(std::min(left, kPiece)); }

struct Inflation {
  z_stream stream{};
  bool ready = inflateInit(&stream) == Z_OK;
  Inflation() = default;
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  ~Inflation() {
    if (ready) inflateEnd(&stream);
  }
};

}  // namespace

Bytes compressed(ByteView content) {
  auto size = compressBound(content.size());
  Bytes out(size);
  const int done = compress2(out.data(), &size, content.data(), content.size(), 9);
  if (done != Z_OK) throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  out.resize(size);
  return out;
}

std::optional<Bytes> decompressed(ByteView stream, std::size_t size) {
  if (size / kMostRatio > stream.size()) return std::nullopt;  // before any memory is taken
  Inflation inflation;
  if (!inflation.ready) {
    throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  }
  Bytes out(size + 1);  // one more, to see a stream that goes on
  z_stream& z = inflation.stream;
  std::size_t read = 0;
  std::size_t made = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    z.next_in = const_cast<Bytef*>(stream.data() + read);  // zlib's type; it only reads
    z.avail_in = piece_of(stream.size() - read);
    z.next_out = out.data() + made;
    z.avail_out = piece_of(out.size() - made);
    const uInt offered = z.avail_in;
    const uInt room = z.avail_out;
    state = inflate(&z, Z_NO_FLUSH);
    read += offered - z.avail_in;
    made += room - z.avail_out;
  }
  if (state != Z_STREAM_END || made != size || read != stream.size()) return std::nullopt;
  out.resize(size);
  return out;
}

std::string gzipped(std::string_view content) {
  // Level 4 saves a tenth of the bytes of level 1; level 6 saves little more and takes twice as
  // long.
  constexpr int kLevel = 4, kGzipWindow = 15 + 16, kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = piece_of(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = piece_of(out.size());
  const int done = deflate(&stream, Z_FINISH);  // the bound makes one call enough
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END)
    throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  return out;
}

}  // namespace temgoc
