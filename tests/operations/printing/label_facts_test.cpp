// What labels and records say over time: renamed products, shelf lives, certificates that follow
// one another.
#include <algorithm>

#include "operations/import/import_bench.h"
#include "operations/printing/label_fields.h"
#include "operations/printing/print_content.h"
#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/workplace_status.h"
#include "temgoc/printing/find_template.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kProducts = "product_id;coop_id;name_vi;shelf_life_days\n";

std::optional<Error> warning(const std::vector<Error>& warnings, std::string_view code) {
  const auto found = std::ranges::find(warnings, code, &Error::code);
  return found == warnings.end() ? std::nullopt : std::optional(*found);
}

Lot issued(Workplace& workplace, const LotDraft& draft) {
  auto report = issue_lot(workplace, draft, kPassphrase);
  REQUIRE_MESSAGE(report.has_value(), report.error().code);
  return report->lot;
}

void change(World& world, Workplace& workplace, const std::function<void(Product&)>& edit) {
  Product product = workplace.registry().product(kFish).value();
  edit(product);
  world.now += std::chrono::minutes(1);
  REQUIRE(workplace.registry().store(product, world.now, true).has_value());
}

Certification ocop(const std::string& id, const std::string& level, const std::string& issued,
                   const std::string& end) {
  return {.id = id,
          .cooperative_id = "C01",
          .product_id = "P01",
          .scheme = "OCOP",
          .level = level,
          .issued = VagueDate::parse(issued, "issued").value(),
          .stated_end = VagueDate::parse(end, "end").value()};
}

}  // namespace

TEST_CASE("a new print of an older lot says what the lot's labels said, and that this is old") {
  World world;
  Workplace workplace = world.made();
  const Lot lot = issued(workplace, world.draft());
  const std::string name = workplace.registry().product(kFish)->name;
  CHECK(content_of(workplace, lot)->warnings.empty());
  change(world, workplace, [](Product& product) {
    product.name = "Cá đù khô";
    product.net_content = "1 kg";
    product.warnings = "Chứa cá";
  });
  const auto content = content_of(workplace, lot);
  REQUIRE(content.has_value());
  const LabelFields& fields = content->content.item.fields;
  CHECK(fields.at("product_name") == name);
  CHECK(fields.at("net_content") == "500\u00A0g");
  CHECK(fields.at("warnings") == "Chứa cá");
  const auto told = warning(content->warnings, "label_as_issued");
  REQUIRE(told);
  CHECK(told->args.at("fields") == "name, net_content");
  const Lot next = issued(workplace, world.draft());
  const auto of_next = content_of(workplace, next);
  CHECK(of_next->content.item.fields.at("product_name") == "Cá đù khô");
  CHECK_FALSE(warning(of_next->warnings, "label_as_issued"));
}

TEST_CASE("a lot of goods whose shelf life nobody knows is not issued, until somebody says") {
  World world;
  Workplace workplace = world.made();
  change(world, workplace, [](Product& product) { product.shelf_life_days.reset(); });
  CHECK(code_of(issue_lot(workplace, world.draft(), kPassphrase)) == "shelf_life_not_known");
  LotDraft draft = world.draft();
  draft.shelf_life_days = 0;
  CHECK(code_of(issue_lot(workplace, draft, kPassphrase)) == "shelf_life_not_known");
  draft.shelf_life_days = 30;
  CHECK(issued(workplace, draft).shelf_life_days == 30);
  change(world, workplace, [](Product& product) { product.shelf_life_days = 0; });
  const Lot none = issued(workplace, world.draft());
  CHECK(none.shelf_life_days == 0);
  auto label = find_template(workplace.folder(), "roll-60x40-seal");
  REQUIRE(label.has_value());
  const auto item = content_of(workplace, none)->content.item;
  CHECK(lacking_items(*label, item, none).empty());
  // A lot of before, whose record said nothing.
  Lot old = none;
  Json record = parse_json(old.record).value();
  record["product"]["shelf_life_days"] = nullptr;
  old.record = canonical_json(record);
  CHECK(warning(lacking_items(*label, item, old), "label_without_use_by"));
  auto food = find_template(workplace.folder(), "roll-100x60-food");
  REQUIRE(food.has_value());
  CHECK(warning(lacking_items(*food, item, old), "label_lacks_use_by"));
  CHECK_FALSE(warning(lacking_items(*food, item, none), "label_lacks_use_by"));
  CHECK_FALSE(warning(lacking_items(*food, item, none), "label_lacks_cooperative"));
  LabelItem elsewhere = item;
  elsewhere.fields.erase("address");
  CHECK(warning(lacking_items(*food, elsewhere, none), "label_lacks_cooperative"));
}

TEST_CASE("an import asks about shelf lives that are left open, and takes a word for none") {
  ImportBench bench;
  REQUIRE(bench.import(ImportKind::cooperatives, "coop_id,name_vi\nC90,HTX\n").has_value());
  const auto report =
      bench.import(ImportKind::products,
                   kProducts + "A;C90;Mực;180\nB;C90;Giỏ;không có\nC;C90;Muối;\nD;C90;Lúa;\n");
  REQUIRE(report.has_value());
  CHECK(report->written);
  CHECK(bench.registry().product(std::string_view("B"))->shelf_life_days == 0u);
  CHECK_FALSE(bench.registry().product(std::string_view("C"))->shelf_life_days);
  const auto open = warning(report->warnings, "shelf_life_left_open");
  REQUIRE(open);
  CHECK(open->value == "Muối, Lúa");
  CHECK(open->args.at("count") == "2");
  const auto zero = bench.import(ImportKind::products, kProducts + "E;C90;Trà;0 ngày\n");
  CHECK(lines_of(zero->errors) == Lines{"shelf_life_is_zero 2,D (shelf_life_days) '0 ngày'"});
  for (const char* header : {"HSD", "Hạn dùng", "hạn sử dụng"}) {
    const auto read =
        bench.import(ImportKind::products,
                     std::string("product_id;coop_id;name_vi;") + header + "\nF;C90;Khô;90 ngày\n",
                     {.dry_run = false, .update = true});
    REQUIRE(read.has_value());
    CHECK(read->written);
    CHECK(bench.registry().product(std::string_view("F"))->shelf_life_days == 90u);
  }
}

TEST_CASE("a colour is no sample, and goods are no level") {
  ImportBench bench;
  bench.import_all_examples();
  for (const char* header : {"Màu", "MÀU", "Mau"}) {
    const auto report = bench.import(
        ImportKind::products,
        std::string("product_id;coop_id;name_vi;shelf_life_days;") + header + "\nA;C90;Giỏ;30;x\n",
        {.dry_run = true});
    REQUIRE(report.has_value());
    CHECK(report->errors.empty());
    const auto unread = warning(report->warnings, "column_unknown_near");
    REQUIRE(unread);
    CHECK(unread->args.at("nearest") == "\"Mẫu\" (sample)");
  }
  const auto goods =
      bench.import(ImportKind::certifications,
                   "cert_id;coop_id;scheme;Hàng\nK99;C90;OCOP;Nước mắm\n", {.dry_run = true});
  CHECK(goods->errors.empty());
  const auto sample = bench.import(
      ImportKind::products, "product_id;coop_id;name_vi;shelf_life_days;Mẫu\nA;C90;Giỏ;30;có\n");
  CHECK(sample->written);
  CHECK(bench.registry().product(std::string_view("A"))->sample);
}

TEST_CASE("of two recognitions in force the newest gives the stars and the warning") {
  World world;
  Workplace workplace = world.made();
  Registry& registry = workplace.registry();
  // By id the older one comes first.
  REQUIRE(
      registry.store(ocop("A4", "4", "30/12/2023", "30/12/2026"), world.now, false).has_value());
  REQUIRE(
      registry.store(ocop("B5", "5", "01/06/2026", "01/06/2029"), world.now, false).has_value());
  const auto report = issue_lot(workplace, world.draft(), kPassphrase);
  REQUIRE(report.has_value());
  CHECK_FALSE(warning(report->warnings, "certificate_ends_soon"));
  CHECK_FALSE(warning(report->warnings, "shelf_life_past_certificate"));
  const auto content = content_of(workplace, report->lot);
  CHECK(content->content.item.stars == 5);
  const WorkplaceStatus status = workplace_status(registry, world.now);
  CHECK(std::ranges::find(status.ending, "A4", &Certification::id) == status.ending.end());
}

TEST_CASE("an end that is known to the month is said as a month") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(workplace.registry()
              .store(ocop("B5", "5", "01/06/2026", "12/2026"), world.now, false)
              .has_value());
  const auto report = issue_lot(workplace, world.draft(), kPassphrase);
  const auto told = warning(report->warnings, "shelf_life_past_certificate");
  REQUIRE(told);
  CHECK(told->args.at("end") == "12/2026");
  const auto content = content_of(workplace, report->lot);
  CHECK(content->content.item.fields.at("certificate_line") == "OCOP 5 sao, hiệu lực đến 12/2026");
}

TEST_CASE("a new certificate takes the place of the old one as a fact of its own") {
  ImportBench bench;
  bench.import_all_examples();
  const std::string columns = "cert_id;coop_id;product_id;scheme;level;issue_date;Thay cho\n";
  REQUIRE(bench.import(ImportKind::certifications, columns + "N4;C90;P90;OCOP;4;30/12/2023;\n")
              ->written);
  const auto report =
      bench.import(ImportKind::certifications, columns + "N5;C90;P90;OCOP;5;01/06/2026;N4\n");
  REQUIRE(report->written);
  CHECK(report->added == 1);
  CHECK(report->updated == 1);
  const Certification old = bench.registry().certification("N4").value();
  REQUIRE(old.events.size() == 1);
  CHECK(old.events[0].kind == CertificationEvent::Kind::superseded);
  CHECK(old.events[0].by == "N5");
  const auto day = [](const char* text) { return *parse_day(text, ""); };
  CHECK(old.events[0].on == VagueDate::exact(day("2026-06-01")));
  CHECK(in_force(old, day("2026-05-31")) == true);
  CHECK(in_force(old, day("2026-06-02")) == false);
  CHECK(bench.import(ImportKind::certifications, columns + "N5;C90;P90;OCOP;5;01/06/2026;N4\n")
            ->changes_nothing());
  // Of another product, or of none on record.
  for (const char* other : {"K01", "NONE", "N6"}) {
    const auto refused = bench.import(ImportKind::certifications,
                                      columns + "N6;C90;P90;OCOP;5;01/06/2026;" + other + "\n");
    REQUIRE(refused->errors.size() == 1);
    CHECK(refused->errors[0].code == "certification_not_alike");
  }
}

TEST_CASE("another level or date is another certificate, which --update is no advice for") {
  ImportBench bench;
  bench.import_all_examples();
  const std::string columns = "cert_id;coop_id;product_id;scheme;level;issue_date\n";
  REQUIRE(bench.import(ImportKind::certifications, columns + "N4;C90;P90;OCOP;4;30/12/2023\n")
              ->written);
  const auto report =
      bench.import(ImportKind::certifications, columns + "N4;C90;P90;OCOP;5;01/06/2026\n");
  REQUIRE(report->errors.size() == 1);
  CHECK(report->errors[0].code == "certification_differs");
  CHECK(hint(Language::vi, report->errors[0]).starts_with("lần công nhận mới là một giấy mới"));
  const auto note =
      bench.import(ImportKind::certifications, "cert_id;coop_id;scheme;note\nN4;C90;OCOP;đã xem\n");
  CHECK(note->errors[0].code == "record_differs");
}
