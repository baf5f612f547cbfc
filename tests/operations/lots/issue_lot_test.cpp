// A lot is issued on what is on record at that moment.
#include "temgoc/lots/issue_lot.h"

#include "support/world.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// What somebody else does to the registry while a lot's key is being opened.
struct Meanwhile {
  World world;
  Workplace other = world.made();
  std::function<void(Product&)> change = {};

  Result<IssueReport> issue() {
    // The first time that the clock is asked is when the day is checked, before the key is opened.
    const Clock clock = [this] {
      if (auto once = std::exchange(change, {})) {
        Product product = other.registry().product(kFish).value();
        once(product);
        REQUIRE(other.registry().store(product, world.now, true).has_value());
      }
      return world.now + std::chrono::seconds(1);
    };
    auto workplace = Workplace::open(world.works(), {}, clock, world.random());
    REQUIRE(workplace.has_value());
    change = std::exchange(armed, {});
    return issue_lot(*workplace, world.draft(), kPassphrase);
  }
  std::function<void(Product&)> armed = {};
};

}  // namespace

TEST_CASE("no lot is issued of a product that was closed while its key was opened") {
  Meanwhile meanwhile;
  meanwhile.armed = [](Product& product) { product.closed = true; };
  CHECK(code_of(meanwhile.issue()) == "product_closed");
}

TEST_CASE("a lot's record tells the product as it was renamed while the key was opened") {
  Meanwhile meanwhile;
  meanwhile.armed = [](Product& product) { product.name = "Tên mới"; };
  const auto issued = meanwhile.issue();
  REQUIRE(issued.has_value());
  CHECK(issued->lot.record.find("Tên mới") != std::string::npos);
}
