// The daily lot: from the form to a PDF, by the operations of the command line.
#include <doctest/doctest.h>

#include <thread>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

Fields daily_lot(const std::string& once) {
  return {{"product", kFish.digits()}, {"packed", "24/11/2026"},
          {"quantity", "5"},           {"unit", "kg"},
          {"passphrase", kPassphrase}, {"once", once}};
}

Browser signed_in_printer(Office& console, const std::string& id) {
  console.add(id, Role::printer, "C01");
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

// Follows the page of a running job until it is done.
HttpResponse finished(Browser& browser, std::string location) {
  for (int i = 0; i < 600; ++i) {
    const HttpResponse page = browser.get(location);
    if (page.status != 303) {
      if (location.starts_with("/jobs/")) return page;
      REQUIRE(page.body.find("role=\"alert\"") == std::string::npos);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      continue;
    }
    location = field(page, "Location");
  }
  return {};
}

}  // namespace

TEST_CASE("a lot is issued from a form and its labels are a PDF that opens") {
  Office console;
  Browser browser = signed_in_printer(console, "lan");
  CHECK(browser.get("/lots/new").body.find("name=\"passphrase\"") != std::string::npos);
  const HttpResponse issued = browser.post("/lots/new", daily_lot("page-1"));
  REQUIRE(issued.status == 303);
  const std::string lot = field(issued, "Location");
  const HttpResponse page = browser.get(lot);
  CHECK(page.status == 200);
  CHECK(page.body.find("temgoc lot issue --product") != std::string::npos);
  // The key that was unlocked for the lot is still open: no second passphrase.
  CHECK(page.body.find("name=\"passphrase\"") == std::string::npos);
  const std::string address = lot.substr(0, lot.find('?'));
  const HttpResponse sent = browser.post(
      address + "/print", {{"template", "roll-60x40-seal"}, {"count", "3"}, {"once", "page-2"}});
  REQUIRE(sent.status == 303);
  const HttpResponse job = finished(browser, field(sent, "Location"));
  CHECK(job.body.find("temgoc label print") != std::string::npos);
  const std::size_t at = job.body.find("href=\"/jobs/");
  REQUIRE(at != std::string::npos);
  const std::string file = job.body.substr(at + 6, job.body.find('"', at + 6) - at - 6);
  const HttpResponse pdf = browser.get(file);
  CHECK(pdf.content_type == "application/pdf");
  CHECK(pdf.body.starts_with("%PDF-"));
  const auto acts = console.workplace().registry().acts({.limit = 2});
  CHECK(acts[0].act.kind == "print");
  CHECK(acts[1].act.kind == "lot");
  for (const JournalAct& each : acts) {
    CHECK(each.actor.id == "lan");
    CHECK(each.actor.role == "printer");
    CHECK(each.actor.channel == Channel::page);
    CHECK(each.act.cooperative_id == "C01");
  }
}

TEST_CASE("a form that is sent twice issues one lot and prints it once") {
  Office console;
  Browser browser = signed_in_printer(console, "lan");
  const std::string first = field(browser.post("/lots/new", daily_lot("page-1")), "Location");
  CHECK(field(browser.post("/lots/new", daily_lot("page-1")), "Location") == first);
  CHECK(console.workplace().registry().lots({}).size() == 1);
  const std::string address = first.substr(0, first.find('?'));
  const Fields print{{"template", "roll-60x40-seal"}, {"count", "2"}, {"once", "page-2"}};
  finished(browser, field(browser.post(address + "/print", print), "Location"));
  finished(browser, field(browser.post(address + "/print", print), "Location"));
  CHECK(console.workplace().registry().print_records({}).size() == 1);
}

TEST_CASE("the same lot by a second form is asked about, and issued where it is one more") {
  Office console;
  Browser browser = signed_in_printer(console, "lan");
  REQUIRE(browser.post("/lots/new", daily_lot("page-1")).status == 303);
  Fields again = daily_lot("page-2");  // after the back button: a form of its own
  const HttpResponse asked = browser.post("/lots/new", again);
  CHECK(asked.status == 422);
  const Lot first = console.workplace().registry().lots({}).at(0);
  CHECK(says(asked, message(Language::vi, {"lot_alike_issued", "lot", first.code.text()})));
  CHECK(says(asked, words(Language::vi, "console.issue.again")));
  CHECK(console.workplace().registry().lots({}).size() == 1);
  Fields other = daily_lot("page-3");
  other["quantity"] = "6";
  CHECK(browser.post("/lots/new", other).status == 303);
  again["again"] = "yes";
  CHECK(browser.post("/lots/new", again).status == 303);
  CHECK(console.workplace().registry().lots({}).size() == 3);
}

TEST_CASE("what does not read is said beside what was typed, and nothing is issued") {
  Office console;
  Browser browser = signed_in_printer(console, "lan");
  for (const auto& [name, value] : {std::pair{"packed", "31/02/2026"},
                                    {"quantity", "nhiều"},
                                    {"unit", ""},
                                    {"product", "2990001000094"},
                                    {"passphrase", "sai"}}) {
    Fields fields = daily_lot("page-1");
    fields[name] = value;
    const HttpResponse page = browser.post("/lots/new", fields);
    CAPTURE(name);
    CHECK(page.status == 422);
    CHECK(page.body.find("role=\"alert\"") != std::string::npos);
    CHECK(page.body.find("value=\"page-1\"") != std::string::npos);
    if (std::string(name) != "quantity")
      CHECK(page.body.find("name=\"quantity\" value=\"5\"") != std::string::npos);
    CHECK(page.body.find(kPassphrase) == std::string::npos);
  }
  CHECK(console.workplace().registry().lots({}).empty());
}

TEST_CASE("who guesses at a key's passphrase waits for longer and longer, and nobody else does") {
  Office console;
  Browser browser = signed_in_printer(console, "doan");
  const auto unlock = [](Browser& by, const std::string& passphrase) {
    return by.post("/keys/unlock", {{"cooperative", "C01"}, {"passphrase", passphrase}});
  };
  for (int i = 0; i < 5; ++i) CHECK(unlock(browser, "doan mo lan nay").status == 422);
  const HttpResponse waits = unlock(browser, kPassphrase);
  CHECK(waits.status == 429);
  const std::string told = words(Language::vi, "error.key_waits", {{"seconds", "15"}});
  CHECK_MESSAGE(waits.body.find(told) != std::string::npos, waits.body);
  // By every door of the console, and in another session of the same person.
  Browser again(console);
  REQUIRE(again.sign_in("doan").status == 303);
  CHECK(again.post("/lots/new", daily_lot("page-1")).body.find(told) != std::string::npos);
  Browser other = signed_in_printer(console, "thuoc");
  CHECK(unlock(other, kPassphrase).status == 303);
  console.world().now += std::chrono::seconds(16);
  CHECK(unlock(browser, "doan mo lan nay").status == 422);
  CHECK(unlock(browser, kPassphrase).status == 429);
  console.world().now += std::chrono::seconds(31);
  CHECK(unlock(browser, kPassphrase).status == 303);
  // Who has it begins anew.
  CHECK(browser.post("/keys/lock", {}).status == 303);
  CHECK(unlock(browser, "doan mo lan nay").status == 422);
  CHECK(unlock(browser, kPassphrase).status == 303);
}

TEST_CASE("a locked key asks for its passphrase, and Lock closes it") {
  Office console;
  Browser browser = signed_in_printer(console, "lan");
  Fields fields = daily_lot("page-1");
  fields.erase("passphrase");
  const HttpResponse locked = browser.post("/lots/new", fields);
  CHECK(locked.status == 422);
  CHECK(locked.body.find(words(Language::vi, "error.key_locked", {{"value", "C01"}})) !=
        std::string::npos);
  REQUIRE(
      browser.post("/keys/unlock", {{"cooperative", "C01"}, {"passphrase", kPassphrase}}).status ==
      303);
  CHECK(browser.get("/").body.find("data-seconds") != std::string::npos);
  CHECK(browser.post("/lots/new", fields).status == 303);
  browser.post("/keys/lock", {});
  fields["once"] = "page-2";
  fields["quantity"] = "6";
  CHECK(browser.post("/lots/new", fields).status == 422);
}
