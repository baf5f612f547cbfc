// How well a masked QR symbol reads: the penalty of ISO/IEC 18004 section 7.8.3, whole lines at a
// time, to the point as libqrencode counts it.
#pragma once

#include <array>
#include <cstdint>

namespace temgoc {

// Modules of a symbol of at most 61 a side (version 11), dark ones as ones; in a line the first
// module is the highest of `side` bits.
struct QrLines {
  static constexpr unsigned kMostSide = 61;
  using Lines = std::array<std::uint64_t, kMostSide>;

  unsigned side = 0;
  Lines rows{};     // top first
  Lines columns{};  // the same modules, left first
};

unsigned penalty(const QrLines& symbol);

}  // namespace temgoc
