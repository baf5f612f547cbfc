// Where each lot of a drawing stands: in layers by the longest way, in blocks of lots that came
// from the same and went to the same, each layer in the order of its neighbours.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace temgoc {

struct LotSize {
  int width = 0, height = 0, gap = 0;  // of a lot, and between lots
  int between = 0;                     // between layers
  bool in_blocks = false;              // lots of the same way stand together
};

struct LotBlock {
  std::vector<std::size_t> lots = {};  // their places in the list that was given
  std::size_t layer = 0;
  std::size_t columns = 1;
  int x = 0, y = 0, width = 0, height = 0;
  std::vector<std::size_t> before = {}, after = {};  // blocks

  bool is_framed() const { return lots.size() > 1; }
};

struct LotLayout {
  std::vector<LotBlock> blocks = {};
  int width = 0, height = 0;  // of all, from 0
};

// Where a lot stands within its block.
std::pair<int, int> place_in(const LotBlock& block, std::size_t nth, const LotSize& size);

// `after`: for each lot those that something of it went into, each once.
LotLayout lay_out(const std::vector<std::vector<std::size_t>>& after, const LotSize& size);

}  // namespace temgoc
