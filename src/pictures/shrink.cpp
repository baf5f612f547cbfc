// A smaller picture, each pixel the mean of those that it covers.
#include <algorithm>
#include <cmath>

#include "pictures/pixels.h"

namespace temgoc {
namespace {

// How much of each old position falls on a new one: `first` and the positions after it.
struct Share {
  std::size_t first = 0;
  std::vector<float> parts;  // their sum is 1
};

std::vector<Share> shares(unsigned from, unsigned to) {
  std::vector<Share> all(to);
  const double step = static_cast<double>(from) / to;
  for (unsigned i = 0; i < to; ++i) {
    const double begin = i * step, end = std::min<double>(from, (i + 1) * step);
    all[i].first = static_cast<std::size_t>(begin);
    for (std::size_t at = all[i].first; static_cast<double>(at) < end; ++at) {
      const double covered = std::min<double>(end, static_cast<double>(at + 1)) -
                             std::max(begin, static_cast<double>(at));
      all[i].parts.push_back(static_cast<float>(covered / (end - begin)));
    }
  }
  return all;
}

// One old row at the new width, added to `sums` with a weight.
void add_row(const std::uint8_t* row, const std::vector<Share>& columns, float weight,
             std::vector<float>& sums) {
  std::size_t out = 0;
  for (const Share& share : columns) {
    for (unsigned channel = 0; channel < Pixels::kChannels; ++channel) {
      float sum = 0;
      for (std::size_t i = 0; i < share.parts.size(); ++i)
        sum += share.parts[i] * row[(share.first + i) * Pixels::kChannels + channel];
      sums[out++] += weight * sum;
    }
  }
}

unsigned scaled(unsigned side, unsigned longer, unsigned longest_side) {
  const double exact = static_cast<double>(side) * longest_side / longer;
  return std::max(1u, static_cast<unsigned>(std::lround(exact)));
}

}  // namespace

Pixels shrunk(const Pixels& pixels, unsigned longest_side) {
  const unsigned longer = std::max(pixels.width, pixels.height);
  if (longer <= longest_side) return pixels;
  Pixels small{
      scaled(pixels.width, longer, longest_side), scaled(pixels.height, longer, longest_side), {}};
  const auto columns = shares(pixels.width, small.width),
             rows = shares(pixels.height, small.height);
  small.rgb.reserve(std::size_t{small.width} * small.height * Pixels::kChannels);
  std::vector<float> sums(std::size_t{small.width} * Pixels::kChannels);
  for (const Share& share : rows) {
    std::ranges::fill(sums, 0.0F);
    for (std::size_t i = 0; i < share.parts.size(); ++i)
      add_row(&pixels.rgb[(share.first + i) * pixels.width * Pixels::kChannels], columns,
              share.parts[i], sums);
    for (const float sum : sums)
      small.rgb.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L)));
  }
  return small;
}

}  // namespace temgoc
