// Visits are looked for by inspector, day, place and verdict, without reading them.
#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/inspections.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-11-24T16:30:00.000Z");  // 23:30 in Vietnam

struct Desk {
  ScratchRegistry scratch;
  Inspections inspections = Inspections::of(scratch.registry);
  Inspector lan = enrolled("Lan"), nam = enrolled("Nam");
  int sent = 0;

  Inspector enrolled(const std::string& name) {
    return inspections.add(
        {.name = name, .added_at = kNow, .expires_at = kNow + std::chrono::days(90)}, name,
        seeded_random(1));
  }
  std::string send(const Inspector& inspector, const std::string& body) {
    InspectionVisit visit{.inspector_id = inspector.id,
                          .visit_id = "v" + std::to_string(++sent),
                          .receipt = {},
                          .received_at = kNow,
                          .body = body};
    visit.receipt = visit_receipt(visit);
    REQUIRE(inspections.add_visit(visit));
    return visit.receipt;
  }
  std::vector<std::string> found(const VisitFilter& filter) {
    std::vector<std::string> receipts;
    for (const VisitSummary& each : inspections.visit_summaries(filter))
      receipts.push_back(each.receipt);
    std::vector<std::string> whole;
    for (const InspectionVisit& each : inspections.visits(filter)) whole.push_back(each.receipt);
    CHECK(whole == receipts);
    return receipts;
  }
};

constexpr const char* kMarket =
    R"({"id":"a","began_at":"2026-11-20T17:30:00.000Z","place":"Chợ Đồng Xuân","items":)"
    R"([{"verdict":"valid"},{"verdict":"valid"},{"verdict":"forged"}],)"
    R"("photos":["data:image/jpeg;base64,AAAA","data:image/jpeg;base64,BBBB"]})";
constexpr const char* kShop =
    R"({"id":"b","began_at":"2026-11-24T03:00:00.000Z","place":"Tạp hóa Út","items":[{"verdict":"valid"}]})";

}  // namespace

TEST_CASE("a visit is found by each of its facts, and by all together") {
  Desk desk;
  const std::string market = desk.send(desk.lan, kMarket), shop = desk.send(desk.nam, kShop);
  using List = std::vector<std::string>;
  CHECK(desk.found({}) == List{shop, market});
  CHECK(desk.found({.inspector_id = desk.lan.id}) == List{market});
  CHECK(desk.found({.from = day("2026-11-21"), .until = day("2026-11-21")}) == List{market});
  CHECK(desk.found({.until = day("2026-11-20")}).empty());
  CHECK(desk.found({.place = "dong xuan"}) == List{market});
  CHECK(desk.found({.place = "TẠP HOÁ"}) == List{shop});
  CHECK(desk.found({.place = "tap hoa"}) == List{shop});
  CHECK(desk.found({.verdict = "forged"}) == List{market});
  CHECK(desk.found({.verdict = "recalled"}).empty());
  CHECK(desk.found({.inspector_id = desk.nam.id, .place = "xuan"}).empty());
  CHECK(desk.found({.inspector_id = desk.lan.id,
                    .from = day("2026-11-01"),
                    .until = day("2026-11-30"),
                    .place = "chợ",
                    .verdict = "valid"}) == List{market});
}

TEST_CASE("a place is looked for in all visits, not in the newest alone, page by page") {
  Desk desk;
  const std::string market = desk.send(desk.lan, kMarket);
  for (int i = 0; i < 60; ++i) desk.send(desk.nam, kShop);
  CHECK(desk.found({.place = "dong xuan", .limit = 5}) == std::vector<std::string>{market});
  const auto first = desk.inspections.visit_summaries({.place = "tap hoa", .limit = 40});
  REQUIRE(first.size() == 40);
  const auto second = desk.inspections.visit_summaries(
      {.place = "tap hoa", .before_id = first.back().id, .limit = 40});
  CHECK(second.size() == 20);
}

TEST_CASE("a visit in short has its day, place, labels, photos and verdicts") {
  Desk desk;
  desk.send(desk.lan, kMarket);
  const VisitSummary summary = desk.inspections.visit_summaries({}).at(0);
  CHECK(summary.day == day("2026-11-21"));  // half past midnight in Vietnam
  CHECK(summary.place == "Chợ Đồng Xuân");
  CHECK(summary.inspector_name == "Lan");
  CHECK(summary.labels == 3);
  CHECK(summary.photos == 2);
  CHECK(summary.verdicts ==
        std::vector<std::pair<std::string, unsigned>>{{"forged", 1}, {"valid", 2}});
  CHECK(desk.inspections.visits({}).at(0).body.find("base64") == std::string::npos);
  CHECK(desk.inspections.visits({}).at(0).body.find("\"photos\":2") != std::string::npos);
}

TEST_CASE("whatever a phone sends is kept, and a clock that is wrong names no day") {
  Desk desk;
  for (const char* body : {"[]", "{}", "not json", R"({"place":7,"items":{"a":1},"photos":"x"})",
                           R"({"began_at":"2036-01-01T00:00:00.000Z","items":[1,{"verdict":2}]})",
                           R"({"began_at":"hôm qua"})"})
    desk.send(desk.lan, body);
  for (const VisitSummary& each : desk.inspections.visit_summaries({})) {
    CHECK(each.day == day("2026-11-24"));
    CHECK(each.place.empty());
    CHECK(each.verdicts.empty());
  }
  CHECK(desk.inspections.visit_summaries({}).size() == 6);
  CHECK(desk.inspections.visits({}).size() == 6);
}
