#include "temgoc/model/as_issued.h"

#include <doctest/doctest.h>

#include "temgoc/model/certificate_order.h"
#include "temgoc/model/records.h"

using namespace temgoc;

namespace {

const Gtin kGtin = Gtin::parse("2990001000018").value();

Product product(const std::string& name) {
  return {.id = "P1", .cooperative_id = "C1", .name = name, .gtin = kGtin};
}

Lot lot_of(const Product& issued) {
  Lot lot{.gtin = kGtin,
          .code = LotCode::parse("A1").value(),
          .short_code = ShortCode::random(
              [](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, std::uint8_t{1}); })};
  lot.record = canonical_json({{"product", to_json(issued)}, {"cooperative", nullptr}});
  return lot;
}

Certification paper(const char* id, const char* issued, const char* end) {
  Certification certification;
  certification.id = id;
  certification.scheme = "OCOP";
  certification.level = "4";
  certification.issued = VagueDate::parse(issued, "issued").value();
  certification.stated_end = VagueDate::parse(end, "end").value();
  return certification;
}

}  // namespace

TEST_CASE("a lot's own record goes before the records of today, which stand in for what it lacks") {
  LotFacts facts{.lot = lot_of(product("Khô mực"))};
  facts.product = product("Khô mực một nắng");
  facts.cooperative = Cooperative{.id = "C1", .name = "HTX Vĩnh Lộc"};
  CHECK(as_issued(facts).product->name == "Khô mực");
  CHECK(as_issued(facts).cooperative->name == "HTX Vĩnh Lộc");
  facts.lot->record.clear();
  CHECK(as_issued(facts).product->name == "Khô mực một nắng");
  CHECK_THROWS_AS(as_issued(std::string_view("[]")), SystemFailure);
}

TEST_CASE("labels keep the names and quantity of the issue, and take what was empty then") {
  Product issued = product("Khô mực");
  issued.net_content = "250 g";
  Product today = product("Khô mực một nắng");
  today.net_content = "500 g";
  today.label_name = "Khô mực";
  today.warnings = "Chứa nhuyễn thể";
  const Product labelled = as_labelled(today, issued);
  CHECK(labelled.name == "Khô mực");
  CHECK(labelled.net_content == "250 g");
  CHECK(labelled.label_name == "Khô mực");
  CHECK(labelled.warnings == "Chứa nhuyễn thể");  // a warning must reach every new label
  CHECK(as_labelled(issued, issued) == issued);
}

TEST_CASE(
    "no use-by day is known where the record says none, and not known where it says nothing") {
  LotFacts facts{.lot = lot_of(product("Khô mực"))};
  CHECK_FALSE(never_expires(facts));
  Product stated = product("Giỏ đan");
  stated.shelf_life_days = 0;
  facts.lot = lot_of(stated);
  CHECK(never_expires(facts));
  facts.lot->shelf_life_days = 180;
  CHECK_FALSE(never_expires(facts));
  // What the record says today does not tell what was known then.
  facts.lot = lot_of(product("Khô mực"));
  facts.product = stated;
  CHECK_FALSE(never_expires(facts));
}

TEST_CASE("the newest recognition goes first, and a dead one last") {
  const Day today = Day{std::chrono::year{2026} / 11 / 24};
  const Certification four = paper("K1", "30/12/2023", "30/12/2026");
  const Certification five = paper("K2", "01/06/2026", "01/06/2029");
  const Certification dead = paper("K3", "01/07/2026", "01/08/2026");
  Certification vague = paper("K4", "2020", "2030");
  vague.stated_end.reset();
  vague.scheme = "VietGAP";
  CHECK(is_newer(five, four));
  CHECK_FALSE(is_newer(four, five));
  CHECK_FALSE(is_newer(five, five));
  std::vector<Certification> all{dead, vague, four, five};
  std::ranges::sort(all, [&](const auto& a, const auto& b) { return comes_before(a, b, today); });
  std::string order;
  for (const Certification& each : all) order += each.id + " ";
  CHECK(order == "K2 K1 K4 K3 ");
}
