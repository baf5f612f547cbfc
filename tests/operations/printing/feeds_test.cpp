#include "operations/printing/feeds.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

namespace {

std::uint32_t alike(std::uint32_t) { return 0; }
std::uint32_t pairs(std::uint32_t place) { return place / 2; }

}  // namespace

TEST_CASE("equal pages in a row are one feed, a page begun or left part empty is its own") {
  CHECK(feeds_of(2000, 1, 1, alike) == std::vector<Feed>{{0, 1, 0, 2000}});
  CHECK(feeds_of(10, 3, 2, alike) == std::vector<Feed>{{0, 2, 1, 1}, {2, 3, 0, 2}, {8, 2, 0, 1}});
  CHECK(feeds_of(4, 1, 1, pairs) == std::vector<Feed>{{0, 1, 0, 2}, {2, 1, 0, 2}});
}

TEST_CASE("pages are told apart by what is on them, and all count as different where nobody says") {
  CHECK(feeds_of(6, 3, 1, pairs).size() == 2);
  CHECK(feeds_of(5, 1, 1).size() == 5);
}

TEST_CASE("feeds hold every label once") {
  CHECK(rc::check("of any job", [] {
    const auto labels = *rc::gen::inRange<std::uint32_t>(1, 200);
    const auto cells = *rc::gen::inRange(1u, 5u), start = *rc::gen::inRange(1u, cells + 1);
    std::uint32_t at = 0;
    for (const Feed& feed : feeds_of(labels, cells, start, *rc::gen::element(alike, pairs))) {
      RC_ASSERT(feed.first == at);
      RC_ASSERT(feed.cell + feed.labels <= cells);
      at += feed.labels * feed.pages;
    }
    RC_ASSERT(at == labels);
  }));
}
