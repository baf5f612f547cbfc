// Labels printed ahead, by pages and by programs: a roll, the lot that claims it, what is left.
#include <doctest/doctest.h>

#include <thread>

#include "console/program.h"
#include "temgoc/registry/roll_book.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Desk {
  Office console;
  Browser browser{console};
  Lot lot;

  Desk() : lot(console.issued()) {
    console.add("lan", Role::printer, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
  }
  // The address of the roll's page.
  std::string printed(const std::string& count) {
    const HttpResponse form = browser.get("/rolls/new");
    const HttpResponse sent = browser.post("/rolls/new", {{"product", lot.gtin.digits()},
                                                          {"template", "roll-50x30-code"},
                                                          {"count", count},
                                                          {"once", hidden(form, "once")}});
    REQUIRE(sent.status == 303);
    std::string where = field(sent, "Location");
    for (int i = 0; i < 300 && where.starts_with("/printing/"); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      const HttpResponse page = browser.get(where);
      if (page.status == 303) where = field(page, "Location");
    }
    REQUIRE(where.starts_with("/rolls/"));
    return where;
  }
  std::map<std::string, std::string> claim(const std::string& first, const std::string& last) {
    return {{"lot", lot.short_code.printed()}, {"roll", "1"}, {"first", first}, {"last", last}};
  }
  std::vector<RollRange> ranges() { return RollBook::of(console.workplace().registry()).ranges(1); }
};

Json over(Program& program, const HttpResponse& sent) {
  REQUIRE(sent.status == 202);
  for (int i = 0; i < 600; ++i) {
    const Json print = body_of(program.get(field(sent, "Location")));
    if (print["state"] == "done" || print["state"] == "failed") return print;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return {};
}

}  // namespace

TEST_CASE("a roll is printed ahead, and its labels are shown before a lot gets them") {
  Desk desk;
  CHECK(says(desk.browser.get("/rolls"), words(Language::vi, "console.rolls.none")));
  const std::string roll = desk.printed("6");
  CHECK(says(desk.browser.get("/rolls"), "href=\"" + roll + "\""));
  CHECK(desk.browser.get(roll + "/file").body.starts_with("%PDF-"));
  CHECK(says(desk.browser.get("/rolls/claim?roll=1"), desk.lot.code.text()));
  auto fields = desk.claim("2", "4");
  const HttpResponse preview = desk.browser.post("/rolls/claim", fields);
  CHECK(preview.status == 200);
  CHECK(says(preview, words(Language::vi, "console.recall.not_yet")));
  CHECK(desk.ranges().empty());
  fields["confirmed"] = "1";
  const HttpResponse done = desk.browser.post("/rolls/claim", fields);
  CHECK(field(done, "Location") == roll + "?claimed=1");
  REQUIRE(desk.ranges().size() == 1);
  CHECK(desk.ranges()[0].first == 2);
  CHECK(desk.ranges()[0].last == 4);
  CHECK(desk.ranges()[0].who == "lan");
  CHECK(says(desk.browser.get(roll), desk.lot.code.text()));
  // Pressed twice, it stands once.
  CHECK(desk.browser.post("/rolls/claim", fields).status == 303);
  CHECK(desk.ranges().size() == 1);
}

TEST_CASE("what cannot be claimed is refused with what was typed still in the form") {
  Desk desk;
  const std::string roll = desk.printed("3");
  const HttpResponse outside = desk.browser.post("/rolls/claim", desk.claim("1", "9"));
  CHECK(outside.status == 422);
  CHECK(says(outside, "value=\"9\""));
  CHECK(desk.browser.post("/rolls/claim", desk.claim("", "")).status == 422);
  auto unknown = desk.claim("1", "2");
  unknown["lot"] = "AAAA-AAAA-A";
  CHECK(desk.browser.post("/rolls/claim", unknown).status == 422);
  CHECK(desk.browser
            .post("/rolls/new", {{"product", desk.lot.gtin.digits()},
                                 {"template", "roll-60x40-seal"},
                                 {"count", "3"},
                                 {"once", "x1"}})
            .status == 422);
  CHECK(desk.browser.post(roll + "/void", {{"reason", ""}}).status == 422);
  CHECK(desk.browser.post(roll + "/void", {{"first", "2"}, {"reason", "rách"}}).status == 303);
  CHECK(desk.browser.post(roll + "/void", {{"reason", "mất"}}).status == 303);
  CHECK(desk.ranges().size() == 3);
  CHECK(desk.browser.post(roll + "/void", {{"reason", "mất"}}).status == 422);
}

TEST_CASE("people of another cooperative see no roll and claim none") {
  Desk desk;
  const std::string roll = desk.printed("2");
  desk.console.add("hoa", Role::printer, "C90");
  Browser other(desk.console);
  REQUIRE(other.sign_in("hoa").status == 303);
  CHECK(other.get(roll).status == 404);
  CHECK(other.get(roll + "/file").status == 404);
  CHECK_FALSE(says(other.get("/rolls"), roll));
  CHECK(other.post(roll + "/void", {{"reason", "mất"}}).status == 404);
  auto fields = desk.claim("1", "2");
  fields["confirmed"] = "1";
  CHECK(other.post("/rolls/claim", fields).status == 422);
  CHECK(desk.ranges().empty());
}

TEST_CASE("a program prints a roll, claims labels of it for a lot and voids the rest") {
  Office world;
  open_key(world);
  Program program(world), viewer(world, Role::viewer), other(world, Role::printer, "C90");
  const Json lot = body_of(program.post("/lots", lot_draft()));
  const std::string claims = "/lots/" + lot["short_code"].get<std::string>() + "/claims";
  const Json order{{"product", lot["gtin"]}, {"template", "roll-50x30-code"}, {"count", 5}};
  CHECK(code_in(viewer.post("/rolls", order)) == "api_role_too_small");
  CHECK(code_in(other.post("/rolls", order)) == "product_unknown");
  const Json print = over(program, program.post("/rolls", order));
  REQUIRE(print["state"] == "done");
  CHECK(print["job"].is_null());
  CHECK(print["lot"].is_null());
  const std::string roll = "/rolls/" + std::to_string(print["roll"].get<int>());
  const Json shown = body_of(viewer.get(roll));
  REQUIRE(shown["codes"].size() == 5);
  CHECK(shown["unclaimed"] == 5);
  CHECK(program.get(roll + "/file", {{"accept", "application/pdf"}}).body.starts_with("%PDF-"));
  CHECK(code_in(other.get(roll)) == "roll_unknown");
  const Json run{{"first", shown["codes"][0]}, {"last", shown["codes"][2]}};
  Json preview = run;
  preview["preview"] = true;
  CHECK(body_of(program.post(claims, preview))["labels"] == 3);
  CHECK(body_of(viewer.get(roll))["claimed"] == 0);
  const HttpResponse claimed = program.post(claims, run, {{"idempotency-key", "c-1"}});
  REQUIRE(claimed.status == 200);
  CHECK(program.post(claims, run, {{"idempotency-key", "c-1"}}).body == claimed.body);
  CHECK(body_of(program.post(claims, run))["stood_before"] == true);
  const Json second = body_of(program.post("/lots", lot_draft()));
  CHECK(code_in(program.post("/lots/" + second["short_code"].get<std::string>() + "/claims",
                             {{"first", "3"}, {"roll", print["roll"]}})) == "roll_labels_given");
  CHECK(code_in(program.post(claims, {{"first", "AAAAAAAAAAAAA"}})) == "roll_code_unknown");
  CHECK(code_in(other.post(claims, run)) == "lot_unknown");
  CHECK(body_of(program.post(roll + "/void", {{"reason", "mất"}}))["labels"] == 2);
  CHECK(code_in(program.post(roll + "/void", {{"reason", "mất"}})) == "roll_labels_void");
  const Json list = body_of(viewer.get("/rolls"));
  CHECK(list["items"][0]["claimed"] == 3);
  CHECK(list["items"][0]["voided"] == 2);
  CHECK(body_of(viewer.get("/rolls?unclaimed=true"))["items"].empty());
  CHECK(body_of(program.get("/lots/" + lot["short_code"].get<std::string>()))["labels"] == 3);
}
