// Cuts a run of labels into pages, and counts equal pages in a row instead of listing them.
#include "operations/printing/feeds.h"

#include <algorithm>

namespace temgoc {
namespace {

using Which = std::function<std::uint32_t(std::uint32_t)>;

bool alike(const Feed& feed, const Feed& next, const Which& which) {
  if (!which || feed.cell != next.cell || feed.labels != next.labels) return false;
  for (std::uint32_t i = 0; i < feed.labels; ++i)
    if (which(feed.first + i) != which(next.first + i)) return false;
  return true;
}

}  // namespace

std::vector<Feed> feeds_of(std::uint32_t labels, unsigned cells, unsigned start_cell,
                           const Which& which) {
  std::vector<Feed> feeds;
  unsigned cell = start_cell - 1;
  for (std::uint32_t at = 0; at < labels; cell = 0) {
    const Feed next{at, std::min<std::uint32_t>(cells - cell, labels - at), cell, 1};
    if (!feeds.empty() && alike(feeds.back(), next, which))
      ++feeds.back().pages;
    else
      feeds.push_back(next);
    at += next.labels;
  }
  return feeds;
}

}  // namespace temgoc
