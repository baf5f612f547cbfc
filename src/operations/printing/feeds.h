// The pages of a part, where equal ones that follow one another are drawn once.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace temgoc {

// Equal pages in a row.
struct Feed {
  std::uint32_t first = 0;   // place of the first page's first label among the part's, from 0
  std::uint32_t labels = 0;  // on each page
  unsigned cell = 0;         // that they begin in, from 0
  std::uint32_t pages = 1;
  bool operator==(const Feed&) const = default;
};

// Of `labels` labels from `start_cell` (from 1) of the first page on. `which` tells labels apart by
// their place; without it no two pages count as equal.
std::vector<Feed> feeds_of(std::uint32_t labels, unsigned cells, unsigned start_cell,
                           const std::function<std::uint32_t(std::uint32_t place)>& which = {});

}  // namespace temgoc
