#include "temgoc/scans/answering.h"

#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/scans/scan_report.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Reported {
  World world;
  Workplace workplace = world.made();
  Lot lot = issue_lot(workplace, world.draft(), kPassphrase).value().lot;

  std::string report(unsigned number, bool of_lot) {
    SuspicionReport report{.number = number,
                           .label = "x",
                           .message = "tem bị bóc " + std::to_string(number),
                           .at = workplace.now()};
    if (of_lot) report.lot_id = lot.id;
    REQUIRE(workplace.registry().add_report(report));
    return report.receipt();
  }
  std::size_t acts() { return workplace.registry().acts({.kind = "report_answer"}).size(); }
};

}  // namespace

TEST_CASE("an answer is kept with who gave it and in the journal, and the same again is none") {
  Reported reported;
  reported.workplace.act_as({"lan", "Lan", "administrator", Channel::page});
  const AnswerOrder order{.receipt = reported.report(483'012, true),
                          .kind = ReportAnswer::Kind::not_founded,
                          .words = "  Tem đúng, hộp bị móp khi chở  ",
                          .only_cooperative = "C01"};
  const auto answered = answer_report(reported.workplace, order);
  REQUIRE(answered.has_value());
  REQUIRE(answered->answers.size() == 1);
  CHECK(answered->answers[0].words == "Tem đúng, hộp bị móp khi chở");
  CHECK(answered->answers[0].actor.name == "Lan");
  CHECK(reported.acts() == 1);
  CHECK(reported.workplace.registry().acts({.kind = "report_answer"})[0].act.cooperative_id ==
        "C01");
  CHECK(answer_report(reported.workplace, order)->answers.size() == 1);
  CHECK(reported.acts() == 1);
}

TEST_CASE("nobody answers another cooperative's report, nor one cooperative a report of no lot") {
  Reported reported;
  AnswerOrder order{.receipt = reported.report(1, true), .words = "x", .only_cooperative = "C02"};
  CHECK(code_of(answer_report(reported.workplace, order)) == "report_unknown");
  order.receipt = reported.report(2, false);
  order.only_cooperative = "C01";
  CHECK(code_of(answer_report(reported.workplace, order)) == "report_unknown");
  order.only_cooperative.clear();
  CHECK(code_of(answer_report(reported.workplace, order)) == "ok");
  CHECK(reported.acts() == 1);
}

TEST_CASE("an answer without words, too long, or to no report is refused") {
  Reported reported;
  AnswerOrder order{.receipt = reported.report(1, true), .words = " "};
  CHECK(code_of(answer_report(reported.workplace, order)) == "answer_missing");
  order.words = std::string(kMaxAnswerCharacters + 1, 'x');
  CHECK(code_of(answer_report(reported.workplace, order)) == "text_too_long");
  order.words = "x";
  for (const char* receipt : {"", "BN-261124-2", "BN-999999-1", "x'; DROP TABLE report"}) {
    order.receipt = receipt;
    CHECK(code_of(answer_report(reported.workplace, order)) == "report_unknown");
  }
  CHECK(reported.acts() == 0);
}

TEST_CASE("an overview has every day of its time, and says how many scans have no place") {
  Reported reported;
  Registry& registry = reported.workplace.registry();
  registry.add_scan({reported.lot.id, "0000001", Province::named("Huế"), reported.workplace.now()});
  registry.add_scan({reported.lot.id, "0000002", std::nullopt, reported.workplace.now()});
  const Day today = reported.workplace.today();
  const ScanOverview overview =
      scan_overview(registry, {.from = today - std::chrono::days(6), .until = today});
  CHECK(overview.days.size() == 7);
  CHECK(overview.days.front().scans == 0);
  CHECK(overview.days.back().scans == 2);
  CHECK(overview.scans == 2);
  CHECK(overview.places.size() == 2);
  CHECK(scan_days_table(overview, Language::vi).rows.size() == 7);
  CHECK(scan_places_table(overview, Language::en).rows.size() == 2);
  CHECK(overview_json(overview)["days"].size() == 7);
}
