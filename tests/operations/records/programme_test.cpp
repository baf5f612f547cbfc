// What an official sees of the example data, and what is not known is said.
#include "temgoc/records/programme.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Programme shown(const Workplace& workplace, const ProgrammeSettings& settings = {}) {
  return programme_of(workplace.registry(), {.on = workplace.today(), .settings = settings});
}

void put_on_record(Workplace& workplace, const Certification& certification) {
  REQUIRE(workplace.registry().store(certification, workplace.now(), false).has_value());
}

Certification recognition(const char* id, const char* product, const char* stars,
                          const char* issued) {
  return {.id = id,
          .cooperative_id = "C01",
          .product_id = product,
          .scheme = "OCOP",
          .level = stars,
          .issued = VagueDate::parse(issued, "issued").value()};
}

const CommuneCounts* counts_of(const Programme& programme, const std::string& commune) {
  for (const CommuneCounts& each : programme.communes)
    if (each.commune.name == commune) return &each;
  return nullptr;
}

unsigned sum(const Programme& programme) {
  unsigned all = programme.in_no_commune.all();
  for (const CommuneCounts& each : programme.communes) all += each.products.all();
  return all;
}

}  // namespace

TEST_CASE("every product stands in one commune or in none, in one group and under one star") {
  World world;
  Workplace workplace = world.made();
  const Programme programme = shown(workplace);
  const auto products = workplace.registry().products("").size();
  CHECK(programme.products.all() == products);
  CHECK(sum(programme) == products);
  unsigned of_groups = 0;
  for (const StandingCounts& each : programme.groups) of_groups += each.all();
  CHECK(of_groups == products);
  // C04's seat is known by its district alone, so its products are in no commune of today.
  CHECK(programme.without_commune.size() == programme.in_no_commune.all());
  CHECK(std::ranges::any_of(programme.without_commune, [](const ProductInNoCommune& each) {
    return each.cooperative == "HTX Bò sữa Đông Thạnh";
  }));
  REQUIRE(counts_of(programme, "xã Bình Khánh") != nullptr);
  // "xã Bình Chánh" of C03 was inferred.
  REQUIRE(counts_of(programme, "xã Bình Chánh") != nullptr);
  CHECK(counts_of(programme, "xã Bình Chánh")->unconfirmed ==
        counts_of(programme, "xã Bình Chánh")->products.all());
}

TEST_CASE("the newest recognition in force counts, and one of unknown force counts as unknown") {
  World world;
  Workplace workplace = world.made();
  const Programme first = shown(workplace);
  const unsigned before = first.products.in(OcopStanding::four_stars);
  const auto is_of_p01 = [](const ProgrammeCertificate& each) {
    return each.certification.product_id == "P01";
  };
  REQUIRE(std::ranges::count_if(first.ending, is_of_p01) +
              std::ranges::count_if(first.lapsed, is_of_p01) >
          0);
  put_on_record(workplace, recognition("N1", "P01", "4", "2026-03-01"));
  const Programme programme = shown(workplace);
  CHECK(programme.products.in(OcopStanding::four_stars) == before + 1);
  // P01's paper of 2022 is followed by the new one: nobody has to renew it.
  for (const auto* list : {&programme.ending, &programme.lapsed})
    CHECK(std::ranges::none_of(*list, is_of_p01));
  // What is known by its year alone may be in force or not, and is never said to be.
  REQUIRE_FALSE(programme.undated.empty());
  for (const ProgrammeCertificate& each : programme.undated) CHECK(each.status == "unknown");
  for (const ProgrammeCertificate& each : programme.lapsed)
    CHECK(in_force(each.certification, workplace.today()) == false);
}

TEST_CASE("a certificate that ends within the days is told, the next to end first") {
  World world;
  Workplace workplace = world.made();
  put_on_record(workplace, recognition("N1", "P01", "3", "2024-01-10"));  // until 10/01/2027
  put_on_record(workplace, recognition("N2", "P02", "3", "2023-12-10"));  // until 10/12/2026
  const auto ends_within = [&](unsigned days) {
    std::vector<std::string> ids;
    for (const ProgrammeCertificate& each :
         programme_of(workplace.registry(), {.on = workplace.today(), .ending_days = days}).ending)
      if (each.certification.cooperative_id == "C01") ids.push_back(each.certification.id);
    return ids;
  };
  CHECK(ends_within(10).empty());
  CHECK(ends_within(30) == std::vector<std::string>{"N2"});
  CHECK(ends_within(90) == std::vector<std::string>{"N2", "N1"});
}

TEST_CASE("the year's target is met by recognitions that were surely decided in the year") {
  World world;
  Workplace workplace = world.made();
  const YearGoal before = shown(workplace).year;
  CHECK(before.year == 2026);
  CHECK(before.target == 124);
  put_on_record(workplace, recognition("N1", "P09", "3", "2026-03-01"));
  put_on_record(workplace, recognition("N2", "P10", "4", "2026"));        // some day of the year
  put_on_record(workplace, recognition("N3", "P01", "4", "2026-05-02"));  // had one before
  Certification withdrawn = recognition("N4", "P11", "3", "2026-03-01");
  withdrawn.events.push_back({.kind = CertificationEvent::Kind::withdrawn,
                              .on = VagueDate::parse("2026-06-01", "on").value()});
  put_on_record(workplace, withdrawn);
  const YearGoal after = shown(workplace, {.products_target = 200}).year;
  CHECK(after.target == 200);
  CHECK(after.recognised == before.recognised + 3);
  CHECK(after.first_time == before.first_time + 2);
}

TEST_CASE("a commune has its product only where a recognition is surely in force") {
  World world;
  Workplace workplace = world.made();
  put_on_record(workplace, recognition("N1", "P01", "3", "2026-03-01"));
  const ProgrammeSettings settings{
      .communes = {"xã Bình Khánh, TP. Hồ Chí Minh", "xã Thạnh An, TP. Hồ Chí Minh"}};
  const Programme programme = shown(workplace, settings);
  CHECK(programme.communes_given);
  REQUIRE(programme.goals.size() == 2);
  CHECK(programme.goals[0].commune.name == "xã Thạnh An");  // what lacks one comes first
  CHECK(programme.goals[0].met == CommuneGoal::Met::no);
  CHECK(programme.goals[1].met == CommuneGoal::Met::yes);
  // Without a list it is those of cooperatives on record, and that is said.
  const Programme open = shown(workplace);
  CHECK_FALSE(open.communes_given);
  CHECK(open.goals.size() == open.communes.size());
}

TEST_CASE("lots are counted by month and cooperative, cancelled ones among them") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(issue_lot(workplace, world.draft(), kPassphrase).has_value());
  const Programme programme = shown(workplace);
  CHECK(programme.months.size() == 12);
  CHECK(programme.months.back() == std::chrono::year(2026) / 11);
  REQUIRE(programme.lots.size() == 1);
  CHECK(programme.lots[0].id == "C01");
  CHECK(programme.lots[0].months.back() == 1);
  CHECK(programme.lots[0].all == 1);
}

TEST_CASE("each table has its header and rows in both languages, and is a workbook") {
  World world;
  Workplace workplace = world.made();
  const Programme programme = shown(workplace);
  for (const ProgrammeTable each : kProgrammeTables) {
    CAPTURE(to_text(each));
    CHECK(programme_table_named(to_text(each)) == each);
    for (const Language language : {Language::vi, Language::en}) {
      const SheetTable table = programme_table(programme, each, language);
      CHECK(table.sheet == words(language, "programme.table." + to_text(each)));
      for (const auto& row : table.rows) CHECK(row.size() == table.header.size());
    }
    const fs::path out = world.folder / (to_text(each) + ".xlsx");
    const auto rows = write_programme_table(programme, each, out, false, Language::vi);
    REQUIRE(rows.has_value());
    const auto file = read_file(out, kMaxTableBytes);
    if (*rows > 0) CHECK(read_table(as_bytes(*file), "x.xlsx")->rows.size() == *rows);
    CHECK(code_of(write_programme_table(programme, each, out, false, Language::vi)) ==
          "export_exists");
  }
  CHECK_FALSE(programme_table_named("nothing").has_value());
}

TEST_CASE("products are counted by set and by the criteria of the paper that counts") {
  World world;
  Workplace workplace = world.made();
  Product product = workplace.registry().product(kFish).value();
  product.ocop_set = OcopSet::parse("8").value();
  REQUIRE(workplace.registry().store(product, world.now, true));
  put_on_record(workplace, recognition("K910", "P01", "4", "2026-09-01"));
  put_on_record(workplace, recognition("K911", "P02", "3", "2025-08-01"));
  const Programme programme = shown(workplace);
  const auto products = workplace.registry().products("").size();
  unsigned of_sets = 0;
  for (const StandingCounts& each : programme.sets) of_sets += each.all();
  CHECK(of_sets == products);
  CHECK(programme.sets[8].in(OcopStanding::four_stars) == 1);
  CHECK(programme.sets[0].all() == products - 1);
  REQUIRE(programme.criteria.size() >= 2);
  CHECK(programme.criteria[0].criteria == "26/2026");
  CHECK(programme.criteria[0].products.in(OcopStanding::four_stars) == 1);
  CHECK(programme.criteria[1].criteria == "148/2023+1489/2025");
  const SheetTable sets = programme_table(programme, ProgrammeTable::sets, Language::vi);
  REQUIRE(sets.rows.size() == 2);  // set 8, and the products whose set is not known
  CHECK(std::get<std::string>(sets.rows[0][1]) == "Chế biến từ thịt, thủy sản, trứng, sữa, mật");
  CHECK(std::get<std::string>(sets.rows[0][2]) == "I.3");
  const SheetTable criteria = programme_table(programme, ProgrammeTable::criteria, Language::vi);
  CHECK(std::get<std::string>(criteria.rows[0][0]).find("26/2026/QĐ-TTg") != std::string::npos);
  const Json json = programme_json(programme);
  CHECK(json["sets"].size() == 27);
  CHECK(json["sets"][7]["group"] == "I.3");
  CHECK(json["criteria"][0]["criteria"] == "26/2026");
}
