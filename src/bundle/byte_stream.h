// Varints and byte runs, written and read. A reader never reads past its end: it fails, and every
// later answer is zero or empty.
#pragma once

#include <cstdint>

#include "temgoc/base/bytes.h"

namespace temgoc {

class ByteWriter {
 public:
  void varint(std::uint64_t value);  // LEB128, shortest form
  void zigzag(std::int64_t value);
  void bytes(ByteView run) { out_.insert(out_.end(), run.begin(), run.end()); }
  void column(const ByteWriter& inner);  // its length, then itself
  const Bytes& out() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : rest_(bytes) {}
  std::uint64_t varint();
  std::uint64_t varint(std::uint64_t most);  // fails above
  std::int64_t zigzag();
  ByteView bytes(std::uint64_t count);
  ByteReader column();
  ByteView line();  // up to the next LF, which is read over

  bool good() const { return good_; }
  bool at_end() const { return good_ && rest_.empty(); }
  std::size_t left() const { return rest_.size(); }
  void fail();

 private:
  ByteView rest_;
  bool good_ = true;
};

}  // namespace temgoc
