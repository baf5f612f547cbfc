// Calls zlib on whole buffers, and joins blocks that were packed apart into one gzip stream.
#include "temgoc/base/compression.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "temgoc/base/result.h"

namespace temgoc {
namespace {

constexpr std::size_t kPiece = std::numeric_limits<uInt>::max() / 2;  // zlib counts in 32 bits

constexpr std::size_t kMostRatio = 1032;  // deflate's own limit

uInt piece_of(std::size_t left) { return static_cast<uInt>(std::min(left, kPiece)); }

constexpr int kZlibWindow = 15, kGzipWindow = 15 + 16;  // as inflateInit2 tells the two apart

struct Inflation {
  z_stream stream{};
  bool ready;
  explicit Inflation(int window) : ready(inflateInit2(&stream, window) == Z_OK) {}
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  ~Inflation() {
    if (ready) inflateEnd(&stream);
  }
};

// RFC 1952 section 2.3: deflate, no name, no time, made on Unix.
constexpr std::string_view kGzipHeader("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);

// Deflate blocks (RFC 1951) one text after another, none knowing those before.
class RawDeflation {
 public:
  explicit RawDeflation(int level) {
    constexpr int kRawWindow = -15, kMemory = 8;
    if (deflateInit2(&stream_, level, Z_DEFLATED, kRawWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  }
  RawDeflation(const RawDeflation&) = delete;
  RawDeflation& operator=(const RawDeflation&) = delete;
  ~RawDeflation() { deflateEnd(&stream_); }

  // Blocks that end with a byte, so that others may follow.
  void append(std::string& out, std::string_view text) {
    constexpr std::size_t kFlushBytes = 16;  // that deflateBound does not count
    deflateReset(&stream_);
    const std::size_t before = out.size();
    out.resize(before + deflateBound(&stream_, text.size()) + kFlushBytes);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // it only reads
    stream_.avail_in = piece_of(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = piece_of(out.size() - before);
    // The bound makes one call enough.
    if (deflate(&stream_, Z_FULL_FLUSH) != Z_OK)
      throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
    out.resize(before + stream_.total_out);
  }

 private:
  z_stream stream_{};
};

std::uint32_t crc_of(std::uint32_t before, std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

void append_little_endian(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xff);
}

// One block, which begins and ends with a byte. REQUIRES at most 65,535 bytes.
void append_stored(std::string& out, std::string_view text, bool last) {
  const auto length = static_cast<std::uint16_t>(text.size());
  out += static_cast<char>(last);
  append_little_endian(out, length | (static_cast<std::uint32_t>(length ^ 0xffff) << 16));
  out += text;
}

// What a whole stream unpacks to; none where it is damaged, goes on behind its end, or holds more
// than `most` bytes. `room` is taken at once, the rest as it is needed.
std::optional<Bytes> inflated(ByteView stream, int window, std::size_t room, std::size_t most) {
  Inflation inflation(window);
  if (!inflation.ready) {
    throw SystemFailure(Error{.code = "compression_failed", .value = "zlib"});
  }
  Bytes out(room);
  z_stream& z = inflation.stream;
  std::size_t read = 0;
  std::size_t made = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    if (made == out.size()) {
      if (made > most) return std::nullopt;
      out.resize(std::min(2 * made, most + 1));
    }
    z.next_in = const_cast<Bytef*>(stream.data() + read);  // zlib's type; it only reads
    z.avail_in = piece_of(stream.size() - read);
    z.next_out = out.data() + made;
    z.avail_out = piece_of(out.size() - made);
    const uInt offered = z.avail_in;
    const uInt free = z.avail_out;
    state = inflate(&z, Z_NO_FLUSH);
    read += offered - z.avail_in;
    made += free - z.avail_out;
  }
  if (state != Z_STREAM_END || made > most || read != stream.size()) return std::nullopt;
  out.resize(made);
  return out;
}

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
  // One more, to see a stream that goes on.
  auto content = inflated(stream, kZlibWindow, size + 1, size);
  if (content && content->size() != size) return std::nullopt;
  return content;
}

std::optional<Bytes> gunzipped(ByteView file, std::size_t most) {
  constexpr std::size_t kFirstRoom = 16 << 10;
  return inflated(file, kGzipWindow, std::min(kFirstRoom, most + 1), most);
}

PackedText::PackedText(std::string_view text)
    : size_(text.size()),
      crc_(crc_of(0, text)),
      behind_(static_cast<std::uint32_t>(crc32_combine_gen(static_cast<z_off_t>(text.size())))) {
  if (!text.empty()) RawDeflation(Z_BEST_COMPRESSION).append(blocks_, text);
}

GzipMember::GzipMember() : out_(kGzipHeader) {
  constexpr std::size_t kUsual = 16 << 10;
  out_.reserve(kUsual);
}

GzipMember& GzipMember::add(const PackedText& text) {
  out_ += text.blocks_;
  size_ += text.size_;
  crc_ = static_cast<std::uint32_t>(crc32_combine_op(crc_, text.crc_, text.behind_));
  return *this;
}

GzipMember& GzipMember::add(std::string_view text) {
  // Level 4 saves a tenth of the bytes of level 1; level 6 saves little more and takes twice as
  // long. Making a stream ready costs as much as packing a few kilobytes, so each thread keeps one.
  constexpr int kLevel = 4;
  thread_local RawDeflation deflation(kLevel);
  if (!text.empty()) deflation.append(out_, text);
  size_ += text.size();
  crc_ = crc_of(crc_, text);
  return *this;
}

// RFC 1951 section 3.2.4: blocks that are not compressed.
GzipMember& GzipMember::add_as_it_is(std::string_view text) {
  constexpr std::size_t kMost = 0xffff;
  size_ += text.size();
  crc_ = crc_of(crc_, text);
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kMost)))
    append_stored(out_, text.substr(0, kMost), false);
  return *this;
}

std::string GzipMember::finished() {
  append_stored(out_, {}, true);
  append_little_endian(out_, crc_);
  append_little_endian(out_, static_cast<std::uint32_t>(size_));
  return std::move(out_);
}

std::string gzipped(std::string_view content) { return GzipMember().add(content).finished(); }

}  // namespace temgoc
