// A trace as plain SVG: boxes for a few lots, rows in blocks for many, lines between them.
#include "temgoc/trace/draw_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "temgoc/base/text.h"
#include "temgoc/markup/escape.h"
#include "trace/trace_layout.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostInBoxes = 60;

std::string escaped(std::string_view text) {
  std::string html;
  append_escaped(html, text);
  return html;
}

constexpr LotSize kBoxes{.width = 250, .height = 46, .gap = 14, .between = 90};
constexpr LotSize kRows{.width = 170, .height = 18, .gap = 4, .between = 70, .in_blocks = true};
constexpr std::size_t kBytesInBox = 30, kBytesInRow = 22;  // as much of a text as fits
constexpr int kMargin = 24, kHeading = 44, kLeastWidth = 420;

// For each lot those that something of it went into: an event leads from each input to each output.
std::vector<std::vector<std::size_t>> ways(const std::vector<DrawnLot>& lots,
                                           const std::vector<TraceLine>& lines) {
  std::unordered_map<std::int64_t, std::size_t> places;
  for (const DrawnLot& lot : lots) places.emplace(lot.lot, places.size());
  std::map<std::int64_t, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> events;
  for (const TraceLine& line : lines) {
    const auto at = places.find(line.lot);
    if (at == places.end() || line.role == LotRole::handled) continue;
    auto& [inputs, outputs] = events[line.event];
    (line.role == LotRole::input ? inputs : outputs).push_back(at->second);
  }
  std::vector<std::set<std::size_t>> found(lots.size());
  for (const auto& [event, sides] : events)
    for (const std::size_t from : sides.first)
      found[from].insert(sides.second.begin(), sides.second.end());
  std::vector<std::vector<std::size_t>> after;
  for (const auto& each : found) after.emplace_back(each.begin(), each.end());
  return after;
}

class Drawing {
 public:
  Drawing(const std::vector<DrawnLot>& lots, const std::vector<TraceLine>& lines)
      : lots_(lots),
        in_boxes_(lots.size() <= kMostInBoxes),
        size_(in_boxes_ ? kBoxes : kRows),
        layout_(lay_out(ways(lots, lines), size_)) {
    for (LotBlock& block : layout_.blocks) {
      block.x += kMargin;
      block.y += kMargin + kHeading;
    }
  }

  std::string svg(const std::string& heading) const {
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" font-family=\"Noto Sans, Segoe UI, Arial, sans-serif\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        "<text x=\"{2}\" y=\"30\" font-size=\"17\" font-weight=\"600\" "
        "fill=\"#1b2b22\">{3}</text>\n",
        std::max(layout_.width + kMargin * 2, kLeastWidth), layout_.height + kMargin * 2 + kHeading,
        kMargin, escaped(heading));
    for (const LotBlock& block : layout_.blocks)
      for (const std::size_t next : block.after) text += edge(block, layout_.blocks[next]);
    for (const LotBlock& block : layout_.blocks) text += drawn(block);
    return text + "</svg>\n";
  }

 private:
  std::string edge(const LotBlock& from, const LotBlock& to) const {
    const int x1 = from.x + from.width, y1 = from.y + from.height / 2;
    const int x2 = to.x, y2 = to.y + to.height / 2;
    const int bend = std::max((x2 - x1) / 2, 20);
    return fmt::format(
        "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"#7b8f84\" "
        "stroke-opacity=\"{}\" stroke-width=\"1.4\"/>\n",
        x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2, in_boxes_ ? "0.8" : "0.6");
  }

  // A frame around lots of the same way says how many they are.
  std::string drawn(const LotBlock& block) const {
    std::string text;
    if (block.is_framed()) {
      text += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"#ffffff\" "
          "stroke=\"#c4cfc8\"/>",
          block.x, block.y, block.width, block.height);
      text += words(block.x + 8, block.y + 16, 11, "fill=\"#3d4c44\"",
                    "× " + std::to_string(block.lots.size()));
    }
    for (std::size_t nth = 0; nth < block.lots.size(); ++nth) {
      const auto [x, y] = place_in(block, nth, size_);
      text += in_boxes_ ? box(lots_[block.lots[nth]], x, y) : row(lots_[block.lots[nth]], x, y);
    }
    return text;
  }

  static const char* fill(const DrawnLot& lot) {
    if (lot.alarming) return "#fde3df";
    return lot.first ? "#d9efe0" : "#f5f7f5";
  }
  static const char* stroke(const DrawnLot& lot) {
    if (lot.alarming) return "#b3261e";
    return lot.first ? "#1f6b3a" : "#9aaba1";
  }

  std::string frame(const DrawnLot& lot, int x, int y) const {
    return fmt::format(
        "<g><title>{}\n{}\n{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" "
        "fill=\"{}\" stroke=\"{}\"/>",
        escaped(lot.title), escaped(lot.detail), escaped(lot.share), x, y, size_.width,
        size_.height, fill(lot), stroke(lot));
  }

  static std::string words(int x, int y, int points, const char* more, const std::string& text) {
    return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" {}>{}</text>", x, y, points, more,
                       escaped(text));
  }

  std::string box(const DrawnLot& lot, int x, int y) const {
    return frame(lot, x, y) +
           words(x + 8, y + 18, 13, "font-weight=\"600\" fill=\"#1b2b22\"",
                 shortened(lot.title, kBytesInBox - lot.share.size())) +
           words(x + size_.width - 8, y + 18, 13, "text-anchor=\"end\" fill=\"#1f6b3a\"",
                 lot.share) +
           words(x + 8, y + 36, 12, "fill=\"#3d4c44\"", shortened(lot.detail, kBytesInBox + 10)) +
           "</g>\n";
  }

  std::string row(const DrawnLot& lot, int x, int y) const {
    return frame(lot, x, y) +
           words(x + 5, y + 13, 11, "fill=\"#1b2b22\"",
                 shortened(lot.title, kBytesInRow - lot.share.size() / 2)) +
           words(x + size_.width - 5, y + 13, 11, "text-anchor=\"end\" fill=\"#1f6b3a\"",
                 lot.share) +
           "</g>\n";
  }

  const std::vector<DrawnLot>& lots_;
  bool in_boxes_;
  const LotSize& size_;
  LotLayout layout_;
};

}  // namespace

std::string draw_trace(const std::vector<DrawnLot>& lots, const std::vector<TraceLine>& lines,
                       const std::string& heading) {
  return Drawing(lots, lines).svg(heading);
}

}  // namespace temgoc
