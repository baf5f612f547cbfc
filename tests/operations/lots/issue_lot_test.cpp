// A lot is issued on what is on record at that moment, within the limits of its days, and with the
// warnings that its certificate gives.
#include "temgoc/lots/issue_lot.h"

#include <algorithm>

#include "support/world.h"

using namespace temgoc;
using namespace temgoc::test;
using std::chrono::days;

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

TEST_CASE("a pack day at a limit is good, and one day beyond it is refused") {
  World world;
  Workplace workplace = world.made();
  const Day today = vietnam_day(world.now);
  const auto issue = [&](Day packed_on, const char* reason, const char* request = "") {
    LotDraft draft = world.draft();
    draft.packed_on = packed_on;
    draft.backdate_reason = reason;
    draft.request_id = request;
    return code_of(issue_lot(workplace, draft, kPassphrase));
  };
  CHECK(issue(today, "") == "ok");
  CHECK(issue(today + days(1), "") == "packed_in_future");
  const Day oldest = today - days(workplace.settings().max_backdate_days);
  CHECK(issue(oldest, "") == "ok");
  CHECK(issue(oldest - days(1), "") == "packed_too_long_ago");
  // A request that may be repeated needs its reason like any other.
  CHECK(issue(oldest - days(1), "", "row 7") == "packed_too_long_ago");
  CHECK(issue(oldest - days(1), "nhập bù sổ giấy", "row 7") == "ok");
  CHECK(issue(kFirstPackDay, "nhập bù sổ giấy") == "ok");
  CHECK(issue(kFirstPackDay - days(1), "nhập bù sổ giấy") == "packed_before_2020");
}

TEST_CASE("a lot names a place of its own cooperative and no other's") {
  World world;
  Workplace workplace = world.made();
  for (const auto& [id, cooperative] : {std::pair{"L-own", "C01"}, {"L-other", "C02"}}) {
    const Place place{.id = id, .cooperative_id = cooperative, .name = "Vùng nuôi"};
    REQUIRE(workplace.registry().store(place, world.now, false).has_value());
  }
  const auto issue = [&](const char* place) {
    LotDraft draft = world.draft();
    draft.place_id = place;
    return issue_lot(workplace, draft, kPassphrase);
  };
  CHECK(code_of(issue("L-own")) == "ok");
  const auto other = issue("L-other");
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == "place_of_other_cooperative");
  CHECK(other.error().args.at("cooperative") == "C02");
  CHECK(code_of(issue("L-none")) == "place_unknown");
}

TEST_CASE("a certificate's end is warned of from thirty days before, and by the goods' last day") {
  World world;
  Workplace workplace = world.made();
  const Day today = vietnam_day(world.now);
  // Whether an issue warns of a certificate that ends so many days from today, of goods that keep
  // so many days.
  const auto warned = [&](int days_left, unsigned shelf_life) -> std::string {
    const Certification certification{.id = "K98",
                                      .cooperative_id = "C01",
                                      .product_id = workplace.registry().product(kFish)->id,
                                      .scheme = "OCOP",
                                      .level = "3",
                                      .issued = VagueDate::exact(today - days(1)),
                                      .stated_end = VagueDate::exact(today + days(days_left))};
    REQUIRE(workplace.registry().store(certification, world.now, true).has_value());
    LotDraft draft = world.draft();
    draft.shelf_life_days = shelf_life;
    const auto report = issue_lot(workplace, draft, kPassphrase);
    REQUIRE(report.has_value());
    for (const char* code : {"certificate_ends_soon", "shelf_life_past_certificate"})
      if (std::ranges::find(report->warnings, code, &Error::code) != report->warnings.end())
        return code;
    return "";
  };
  CHECK(warned(31, 5) == "");
  CHECK(warned(30, 5) == "certificate_ends_soon");
  // The last day of the goods is the last of the certificate: they do not outlast it.
  CHECK(warned(5, 5) == "certificate_ends_soon");
  CHECK(warned(4, 5) == "shelf_life_past_certificate");
  CHECK(warned(60, 61) == "shelf_life_past_certificate");
  CHECK(warned(60, 60) == "");
}
