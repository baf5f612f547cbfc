#include "temgoc/people/inspectors.h"

#include "support/world.h"
#include "temgoc/base/text.h"
#include "temgoc/people/visits.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

InspectionVisit visit_of(const Inspector& inspector, Instant now) {
  InspectionVisit visit{.inspector_id = inspector.id,
                        .visit_id = "v1",
                        .receipt = {},
                        .received_at = now,
                        .body = R"({"id":"v1","place":"Chợ Bến Thành","note":"","items":[)"
                                R"({"at":"2026-11-24T01:00:00.000Z","verdict":"recalled",)"
                                R"("reason":"lot_recalled","product":"Mắm cá","lot":"261124-01",)"
                                R"("serial":"","cooperative":"HTX","label":"https://x",)"
                                R"("data_made_at":"2026-11-23T01:00:00.000Z","note":"=1+1"}],)"
                                R"("photos":["data:image/jpeg;base64,/9j/","x"]})"};
  visit.receipt = visit_receipt(visit);
  return visit;
}

}  // namespace

TEST_CASE("a code carries its secret and the beginning of the roots, the link all of it") {
  World world;
  auto workplace = world.made();
  const auto card = enrol_inspector(workplace, "  Nguyễn Thị Lan ", 90);
  REQUIRE(card.has_value());
  CHECK(card->inspector.name == "Nguyễn Thị Lan");
  CHECK(card->code.size() == 29);
  CHECK(card->link.starts_with("https://tg.example.vn/kiem-tra/#ghi-danh="));
  const std::string code = enrolment_code(card->code);
  CHECK(code.size() == 16);
  CHECK(enrolment_code(ascii_lower(card->code)) == code);
  CHECK(enrolment_code(card->code + "X").empty());
  CHECK(card->link.find("=" + code + ".") != std::string::npos);
  const auto inspections = Inspections::open(world.works() / "registry.sqlite");
  CHECK(inspections->of_code(code) == card->inspector);
}

TEST_CASE("an enrolment without name, host or a possible term is refused") {
  World world;
  auto workplace = world.made();
  CHECK(code_of(enrol_inspector(workplace, " ", 90)) == "inspector_name_empty");
  CHECK(code_of(enrol_inspector(workplace, "Lan", 0)) == "inspector_days_invalid");
  CHECK(code_of(enrol_inspector(workplace, "Lan", kMostInspectorDays + 1)) ==
        "inspector_days_invalid");
}

TEST_CASE("visits become a table that no spreadsheet takes for formulas, and photos become files") {
  World world;
  auto workplace = world.made();
  const auto card = enrol_inspector(workplace, "Lan", 90);
  auto inspections = Inspections::open(world.works() / "registry.sqlite");
  const InspectionVisit visit = visit_of(card->inspector, world.now);
  REQUIRE(inspections->add_visit(visit));
  const fs::path file = world.folder / "visits.csv";
  const auto rows = write_visits(workplace, {file}, Language::vi);
  REQUIRE(rows.has_value());
  CHECK(*rows == 1);
  const std::string csv = *read_file(file, 1 << 20);
  CHECK(csv.find("Chợ Bến Thành") != std::string::npos);
  CHECK(csv.find("LÔ NÀY ĐANG BỊ THU HỒI") != std::string::npos);
  CHECK(csv.find("'=1+1") != std::string::npos);
  CHECK(code_of(write_visits(workplace, {file}, Language::vi)) == "export_exists");
  const auto photos = write_photos(workplace, visit.receipt, world.folder);
  REQUIRE(photos.has_value());
  REQUIRE(photos->size() == 1);
  CHECK(photos->front().filename() == visit.receipt + "-1.jpg");
  CHECK(code_of(write_photos(workplace, "KT-000000-00000000", world.folder)) == "visit_unknown");
}
