#include "temgoc/base/ordered_work.h"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>

using namespace temgoc;

namespace {

std::function<std::optional<int>()> numbers(int count) {
  return [count, at = 0]() mutable { return at == count ? std::nullopt : std::optional(at++); };
}

}  // namespace

TEST_CASE("work done on many threads comes back in order") {
  constexpr int kCount = 10'000;
  OrderedWork<int, int> work(
      numbers(kCount),
      [](const int& n) {
        if (n % 997 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return n * n;
      },
      4);
  for (int n = 0; n < kCount; ++n) {
    const auto done = work.next();
    REQUIRE(done);
    REQUIRE(done->first == n);
    REQUIRE(done->second == n * n);
  }
  CHECK_FALSE(work.next());
  CHECK_FALSE(work.next());
}

TEST_CASE("the stream is read only so far ahead") {
  int read = 0;
  OrderedWork<int, int> work([&] { return std::optional(read++); }, [](const int& n) { return n; },
                             2);
  work.next();
  CHECK(read <= static_cast<int>((decltype(work)::kBatchesAhead + 1) * decltype(work)::kBatch));
}

TEST_CASE("what the work throws reaches the reader") {
  OrderedWork<int, int> work(
      numbers(100),
      [](const int& n) -> int {
        if (n == 40) throw std::runtime_error("forty");
        return n;
      },
      2);
  const auto drain = [&] {
    while (work.next()) {
    }
  };
  CHECK_THROWS_WITH(drain(), "forty");
}

TEST_CASE("work may be abandoned half way") {
  OrderedWork<int, int> work(
      numbers(5'000), [](const int& n) { return n; }, 3);
  CHECK(work.next());
}
