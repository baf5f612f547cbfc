// What is past its time goes, what is not stays, and nothing of a label is touched.
#include "temgoc/upkeep/retention.h"

#include "registry/raw_sqlite.h"
#include "support/lot_events.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/people/inspectors.h"
#include "temgoc/registry/report_book.h"
#include "temgoc/scans/answering.h"
#include "temgoc/upkeep/settings_change.h"
#include "temgoc/workplace/site.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr const char* kDocument =
    R"({"@context":"https://ref.gs1.org/standards/epcis/epcis-context.jsonld","type":"EPCISDocument",)"
    R"("schemaVersion":"2.0","creationDate":"2026-11-24T06:30:00+07:00","epcisBody":{"eventList":[)"
    R"({"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00+07:00","eventTimeZoneOffset":"+07:00",)"
    R"("action":"OBSERVE","bizStep":"shipping","epcList":["urn:epc:id:sgtin:0614141.107346.2017"],)"
    R"("bizTransactionList":[{"type":"inv","bizTransaction":"urn:x:hoa-don-rieng"}]}]}})";

// A workplace in which one of everything was stored on 24/11/2026.
struct Years {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;
  std::string receipt;

  Years() {
    SuspicionReport report{.number = 1,
                           .label = "x",
                           .lot_id = lot.id,
                           .message = "gọi tôi 0911 222 333",
                           .at = works.now()};
    receipt = report.receipt();
    REQUIRE(works.registry().add_report(report));
    REQUIRE(answer_report(
        works, {.receipt = receipt, .kind = ReportAnswer::Kind::not_founded, .words = "tem đúng"}));
    const auto card = enrol_inspector(works, "Lan", 90).value();
    Inspections inspections = Inspections::of(works.registry());
    InspectionVisit visit{.inspector_id = card.inspector.id,
                          .visit_id = "v1",
                          .receipt = {},
                          .received_at = works.now(),
                          .body = R"({"id":"v1","place":"Chợ","items":[]})"};
    visit.receipt = visit_receipt(visit);
    REQUIRE(inspections.add_visit(visit));
    std::vector<Error> faults;
    REQUIRE(capture_epcis(works, {.body = kDocument, .cooperative_id = "C01"}, faults));
    works.registry().add_scan({.lot_id = lot.id, .at = works.now()});
    record_at_k1(works, EventKind::harvest, "22/11/2026", "Cá", {{LotRole::output, "TH-1", "1 kg"}},
                 [](Event& event) { event.place_id.clear(); });
    REQUIRE(settle_own_events(works));
    REQUIRE(works.settle_logs());
  }

  void on(const char* day) {
    world.now = parse_instant(std::string(day) + "T02:00:00.000Z").value();
  }
  RetentionCounts would() {
    return retention_preview(works.registry(), works.settings(), works.today());
  }
  std::vector<std::string> raw(const std::string& sql) {
    return RawSqlite(world.works() / "registry.sqlite").rows(sql);
  }
  void check_sound() {
    const Site site = Site::open(world.works(), world.clock()).value();
    const auto check = check_log(site, {});
    REQUIRE(check);
    CHECK(check->sound());
  }
};

}  // namespace

TEST_CASE("nothing goes before its time, and a preview takes nothing") {
  Years years;
  CHECK(years.would() == RetentionCounts{});
  CHECK(run_retention(years.works).value() == RetentionCounts{});
  years.on("2028-11-23");
  CHECK(years.would() == RetentionCounts{});
  years.on("2028-11-25");
  const RetentionCounts two_years = years.would();
  CHECK(two_years.scan_days == 1);
  CHECK(two_years.reports == 1);
  CHECK(two_years.sum() == 2);
  CHECK(years.would() == two_years);
  CHECK(years.raw("SELECT count(*) FROM report") == std::vector<std::string>{"1"});
}

TEST_CASE("what is past its time goes with all that belongs to it, and the journal says so") {
  Years years;
  years.on("2031-11-25");
  const RetentionCounts gone = run_retention(years.works).value();
  CHECK(gone.reports == 1);
  CHECK(gone.visits == 1);
  CHECK(gone.inspectors == 0);  // the enrolment ended later
  CHECK(gone.epcis_documents == 1);
  CHECK(gone.epcis_events == 1);
  CHECK(gone.acts == 0);
  for (const char* table : {"report", "report_answer", "visit", "visit_summary", "epcis_document",
                            "scan_day", "letting_go"}) {
    CAPTURE(table);
    CHECK(years.raw(std::string("SELECT count(*) FROM ") + table)[0] == "0");
  }
  // Our own event stays, with its terms, and a partner's invoice number is nowhere.
  CHECK(years.raw("SELECT count(*) FROM epcis_event")[0] == "1");
  CHECK(years.raw("SELECT count(*) > 0 FROM epcis_term")[0] == "1");
  CHECK(years.raw("SELECT count(*) FROM epcis_text WHERE instr(text, 'hoa-don-rieng')")[0] == "0");
  const auto acts = years.works.registry().acts({.kind = "retention"});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].act.args.at("count") == std::to_string(gone.sum()));
  CHECK(run_retention(years.works).value() == RetentionCounts{});
  CHECK(years.works.registry().acts({.kind = "retention"}).size() == 1);
  years.on("2032-03-01");
  CHECK(run_retention(years.works).value().inspectors == 1);
  CHECK(years.raw("SELECT count(*), (SELECT count(*) FROM event), (SELECT sum(scans) FROM scan) "
                  "FROM lot")[0] == "1|1|1");
  years.check_sound();
}

TEST_CASE("the journal goes after ten years, and what the act was about stays") {
  Years years;
  years.on("2036-11-25");
  const auto before = std::stoi(years.raw("SELECT count(*) FROM act")[0]);
  const RetentionCounts gone = run_retention(years.works).value();
  CHECK(gone.acts == static_cast<std::uint64_t>(before));
  CHECK(years.raw("SELECT kind FROM act") == std::vector<std::string>{"retention"});
  years.check_sound();
}

TEST_CASE("nothing else of the program may delete what is let go") {
  Years years;
  RawSqlite raw(years.world.works() / "registry.sqlite");
  for (const char* table : {"act", "report", "report_answer", "visit", "inspector",
                            "epcis_document", "epcis_event", "event", "lot", "record"}) {
    CAPTURE(table);
    CHECK(raw.error_of(std::string("DELETE FROM ") + table) != "");
  }
}

TEST_CASE("a period below what the law asks for is refused, also in the file") {
  Years years;
  const auto set = [&](const char* name, const char* months) {
    const std::vector<SettingText> changes{{name, months}};
    return code_of(change_settings(years.works, changes));
  };
  CHECK(set("retention.report_months", "11") == "retention_too_short");
  CHECK(set("retention.visit_months", "11") == "retention_too_short");
  CHECK(set("retention.epcis_months", "59") == "retention_too_short");
  CHECK(set("retention.journal_months", "59") == "retention_too_short");
  CHECK(set("retention.report_months", "12") == "ok");
  years.on("2027-11-25");
  CHECK(years.would().reports == 1);
  CHECK(code_of(Settings::parse("realm = \"ocop.example.vn\"\n[retention]\nepcis_months = 12\n")) ==
        "retention_too_short");
}
