// A lot's way on a page, with its drawing and its files; and the same files by the API.
#include <doctest/doctest.h>

#include "console/office.h"
#include "console/program.h"
#include "temgoc/events/events.h"
#include "temgoc/lots/recall_chain.h"
#include "temgoc/tables/tables.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// An issued lot that was packed from two harvests.
struct Packed {
  Office console;
  Browser browser{console};
  Lot lot;

  Packed() : lot(console.issued()) {
    console.add("lan", Role::viewer, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
    Workplace works = console.workplace();
    record(works, EventKind::harvest, {{LotRole::output, "TH-1", "87 kg"}});
    record(works, EventKind::harvest, {{LotRole::output, "TH-2", "13 kg"}});
    record(works, EventKind::process,
           {{LotRole::input, "TH-1", "87 kg"},
            {LotRole::input, "TH-2", "13 kg"},
            {LotRole::output, "ME-1", "90 kg"}});
    record(works, EventKind::pack,
           {{LotRole::input, "ME-1", "5 kg"}, {LotRole::output, lot.short_code.text(), "5 kg"}});
  }

  static void record(Workplace& works, EventKind kind,
                     const std::vector<std::tuple<LotRole, std::string, std::string>>& lots) {
    Event event{
        .kind = kind, .when = EventTime::parse("23/11/2026").value(), .cooperative_id = "C01"};
    for (const auto& [role, name, amount] : lots) {
      EventLot each{.role = role, .lot = lot_named(works.registry(), name, "C01").value()};
      if (role == LotRole::output) each.goods = "Cá <đù>";
      each.quantity = written_quantity(amount, {}).value();
      event.lots.push_back(std::move(each));
    }
    const auto report = record_event(works, {.event = std::move(event)});
    REQUIRE_MESSAGE(report, code_of(report));
  }
  std::string page() const { return "/lots/" + lot.short_code.printed() + "/trace"; }
};

}  // namespace

TEST_CASE("the page of a lot's way has the drawing, each step to open and shut, and the table") {
  Packed packed;
  CHECK(says(packed.browser.get("/lots/" + packed.lot.short_code.printed()), packed.page()));
  const HttpResponse page = packed.browser.get(packed.page());
  REQUIRE(page.status == 200);
  CHECK(says(page, "<details open>"));
  CHECK(says(page, packed.page() + "/drawing.svg?way=back"));
  CHECK(says(page, "C01:TH-1"));
  CHECK(says(page, "87 %"));
  CHECK(says(page, "Cá &lt;đù&gt;"));
  CHECK(says(page, "?steps=1"));
  const HttpResponse whole = packed.browser.get(packed.page() + "/drawing.svg?way=back");
  CHECK(whole.content_type == "image/svg+xml");
  CHECK(says(whole, "TH-1"));
  const HttpResponse near = packed.browser.get(packed.page() + "/drawing.svg?way=back&steps=1");
  CHECK(says(near, "ME-1"));
  CHECK_FALSE(says(near, "TH-1"));
  const HttpResponse sheet = packed.browser.get(packed.page() + "/table.xlsx?way=back");
  const auto table = read_table(as_bytes(sheet.body), "trace.xlsx");
  REQUIRE(table);
  CHECK(table->rows.size() == 4);
  CHECK(table->header.size() == 13);
  CHECK(packed.browser.get("/lots/ABCD-EFGH-J/trace").status == 404);
}

TEST_CASE("every file for authorities and buyers is fetched from the page") {
  Packed packed;
  const std::string lot = "?lot=" + packed.lot.short_code.printed();
  const HttpResponse list = packed.browser.get("/trace-files" + lot);
  for (const char* file :
       {"circular-02/xlsx", "circular-02/csv", "circular-02/json", "circular-31/xlsx",
        "passport/json", "fsma204/xlsx", "epcis/json", "dpp/json"}) {
    CAPTURE(file);
    CHECK(says(list, std::string("/trace-files/") + file));
    const HttpResponse got = packed.browser.get(std::string("/trace-files/") + file + lot);
    CHECK(got.status == 200);
    CHECK(field(got, "Content-Disposition").starts_with("attachment"));
    if (got.content_type == "application/json") CHECK(parse_json(got.body).has_value());
  }
  CHECK_FALSE(says(packed.browser.get("/trace-files"), "passport"));
  CHECK(packed.browser.get("/trace-files/fsma204/json").status == 404);
  CHECK(packed.browser.get("/trace-files/tax/xlsx").status == 404);
  const HttpResponse unknown = packed.browser.get("/trace-files/circular-02/xlsx?lot=TH-99");
  CHECK(unknown.status == 422);
  CHECK(says(unknown, "TH-99"));
  CHECK(packed.browser.get("/trace-files/circular-02/xlsx?from=31/02/2026").status == 422);
}

TEST_CASE("a recalled lot has its notice as PDF, another has none") {
  Packed packed;
  const std::string notice = "/lots/" + packed.lot.short_code.printed() + "/notice.pdf";
  CHECK(packed.browser.get(notice).status == 404);
  {
    Workplace works = packed.console.workplace();
    const auto harvest = lot_on_record(works.registry(), "C01:TH-1").value();
    REQUIRE(recall_with_descendants(works, harvest,
                                    {.reason = "nhiễm khuẩn", .instruction = "", .since = {}}));
  }
  CHECK(says(packed.browser.get(packed.page()), notice));
  const HttpResponse paper = packed.browser.get(notice);
  CHECK(paper.content_type == "application/pdf");
  CHECK(paper.body.starts_with("%PDF"));
}

TEST_CASE("programs fetch the same files, each in its form, of their own cooperative alone") {
  Packed packed;
  Program program(packed.console, Role::viewer), other(packed.console, Role::viewer, "C02");
  const std::string lot = "?lot=" + packed.lot.short_code.printed();
  CHECK(body_of(program.get("/trace-files/circular-31" + lot))["records"].size() == 1);
  CHECK(program.get("/trace-files/fsma204/xlsx" + lot).status == 200);
  CHECK(program.get("/trace-files/circular-02/csv").status == 200);
  CHECK(code_in(program.get("/trace-files/fsma204")) == "trace_file_unknown");
  CHECK(code_in(program.get("/trace-files/tax")) == "trace_file_unknown");
  const HttpResponse hidden = other.get("/trace-files/passport" + lot);
  CHECK(code_in(hidden) == "event_lot_unknown");
  const HttpResponse nowhere = other.get("/trace-files/passport?lot=ABCD-EFGH-J");
  CHECK(code_in(nowhere) == "event_lot_unknown");
  CHECK(hidden.status == nowhere.status);
  CHECK(hidden.body.find("C01") == std::string::npos);
  CHECK(code_in(other.get("/trace-files/fsma204/xlsx?lot=C01:TH-1")) ==
        code_in(other.get("/trace-files/fsma204/xlsx?lot=C99:TH-1")));
  CHECK(body_of(other.get("/trace-files/circular-02"))["records"].empty());
}

TEST_CASE("a person of one cooperative sees nothing of another's business along the chain") {
  Packed packed;
  {
    Workplace works = packed.console.workplace();
    REQUIRE(record_partner(
        works,
        {.id = "MUA2", .cooperative_id = "C02", .name = "Khách Của Hai", .phone = "0977 222 333"},
        false));
    Event made{.kind = EventKind::process,
               .when = EventTime::parse("23/11/2026 06:30").value(),
               .cooperative_id = "C02",
               .lots = {{.role = LotRole::input,
                         .lot = {LotName::Kind::sealed, {}, packed.lot.short_code.text()},
                         .quantity = written_quantity("1 kg", {}).value()},
                        {.role = LotRole::output,
                         .lot = {LotName::Kind::own, "C02", "RIM-1"},
                         .goods = "Cá rim",
                         .quantity = written_quantity("1 kg", {}).value()}}};
    REQUIRE(record_event(works, {.event = made}));
    Event sent{.kind = EventKind::ship,
               .when = EventTime::parse("23/11/2026").value(),
               .cooperative_id = "C02",
               .partner_id = "MUA2",
               .document = "PXK-HAI",
               .lots = {{.lot = {LotName::Kind::own, "C02", "RIM-1"}}}};
    REQUIRE(record_event(works, {.event = sent}));
    REQUIRE(recall_with_descendants(works, lot_on_record(works.registry(), "C01:TH-1").value(),
                                    {.reason = "nhiễm khuẩn", .instruction = "", .since = {}}));
  }
  const std::string lot = "?lot=" + packed.lot.short_code.printed();
  const auto all_of = [&](auto& reader, const std::string& root) {
    std::string text;
    for (const char* file : {"fsma204/csv", "circular-31/csv"})
      text += reader.get(root + "/trace-files/" + file + lot).body;
    return text;
  };
  Program program(packed.console, Role::viewer), other(packed.console, Role::viewer, "C02");
  const std::string told = packed.browser.get(packed.page()).body +
                           packed.browser.get(packed.page() + "/drawing.svg?way=forward").body +
                           all_of(packed.browser, "") + all_of(program, "");
  CHECK(told.find("RIM-1") != std::string::npos);
  for (const char* word : {"MUA2", "Khách", "0977", "PXK-HAI"}) {
    CAPTURE(word);
    CHECK(told.find(word) == std::string::npos);
  }
  const auto table = read_table(
      as_bytes(packed.browser.get(packed.page() + "/table.xlsx?way=forward").body), "trace.xlsx");
  REQUIRE(table);
  for (const auto& row : table->rows)
    for (const auto& cell : row.cells) CHECK(cell.text.find("Khách") == std::string::npos);
  Browser whole(packed.console);
  packed.console.add("ca", Role::viewer);
  REQUIRE(whole.sign_in("ca").status == 303);
  CHECK(whole.get(packed.page()).body.find("RIM-1") != std::string::npos);
  CHECK(other.get("/trace-files/fsma204/csv").body.find("Khách") != std::string::npos);
}

TEST_CASE("credentials are signed and published from the lot's page, with the cooperative's key") {
  Packed packed;
  const std::string form = "/lots/" + packed.lot.short_code.printed() + "/credentials";
  // Who may only look has nothing signed.
  CHECK_FALSE(says(packed.browser.get(packed.page()), "id=\"credentials\""));
  CHECK(packed.browser.post(form, {{"what", "publish"}}).status == 403);
  packed.console.add("tu", Role::printer, "C01");
  Browser tu{packed.console};
  REQUIRE(tu.sign_in("tu").status == 303);
  const HttpResponse page = tu.get(packed.page());
  CHECK(says(page, "id=\"credentials\""));
  CHECK(says(page, "value=\"untp-passport//jwt\""));
  CHECK(says(page, "name=\"passphrase\""));
  const auto send = [&](const std::string& what, const std::string& passphrase = {}) {
    return tu.post(form, {{"what", what}, {"passphrase", passphrase}});
  };
  CHECK(send("untp-passport//jwt").status == 422);
  CHECK(send("untp-passport//jwt", "sai mật khẩu").status == 422);
  const HttpResponse jwt = send("untp-passport//jwt", kPassphrase);
  REQUIRE(jwt.status == 200);
  CHECK(jwt.body.starts_with("eyJ"));
  CHECK(field(jwt, "Content-Disposition").find("untp-passport-") != std::string::npos);
  // The key stays open, so nothing is asked again.
  const HttpResponse proof = send("untp-events//json");
  REQUIRE(proof.status == 200);
  CHECK(parse_json(proof.body).value()["proof"]["cryptosuite"] == "eddsa-jcs-2022");
  CHECK_FALSE(says(tu.get(packed.page()), "name=\"passphrase\""));
  for (const char* odd : {"", "untp-passport", "untp-passport//csv", "passport//json", "x/y/z"})
    CHECK_MESSAGE(send(odd).status == 404, odd);
  CHECK(send("publish").status == 303);
  CHECK(says(tu.get(packed.page()), "/credentials/" + packed.lot.gtin.digits()));
  CHECK(send("withdraw").status == 303);
  CHECK_FALSE(says(tu.get(packed.page()), "/credentials/" + packed.lot.gtin.digits()));
  // Nothing is signed by an address that a browser may be led to.
  CHECK(tu.get("/trace-files/untp-passport/jwt?lot=" + packed.lot.short_code.printed()).status ==
        404);
}

TEST_CASE(
    "a program has credentials signed while the key is open for programs, if it may issue lots") {
  Packed packed;
  Program viewer(packed.console, Role::viewer), printer(packed.console, Role::printer),
      other(packed.console, Role::printer, "C02");
  const std::string address =
      "/trace-files/untp-passport/jwt?lot=" + packed.lot.short_code.printed();
  CHECK(code_in(viewer.get(address)) == "api_role_too_small");
  CHECK(code_in(printer.get(address)) == "key_locked");
  CHECK(code_in(other.get(address)) == "event_lot_unknown");
  CHECK(code_in(printer.get("/trace-files/untp-passport/jwt")) == "trace_file_needs_lot");
  CHECK(code_in(printer.get("/trace-files/circular-02/jwt")) == "trace_file_unknown");
  open_key(packed.console);
  const HttpResponse jwt = printer.get(address);
  REQUIRE(jwt.status == 200);
  CHECK(jwt.content_type == "application/vc+jwt");
  CHECK(jwt.body.starts_with("eyJ"));
  const HttpResponse proof =
      printer.get("/trace-files/untp-passport?lot=" + packed.lot.short_code.printed());
  CHECK(parse_json(proof.body).value().contains("proof"));
}
