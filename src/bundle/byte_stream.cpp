// Writes and reads integers of variable length, each in the only form that is valid.
#include "byte_stream.h"

#include <algorithm>

namespace temgoc {

void ByteWriter::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
  out_.push_back(static_cast<std::uint8_t>(value));
}

void ByteWriter::zigzag(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::column(const ByteWriter& inner) {
  varint(inner.out().size());
  bytes(inner.out());
}

void ByteReader::fail() {
  good_ = false;
  rest_ = {};
}

std::uint64_t ByteReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const std::uint8_t byte = rest_.front();
    rest_ = rest_.subspan(1);
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte >= 0x80) continue;
    // One text for one value: no empty last group, nothing above 64 bits.
    const bool padded = byte == 0 && shift != 0;
    if (padded || (shift == 63 && byte > 1)) break;
    return value;
  }
  fail();
  return 0;
}

std::uint64_t ByteReader::varint(std::uint64_t most) {
  const std::uint64_t value = varint();
  if (value <= most) return value;
  fail();
  return 0;
}

std::int64_t ByteReader::zigzag() {
  const std::uint64_t bits = varint();
  return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
}

ByteView ByteReader::bytes(std::uint64_t count) {
  if (count > rest_.size()) {
    fail();
    return {};
  }
  const ByteView run = rest_.first(count);
  rest_ = rest_.subspan(count);
  return run;
}

ByteReader ByteReader::column() {
  const std::uint64_t length = varint();
  ByteReader inner(bytes(length));
  if (!good_) inner.fail();
  return inner;
}

ByteView ByteReader::line() {
  const auto end = std::ranges::find(rest_, std::uint8_t{'\n'});
  if (end == rest_.end()) {
    fail();
    return {};
  }
  const ByteView text = bytes(static_cast<std::uint64_t>(end - rest_.begin()));
  rest_ = rest_.subspan(1);
  return text;
}

}  // namespace temgoc
