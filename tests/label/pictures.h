// Small pictures, made by hand.
#pragma once

#include <zlib.h>

#include <string>

#include "temgoc/base/bytes.h"

namespace temgoc::pictures {

inline std::string chunk(const std::string& kind, const std::string& data) {
  const auto number = [](unsigned long value) {
    Bytes bytes(4);
    write_be(bytes, 0, 4, value);
    return std::string(as_text(bytes));
  };
  const std::string body = kind + data;
  const auto sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return number(data.size()) + body + number(sum);
}

// A PNG that says it has `side` pixels each way, red with transparency: its left half is not there.
// `drawn` rows of it are.
inline std::string png(unsigned side, unsigned drawn) {
  std::string rows;
  for (unsigned y = 0; y < drawn; ++y) {
    rows += '\0';
    for (unsigned x = 0; x < side; ++x)
      rows += std::string("\xFF\x00\x00", 3) + (x < side / 2 ? '\x00' : '\xFF');
  }
  std::string packed(::compressBound(rows.size()), '\0');
  uLongf size = packed.size();
  ::compress(reinterpret_cast<Bytef*>(packed.data()), &size,
             reinterpret_cast<const Bytef*>(rows.data()), rows.size());
  packed.resize(size);
  Bytes head(13);
  write_be(head, 0, 4, side), write_be(head, 4, 4, side);
  head[8] = 8, head[9] = 6;
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", std::string(as_text(head))) + chunk("IDAT", packed) +
         chunk("IEND", "");
}
inline std::string png(unsigned side = 20) { return png(side, side); }

}  // namespace temgoc::pictures
