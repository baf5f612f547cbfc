// Where lots came from and went, with their shares.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

#include "trace/graph.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::map<std::int64_t, double> shares(const TraceSource& source, std::int64_t first, TraceWay way,
                                      std::size_t near = kMostNearEvents) {
  std::map<std::int64_t, double> found;
  for (const TracedPart& part : trace_lots(source, first, way, near).parts)
    found[part.lot] = part.share;
  return found;
}

// Lots 1, 2 … each made of earlier ones, in amounts that go up: no circle is possible.
Graph random_graph(unsigned lots) {
  Graph graph;
  for (std::int64_t lot = 1; lot <= lots; ++lot) {
    const unsigned makers = *rc::gen::inRange(1U, 3U);
    for (unsigned i = 0; i < makers; ++i) {
      Graph::Amounts inputs;
      const unsigned most = lot == 1 ? 0 : *rc::gen::inRange(0U, 4U);
      for (unsigned k = 0; k < most; ++k) {
        const auto from = *rc::gen::inRange<std::int64_t>(1, lot);
        const bool twice =
            std::ranges::any_of(inputs, [&](auto& each) { return each.first == from; });
        if (!twice) inputs.emplace_back(from, *rc::gen::inRange<std::int64_t>(1, 50));
      }
      graph.add(inputs, {{lot, *rc::gen::inRange<std::int64_t>(1, 50)}});
    }
  }
  return graph;
}

}  // namespace

TEST_CASE("shares follow the amounts through mixing and dividing") {
  Graph graph;
  graph.add({}, {{1, 100}});                          // plot A
  graph.add({}, {{2, 13}});                           // plot B
  graph.add({{1, 87}, {2, 13}}, {{3, 60}, {4, 30}});  // mixed, and divided
  graph.add({{3, 30}, {5, 10}}, {{6, 40}});
  const auto back = shares(graph.source(), 6, TraceWay::back);
  CHECK(back.at(3) == doctest::Approx(0.75));
  CHECK(back.at(5) == doctest::Approx(0.25));
  CHECK(back.at(2) == doctest::Approx(0.75 * 0.13));
  CHECK(!back.contains(4));
  const auto forward = shares(graph.source(), 2, TraceWay::forward);
  CHECK(forward.at(3) == doctest::Approx(0.13));
  CHECK(forward.at(4) == doctest::Approx(0.13));
  CHECK(forward.at(6) == doctest::Approx(0.75 * 0.13));
  CHECK(!forward.contains(1));
}

TEST_CASE("a lot that was made several times is what each time brought") {
  Graph graph;
  graph.add({{1, 5}}, {{3, 10}});
  graph.add({{2, 5}}, {{3, 30}});
  CHECK(shares(graph.source(), 1, TraceWay::forward).at(3) == doctest::Approx(0.25));
  CHECK(shares(graph.source(), 3, TraceWay::back).at(2) == doctest::Approx(0.75));
}

TEST_CASE("what was not weighed has no share, but what came of one lot alone is all of it") {
  Graph graph;
  graph.add({{1, 0}}, {{2, 0}});
  graph.add({{2, 0}, {3, 4}}, {{4, 5}});
  const auto forward = shares(graph.source(), 1, TraceWay::forward);
  CHECK(forward.at(2) == 1);
  CHECK(std::isnan(forward.at(4)));
  CHECK(std::isnan(shares(graph.source(), 1, TraceWay::forward, 0).at(4)));
  CHECK(std::isnan(shares(graph.source(), 4, TraceWay::back).at(3)));
}

TEST_CASE("an event that does not count is not on the way") {
  Graph graph;
  graph.add({{1, 1}}, {{2, 1}});
  const std::int64_t wrong = graph.add({{1, 1}}, {{3, 1}});
  TraceSource source = graph.source();
  source.left_out.insert(wrong);
  for (const std::size_t near : {std::size_t{0}, kMostNearEvents}) {
    const auto forward = shares(source, 1, TraceWay::forward, near);
    CHECK(forward.contains(2));
    CHECK(!forward.contains(3));
  }
}

TEST_CASE("steps are the fewest events in between, and the nearest come first") {
  Graph graph;
  graph.add({{1, 1}}, {{2, 1}});
  graph.add({{2, 1}}, {{3, 1}});
  graph.add({{1, 1}, {3, 1}}, {{4, 1}});
  const Trace trace = trace_lots(graph.source(), 1, TraceWay::forward);
  REQUIRE(trace.parts.size() == 3);
  CHECK(trace.parts[0].lot == 2);
  CHECK(trace.parts[1].lot == 4);
  CHECK(trace.parts[1].steps == 1);
  CHECK(trace.parts[2].steps == 2);
}

TEST_CASE("both ways of walking find the same, in whatever order events were recorded") {
  CHECK(rc::check([] {
    Graph graph = random_graph(*rc::gen::inRange(2U, 14U));
    TraceSource source = graph.source();
    // The events in another order than they happened in.
    if (*rc::gen::arbitrary<bool>()) {
      source.each_line = [&graph](const auto& visit) {
        std::int64_t last = 0;
        for (const TraceLine& line : graph.lines()) last = std::max(last, line.event);
        for (std::int64_t event = last; event > 0; --event) {
          for (const TraceLine& line : graph.lines()) {
            if (line.event == event) visit(line);
          }
        }
      };
    }
    const auto near = shares(graph.source(), 1, TraceWay::forward);
    const auto wide = shares(source, 1, TraceWay::forward, 0);
    RC_ASSERT(near.size() == wide.size());
    for (const auto& [lot, share] : near) RC_ASSERT(std::abs(share - wide.at(lot)) < 1e-6);
  }));
}

TEST_CASE("nothing is lost or made: the shares of all origins are the whole lot") {
  CHECK(rc::check([] {
    const unsigned lots = *rc::gen::inRange(2U, 12U);
    Graph graph = random_graph(lots);
    const TraceSource source = graph.source();
    // What events without inputs brought in is where everything began.
    const auto back = shares(source, lots, TraceWay::back);
    double begun = 0;
    const auto part_begun = [&](std::int64_t lot) {
      double all = 0, new_here = 0;
      for (const std::int64_t event : source.events_of(lot, LotRole::output)) {
        bool has_input = false;
        double amount = 0;
        for (const TraceLine& line : source.lines_of(event)) {
          has_input = has_input || line.role == LotRole::input;
          if (line.role == LotRole::output) amount = static_cast<double>(line.amount);
        }
        all += amount;
        if (!has_input) new_here += amount;
      }
      return new_here / all;
    };
    begun += part_begun(lots);
    for (const auto& [lot, share] : back) begun += share * part_begun(lot);
    RC_ASSERT(std::abs(begun - 1) < 1e-9);
  }));
}

TEST_CASE("back and forward agree: what a lot is of another, the other is in it") {
  CHECK(rc::check([] {
    const unsigned lots = *rc::gen::inRange(2U, 12U);
    Graph graph = random_graph(lots);
    for (const auto& [lot, share] : shares(graph.source(), lots, TraceWay::back)) {
      const auto forward = shares(graph.source(), lot, TraceWay::forward);
      RC_ASSERT(std::abs(forward.at(lots) - share) < 1e-9);
    }
  }));
}
