// Columns by the longest way, order within a column by the neighbours, then plain SVG.
#include "temgoc/trace/draw_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "temgoc/base/text.h"
#include "temgoc/markup/escape.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostInBoxes = 60;
constexpr std::size_t kRowsInColumn = 40;
constexpr int kSweeps = 4;

std::string escaped(std::string_view text) {
  std::string html;
  append_escaped(html, text);
  return html;
}

struct Sizes {
  int width, height, gap, between;  // of a lot, between lots, between columns
  int title_bytes;                  // as much of a text as fits
};
constexpr Sizes kBoxes{250, 46, 14, 90, 30};
constexpr Sizes kRows{170, 18, 4, 60, 22};
constexpr int kMargin = 24, kHeading = 44;

struct Node {
  const DrawnLot* lot = nullptr;
  std::size_t layer = 0;
  double order = 0;
  int x = 0, y = 0;
  std::vector<std::size_t> before = {}, after = {};
};

class Drawing {
 public:
  Drawing(const std::vector<DrawnLot>& lots, const std::vector<TraceLine>& lines) {
    for (const DrawnLot& lot : lots) {
      places_[lot.lot] = nodes_.size();
      nodes_.push_back({.lot = &lot});
    }
    join(lines);
    find_layers();
    for (int sweep = 0; sweep < kSweeps; ++sweep) sort_layers(sweep % 2 == 0);
    place();
  }

  std::string svg(const std::string& heading) const {
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" font-family=\"Noto Sans, Segoe UI, Arial, sans-serif\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        "<text x=\"{2}\" y=\"30\" font-size=\"17\" font-weight=\"600\" "
        "fill=\"#1b2b22\">{3}</text>\n",
        width_, height_, kMargin, escaped(heading));
    for (const Node& node : nodes_) {
      for (const std::size_t next : node.after) text += edge(node, nodes_[next]);
    }
    for (const Node& node : nodes_) text += in_boxes() ? box(node) : row(node);
    return text + "</svg>\n";
  }

 private:
  bool in_boxes() const { return nodes_.size() <= kMostInBoxes; }
  const Sizes& sizes() const { return in_boxes() ? kBoxes : kRows; }

  // An edge from each input to each output of an event.
  void join(const std::vector<TraceLine>& lines) {
    std::map<std::int64_t, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> events;
    for (const TraceLine& line : lines) {
      const auto at = places_.find(line.lot);
      if (at == places_.end() || line.role == LotRole::handled) continue;
      auto& [inputs, outputs] = events[line.event];
      (line.role == LotRole::input ? inputs : outputs).push_back(at->second);
    }
    for (const auto& [event, sides] : events) {
      for (const std::size_t from : sides.first) {
        for (const std::size_t to : sides.second) {
          if (std::ranges::find(nodes_[from].after, to) != nodes_[from].after.end()) continue;
          nodes_[from].after.push_back(to);
          nodes_[to].before.push_back(from);
        }
      }
    }
  }

  void find_layers() {
    std::vector<std::size_t> pending, ready;
    for (const Node& node : nodes_) pending.push_back(node.before.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (pending[i] == 0) ready.push_back(i);
    }
    for (std::size_t i = 0; i < ready.size(); ++i) {
      const Node& node = nodes_[ready[i]];
      for (const std::size_t next : node.after) {
        nodes_[next].layer = std::max(nodes_[next].layer, node.layer + 1);
        if (--pending[next] == 0) ready.push_back(next);
      }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].layer >= layers_.size()) layers_.resize(nodes_[i].layer + 1);
      nodes_[i].order = static_cast<double>(layers_[nodes_[i].layer].size());
      layers_[nodes_[i].layer].push_back(i);
    }
  }

  // Each lot goes to the middle of its neighbours.
  void sort_layers(bool rightwards) {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      auto& layer = layers_[rightwards ? i : layers_.size() - 1 - i];
      std::unordered_map<std::size_t, double> middle;
      for (const std::size_t node : layer) {
        const auto& neighbours = rightwards ? nodes_[node].before : nodes_[node].after;
        double sum = 0;
        for (const std::size_t each : neighbours) sum += nodes_[each].order;
        middle[node] =
            neighbours.empty() ? nodes_[node].order : sum / static_cast<double>(neighbours.size());
      }
      std::ranges::stable_sort(layer, {}, [&](std::size_t node) { return middle[node]; });
      for (std::size_t at = 0; at < layer.size(); ++at)
        nodes_[layer[at]].order = static_cast<double>(at);
    }
  }

  void place() {
    const Sizes& size = sizes();
    const int step = size.height + size.gap;
    int x = kMargin, rows = 1;
    for (const auto& layer : layers_) {
      for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0 && i % kRowsInColumn == 0) x += size.width + size.gap * 2;
        Node& node = nodes_[layer[i]];
        node.x = x;
        node.y = kMargin + kHeading + static_cast<int>(i % kRowsInColumn) * step;
        rows = std::max(rows, static_cast<int>(i % kRowsInColumn) + 1);
      }
      x += size.width + size.between;
    }
    width_ = std::max(x - size.between + kMargin, 420);
    height_ = kMargin * 2 + kHeading + rows * step;
  }

  std::string edge(const Node& from, const Node& to) const {
    const Sizes& size = sizes();
    const int x1 = from.x + size.width, y1 = from.y + size.height / 2;
    const int x2 = to.x, y2 = to.y + size.height / 2;
    const int bend = std::max((x2 - x1) / 2, 20);
    return fmt::format(
        "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"#7b8f84\" "
        "stroke-opacity=\"{}\" stroke-width=\"{}\"/>\n",
        x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2, in_boxes() ? "0.8" : "0.35",
        in_boxes() ? "1.4" : "1");
  }

  static const char* fill(const Node& node) {
    if (node.lot->alarming) return "#fde3df";
    return node.lot->first ? "#d9efe0" : "#f5f7f5";
  }
  static const char* stroke(const Node& node) {
    if (node.lot->alarming) return "#b3261e";
    return node.lot->first ? "#1f6b3a" : "#9aaba1";
  }

  std::string frame(const Node& node) const {
    const DrawnLot& lot = *node.lot;
    return fmt::format(
        "<g><title>{}\n{}\n{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" "
        "fill=\"{}\" stroke=\"{}\"/>",
        escaped(lot.title), escaped(lot.detail), escaped(lot.share), node.x, node.y, sizes().width,
        sizes().height, fill(node), stroke(node));
  }

  std::string words(int x, int y, int points, const char* more, const std::string& text) const {
    return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" {}>{}</text>", x, y, points, more,
                       escaped(text));
  }

  std::string box(const Node& node) const {
    const auto bytes = static_cast<std::size_t>(sizes().title_bytes);
    return frame(node) +
           words(node.x + 8, node.y + 18, 13, "font-weight=\"600\" fill=\"#1b2b22\"",
                 shortened(node.lot->title, bytes - node.lot->share.size())) +
           words(node.x + sizes().width - 8, node.y + 18, 13,
                 "text-anchor=\"end\" fill=\"#1f6b3a\"", node.lot->share) +
           words(node.x + 8, node.y + 36, 12, "fill=\"#3d4c44\"",
                 shortened(node.lot->detail, bytes + 10)) +
           "</g>\n";
  }

  std::string row(const Node& node) const {
    const auto bytes = static_cast<std::size_t>(sizes().title_bytes);
    return frame(node) +
           words(node.x + 5, node.y + 13, 11, "fill=\"#1b2b22\"",
                 shortened(node.lot->title, bytes - node.lot->share.size() / 2)) +
           words(node.x + sizes().width - 5, node.y + 13, 11,
                 "text-anchor=\"end\" fill=\"#1f6b3a\"", node.lot->share) +
           "</g>\n";
  }

  std::vector<Node> nodes_;
  std::unordered_map<std::int64_t, std::size_t> places_;
  std::vector<std::vector<std::size_t>> layers_;
  int width_ = 0, height_ = 0;
};

}  // namespace

std::string draw_trace(const std::vector<DrawnLot>& lots, const std::vector<TraceLine>& lines,
                       const std::string& heading) {
  return Drawing(lots, lines).svg(heading);
}

}  // namespace temgoc
