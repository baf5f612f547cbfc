// The map of where a lot has been: provinces as they are called today, and nothing more exact.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "temgoc/events/events.h"
#include "temgoc/model/province.h"
#include "temgoc/model/province_tile.h"
#include "web/pages/page_world.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void record(Workplace& works, EventKind kind, const std::string& place,
            const std::vector<std::tuple<LotRole, std::string>>& lots) {
  Event event{.kind = kind,
              .when = EventTime::parse(to_iso(works.today() - std::chrono::days(2))).value(),
              .cooperative_id = "C90",
              .place_id = place};
  for (const auto& [role, name] : lots) {
    EventLot each{.role = role, .lot = lot_named(works.registry(), name, "C90").value()};
    if (role == LotRole::output) each.goods = "Trà";
    event.lots.push_back(std::move(each));
  }
  const auto report = record_event(works, {.event = std::move(event)});
  REQUIRE_MESSAGE(report, report.error().code);
}

}  // namespace

TEST_CASE("every province has a tile of its own, and no tile is of anything else") {
  std::set<std::pair<int, int>> taken;
  for (const ProvinceTile& tile : all_province_tiles()) {
    CAPTURE(tile.name);
    CHECK(Province::named(tile.name)->name() == tile.name);
    CHECK(taken.emplace(tile.row, tile.column).second);
  }
  CHECK(taken.size() == 34);
  for (const ProvinceTile& tile : island_tiles())
    CHECK(taken.emplace(tile.row, tile.column).second);
}

TEST_CASE("the page of a lot's journey shows the provinces it was in, and no farm") {
  PageWorld world;
  Workplace& works = world.workplace();
  const auto store = [&](const std::string& id, const std::string& province) {
    REQUIRE(works.registry().store(
        Place{.id = id,
              .cooperative_id = "C90",
              .name = "Rẫy ông Bảy",
              .addresses = {{.street = "Ấp Bí Mật", .commune = "xã Kín", .province = province}}},
        world.now(), false));
  };
  store("K1", "tỉnh Cà Mau");
  store("K2", "Sóc Trăng");
  const Lot lot = world.issued("2990001000339", "MAP-1", 1, std::nullopt, "");
  record(works, EventKind::harvest, "K1", {{LotRole::output, "TH-1"}});
  record(works, EventKind::process, "K2", {{LotRole::input, "TH-1"}, {LotRole::output, "ME-1"}});
  record(works, EventKind::pack, "",
         {{LotRole::input, "ME-1"}, {LotRole::output, lot.short_code.text()}});
  const std::string page =
      world.get("/lot/" + lot.gtin.digits() + "/" + lot.code.text() + "/events").body;
  CHECK(has(page, R"(<svg class="provinces")"));
  CHECK(has(page, ">1. Cà Mau<"));
  CHECK(has(page, ">2. Cần<"));  // what Sóc Trăng is part of now
  CHECK(has(page, R"(<th scope="row" lang="vi">Cần Thơ</th>)"));
  CHECK(has(page, "Hoàng Sa"));
  for (const char* exact : {"Bí Mật", "xã Kín", "Rẫy ông Bảy"}) CHECK_FALSE(has(page, exact));
  // A lot of which no province is on record has no map.
  const Lot bare = world.issued("2990001000339", "MAP-2", 1, std::nullopt, "");
  CHECK_FALSE(has(world.get("/lot/" + bare.gtin.digits() + "/" + bare.code.text() + "/events").body,
                  "<svg class=\"provinces\""));
}
