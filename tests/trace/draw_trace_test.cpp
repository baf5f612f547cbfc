// Drawings of traces: every lot is in them, and nothing of a name can break them.
#include "temgoc/trace/draw_trace.h"

#include <doctest/doctest.h>

#include "trace/graph.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a drawing has a box for each lot and a line for each way") {
  Graph graph;
  graph.add({{1, 1}, {2, 1}}, {{3, 1}});
  const std::vector<DrawnLot> lots = {{.lot = 1, .title = "A <b>", .detail = "Cá & tôm"},
                                      {.lot = 2, .title = "B", .alarming = true},
                                      {.lot = 3, .title = "C", .share = "13 %", .first = true}};
  const std::string svg = draw_trace(lots, graph.lines(), "Lô \"C\"");
  CHECK(count(svg, "<path") == 2);
  CHECK(count(svg, "<g>") == 3);
  CHECK(svg.find("A &lt;b&gt;") != svg.npos);
  CHECK(svg.find("Cá &amp; tôm") != svg.npos);
  CHECK(svg.find("<b>") == svg.npos);
  CHECK(svg.find("13 %") != svg.npos);
}

TEST_CASE("a drawing of 500 lots is wider than a column of them is long") {
  Graph graph;
  std::vector<DrawnLot> lots{{.lot = 1, .title = "C01:TH-1", .first = true}};
  for (std::int64_t lot = 2; lot <= 500; ++lot) {
    graph.add({{1, 1}}, {{lot, 1}});
    lots.push_back({.lot = lot, .title = "C01:L-" + std::to_string(lot), .share = "1 %"});
  }
  const std::string svg = draw_trace(lots, graph.lines(), "500");
  CHECK(count(svg, "<g>") == 500);
  const auto height = std::stoi(svg.substr(svg.find("height=\"") + 8));
  CHECK(height < 1200);
}

TEST_CASE("lots of the same way stand in one block, with one line to it and none across another") {
  Graph graph;
  std::vector<DrawnLot> lots{{.lot = 1, .title = "C01:TH-1", .first = true}};
  std::int64_t next = 2;
  for (int vat = 0; vat < 20; ++vat) {
    const std::int64_t from = next++;
    graph.add({{1, 1}}, {{from, 1}});
    lots.push_back({.lot = from, .title = "VAT-" + std::to_string(vat)});
    for (int bottle = 0; bottle < 24; ++bottle) {
      graph.add({{from, 1}}, {{next, 1}});
      lots.push_back({.lot = next++, .title = "B-" + std::to_string(vat)});
    }
  }
  const std::string svg = draw_trace(lots, graph.lines(), "500");
  CHECK(count(svg, "<g>") == 501);
  CHECK(count(svg, "<path") == 20 + 20);
  CHECK(count(svg, "× 24<") == 20);
  // Every line ends where the next layer begins: no block stands in its way.
  const auto width = std::stoi(svg.substr(svg.find("width=\"") + 7));
  CHECK(width < 1400);
}
