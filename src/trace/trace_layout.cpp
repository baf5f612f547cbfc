// Layers, blocks and their places. Lots of one block have the same neighbours, so that one line
// between two blocks stands for all between their lots.
#include "trace/trace_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace temgoc {
namespace {

constexpr std::size_t kLeastInBlock = 4, kUsualColumns = 4, kMostRows = 40;
constexpr int kSweeps = 4;
constexpr int kPad = 8, kHead = 16;  // within a block's frame, and for its count

using Ways = std::vector<std::vector<std::size_t>>;

Ways turned(const Ways& after) {
  Ways before(after.size());
  for (std::size_t from = 0; from < after.size(); ++from)
    for (const std::size_t to : after[from]) before[to].push_back(from);
  return before;
}

// The longest way that leads to each; what goes round in a circle stays at the front.
std::vector<std::size_t> layers_of(const Ways& after, const Ways& before) {
  std::vector<std::size_t> layers(after.size(), 0), pending, ready;
  for (std::size_t i = 0; i < after.size(); ++i) {
    pending.push_back(before[i].size());
    if (before[i].empty()) ready.push_back(i);
  }
  for (std::size_t i = 0; i < ready.size(); ++i) {
    for (const std::size_t next : after[ready[i]]) {
      layers[next] = std::max(layers[next], layers[ready[i]] + 1);
      if (--pending[next] == 0) ready.push_back(next);
    }
  }
  return layers;
}

std::size_t columns_for(std::size_t lots) {
  const auto square = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(lots) / 2)));
  return std::max(std::min(square, kUsualColumns), (lots + kMostRows - 1) / kMostRows);
}

class Layout {
 public:
  Layout(const Ways& after, const LotSize& size) : size_(size) {
    gather(after);
    for (const LotBlock& block : blocks_) measure_layer(block);
    for (int sweep = 0; sweep < kSweeps; ++sweep) sort_layers(sweep % 2 == 0);
    place_across();
    place_down();
  }

  LotLayout finished() {
    int width = 0, height = 0;
    for (const LotBlock& block : blocks_) {
      width = std::max(width, block.x + block.width);
      height = std::max(height, block.y + block.height);
    }
    return {std::move(blocks_), width, height};
  }

 private:
  void gather(const Ways& after) {
    const Ways before = turned(after);
    const auto layers = layers_of(after, before);
    std::map<std::tuple<std::size_t, std::vector<std::size_t>, std::vector<std::size_t>>,
             std::vector<std::size_t>>
        alike;
    for (std::size_t lot = 0; lot < after.size(); ++lot) {
      auto from = before[lot], to = after[lot];
      std::ranges::sort(from);
      std::ranges::sort(to);
      alike[{layers[lot], std::move(from), std::move(to)}].push_back(lot);
    }
    block_of_.resize(after.size());
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [key, lots] : alike) {
      if (size_.in_blocks && lots.size() >= kLeastInBlock) {
        groups.push_back(std::move(lots));
        continue;
      }
      for (const std::size_t lot : lots) groups.push_back({lot});
    }
    // In the order of their first lots, which is that of the trace.
    std::ranges::sort(groups, {}, [](const auto& lots) { return lots.front(); });
    for (auto& lots : groups) add_block(std::move(lots), layers);
    for (LotBlock& block : blocks_) {
      for (const std::size_t to : after[block.lots.front()]) join(block, block_of_[to]);
    }
  }

  void add_block(std::vector<std::size_t> lots, const std::vector<std::size_t>& layers) {
    LotBlock block{.lots = std::move(lots)};
    block.layer = layers[block.lots.front()];
    for (const std::size_t lot : block.lots) block_of_[lot] = blocks_.size();
    block.columns = block.is_framed() ? columns_for(block.lots.size()) : 1;
    const int columns = static_cast<int>(block.columns);
    const int rows = static_cast<int>((block.lots.size() + block.columns - 1) / block.columns);
    const int frame = block.is_framed() ? kPad * 2 : 0;
    block.width = columns * size_.width + (columns - 1) * size_.gap * 2 + frame;
    block.height = rows * size_.height + (rows - 1) * size_.gap + frame;
    if (block.is_framed()) block.height += kHead;
    blocks_.push_back(std::move(block));
  }

  void join(LotBlock& from, std::size_t to) {
    if (std::ranges::find(from.after, to) != from.after.end()) return;
    from.after.push_back(to);
    blocks_[to].before.push_back(static_cast<std::size_t>(&from - blocks_.data()));
  }

  void measure_layer(const LotBlock& block) {
    if (block.layer >= layers_.size()) layers_.resize(block.layer + 1);
    layers_[block.layer].push_back(static_cast<std::size_t>(&block - blocks_.data()));
  }

  // Each block goes to the middle of its neighbours.
  void sort_layers(bool rightwards) {
    std::vector<double> order(blocks_.size());
    for (const auto& layer : layers_)
      for (std::size_t at = 0; at < layer.size(); ++at) order[layer[at]] = static_cast<double>(at);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      auto& layer = layers_[rightwards ? i : layers_.size() - 1 - i];
      std::map<std::size_t, double> middle;
      for (const std::size_t block : layer) {
        const auto& near = rightwards ? blocks_[block].before : blocks_[block].after;
        double sum = 0;
        for (const std::size_t each : near) sum += order[each];
        middle[block] = near.empty() ? order[block] : sum / static_cast<double>(near.size());
      }
      std::ranges::stable_sort(layer, {}, [&](std::size_t block) { return middle[block]; });
      for (std::size_t at = 0; at < layer.size(); ++at) order[layer[at]] = static_cast<double>(at);
    }
  }

  void place_across() {
    int x = 0;
    for (const auto& layer : layers_) {
      int widest = 0;
      for (const std::size_t block : layer) {
        blocks_[block].x = x;
        widest = std::max(widest, blocks_[block].width);
      }
      x += widest + size_.between;
    }
  }

  int gap_after(std::size_t block) const {
    return blocks_[block].is_framed() ? size_.gap * 3 : size_.gap;
  }

  int height_of(const std::vector<std::size_t>& layer) const {
    int height = 0;
    for (const std::size_t block : layer) height += blocks_[block].height + gap_after(block);
    return height;
  }

  // The fullest layer stands as it is; all others stand opposite to their neighbours in it.
  void place_down() {
    if (layers_.empty()) return;
    std::size_t fullest = 0;
    for (std::size_t i = 0; i < layers_.size(); ++i)
      if (height_of(layers_[i]) > height_of(layers_[fullest])) fullest = i;
    int y = 0;
    for (const std::size_t block : layers_[fullest]) {
      blocks_[block].y = y;
      y += blocks_[block].height + gap_after(block);
    }
    for (std::size_t i = fullest; i-- > 0;) place_opposite(layers_[i], false, y);
    for (std::size_t i = fullest + 1; i < layers_.size(); ++i) place_opposite(layers_[i], true, y);
  }

  void place_opposite(const std::vector<std::size_t>& layer, bool rightwards, int bottom) {
    int free = 0;
    for (const std::size_t each : layer) {
      LotBlock& block = blocks_[each];
      const auto& near = rightwards ? block.before : block.after;
      double sum = 0;
      for (const std::size_t other : near) sum += blocks_[other].y + blocks_[other].height / 2.0;
      const int wanted = near.empty() ? free
                                      : static_cast<int>(sum / static_cast<double>(near.size())) -
                                            block.height / 2;
      block.y = std::max(free, wanted);
      free = block.y + block.height + gap_after(each);
    }
    for (std::size_t i = layer.size(); i-- > 0;) {
      LotBlock& block = blocks_[layer[i]];
      block.y = std::min(block.y, bottom - block.height - gap_after(layer[i]));
      bottom = block.y;
    }
  }

  const LotSize& size_;
  std::vector<LotBlock> blocks_;
  std::vector<std::size_t> block_of_;
  std::vector<std::vector<std::size_t>> layers_;
};

}  // namespace

std::pair<int, int> place_in(const LotBlock& block, std::size_t nth, const LotSize& size) {
  const std::size_t rows = (block.lots.size() + block.columns - 1) / block.columns;
  const int column = static_cast<int>(nth / rows), row = static_cast<int>(nth % rows);
  const int frame = block.is_framed() ? kPad : 0;
  const int head = block.is_framed() ? kHead : 0;
  return {block.x + frame + column * (size.width + size.gap * 2),
          block.y + frame + head + row * (size.height + size.gap)};
}

LotLayout lay_out(const std::vector<std::vector<std::size_t>>& after, const LotSize& size) {
  return Layout(after, size).finished();
}

}  // namespace temgoc
