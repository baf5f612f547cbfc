// A lot's labels: the stock from pictures, what came out, once more, cancelled.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "console/office.h"
#include "console/print_work.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/printing.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

struct Desk {
  Office console;
  Browser browser{console};
  Lot lot;

  explicit Desk(Role role = Role::printer) : lot(console.issued()) {
    console.add("lan", role, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
    REQUIRE(browser.post("/keys/unlock", {{"cooperative", "C01"}, {"passphrase", kPassphrase}})
                .status == 303);
  }

  std::string page() const { return "/lots/" + lot.short_code.printed(); }

  // Follows a print until it is a job, and gives that job's page.
  std::string job_of(const HttpResponse& sent) {
    REQUIRE(sent.status == 303);
    std::string at = field(sent, "Location");
    for (int i = 0; i < 600 && !at.starts_with("/jobs/"); ++i) {
      const HttpResponse page = browser.get(at);
      REQUIRE(page.body.find("role=\"alert\"") == std::string::npos);
      if (page.status == 303)
        at = field(page, "Location");
      else
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    REQUIRE(at.starts_with("/jobs/"));
    return at;
  }
  std::string printed(const Fields& fields) {
    return job_of(browser.post(page() + "/print", fields));
  }
};

// The addresses that a page's forms and links lead to.
bool leads_to(const HttpResponse& page, const std::string& address) {
  return page.body.find("\"" + address + "\"") != std::string::npos;
}

}  // namespace

TEST_CASE("a known lot has its labels in three interactions") {
  Desk desk;
  int interactions = 0;
  const HttpResponse today = desk.browser.get("/");
  REQUIRE(leads_to(today, desk.page()));
  const HttpResponse lot = desk.browser.get(desk.page());
  ++interactions;  // the lot
  // The form comes filled in: a stock is chosen, the count is that of the packs.
  const std::size_t chosen = lot.body.find("checked required");
  REQUIRE(chosen != std::string::npos);
  const std::size_t from = lot.body.rfind("value=\"", chosen) + 7;
  const std::string stock = lot.body.substr(from, lot.body.find('"', from) - from);
  const std::string count = hidden(lot, "count");
  CHECK(count == "10");
  const std::string job =
      desk.printed({{"template", stock}, {"count", count}, {"once", hidden(lot, "once")}});
  ++interactions;  // print
  const HttpResponse page = desk.browser.get(job);
  REQUIRE(leads_to(page, job + "/files/1"));
  CHECK(desk.browser.get(job + "/files/1").body.starts_with("%PDF-"));
  ++interactions;  // the file
  CHECK(interactions <= 3);
}

TEST_CASE("stocks that hold the lot's facts stand first, and each shows the lot's own label") {
  Desk desk;
  const HttpResponse page = desk.browser.get(desk.page());
  Workplace works = desk.console.workplace();
  bool some_fit = false, some_do_not = false;
  const std::size_t others =
      page.body.find("<summary>" + words(Language::vi, "console.other_stocks"));
  REQUIRE(others != std::string::npos);
  for (const LotStock& each :
       lot_stocks(works.registry(), works.folder(), works.today(), desk.lot)) {
    const std::size_t at = page.body.find("value=\"" + each.label.id + "\"");
    CAPTURE(each.label.id);
    // Beside an electronic label alone, which this workplace has not turned on.
    if (each.label.e_label) {
      CHECK(at == std::string::npos);
      continue;
    }
    REQUIRE(at != std::string::npos);
    // Those in sight hold the lot's facts; of many that do, some stand with the others.
    if (at < others) CHECK((each.fits && each.label.on_packs));
    some_fit = some_fit || at < others;
    some_do_not = some_do_not || at > others;
  }
  CHECK(some_fit);
  CHECK(some_do_not);
  const HttpResponse picture = desk.browser.get(desk.page() + "/preview/roll-60x40-seal");
  CHECK(picture.content_type == "image/png");
  CHECK(picture.body.starts_with("\x89PNG"));
  CHECK(desk.browser.get(desk.page() + "/preview/roll-100x60-food").body != picture.body);
  CHECK(desk.browser.get(desk.page() + "/preview/no-such").status == 404);
  CHECK(desk.browser.get(desk.page() + "/preview/..%2f..%2ftemgoc.toml").status == 404);
}

TEST_CASE("a part-used sheet is remembered, and printing goes on at the cell that was clicked") {
  Desk desk;
  desk.printed({{"template", "a4-21-seal"}, {"count", "4"}, {"once", "page-1"}});
  const HttpResponse page = desk.browser.get(desk.page());
  CHECK(page.body.find(
            "class=\"used\"><input type=\"radio\" name=\"start-a4-21-seal\" value=\"4\"") !=
        std::string::npos);
  CHECK(page.body.find("name=\"start-a4-21-seal\" value=\"5\" checked") != std::string::npos);
  const std::string job = desk.printed(
      {{"template", "a4-21-seal"}, {"count", "2"}, {"start-a4-21-seal", "9"}, {"once", "page-2"}});
  CHECK(desk.browser.get(job).body.find("--start 9") != std::string::npos);
}

TEST_CASE("labels are confirmed: all of them, or some, and those are printed again with a reason") {
  Desk desk;
  const std::string job =
      desk.printed({{"template", "roll-60x40-seal"}, {"count", "6"}, {"once", "page-1"}});
  CHECK(leads_to(desk.browser.get("/"), job));
  CHECK(desk.browser.post(job + "/outcome", {{"kind", "missing"}, {"first", "9"}}).status == 422);
  REQUIRE(desk.browser.post(job + "/outcome", {{"kind", "missing"}, {"first", "5"}}).status == 303);
  const HttpResponse page = desk.browser.get(job);
  CHECK(page.body.find("temgoc label done 1 --printed 1-4") != std::string::npos);
  CHECK(page.body.find("name=\"first\" value=\"5\"") != std::string::npos);
  CHECK_FALSE(leads_to(desk.browser.get("/"), job));
  CHECK(desk.browser.post(job + "/reprint", {{"first", "5"}, {"once", "page-2"}}).status == 422);
  const std::string again = desk.job_of(desk.browser.post(
      job + "/reprint",
      {{"first", "5"}, {"last", "6"}, {"reason", "kẹt giấy"}, {"once", "page-3"}}));
  CHECK(desk.browser.get(again).body.find("temgoc label reprint 1 --labels 5-6") !=
        std::string::npos);
  REQUIRE(desk.browser.post(again + "/outcome", {{"kind", "all"}}).status == 303);
  const auto record = desk.console.workplace().registry().print_record(2);
  CHECK(came_out(*record) == 2);
  CHECK(record->job.reprint_reason == "kẹt giấy");
}

TEST_CASE("labels that are missing go on at the free cell of the sheet") {
  Desk desk;
  const std::string job =
      desk.printed({{"template", "a4-21-seal"}, {"count", "6"}, {"once", "page-1"}});
  REQUIRE(desk.browser.post(job + "/outcome", {{"kind", "missing"}, {"first", "4"}}).status == 303);
  const HttpResponse page = desk.browser.get(job);
  CHECK(page.body.find("name=\"start\" value=\"7\"") != std::string::npos);
  const Fields again{{"first", "4"}, {"reason", "kẹt giấy"}, {"start", "9"}, {"once", "page-2"}};
  const std::string reprint = desk.job_of(desk.browser.post(job + "/reprint", again));
  const auto record = desk.console.workplace().registry().print_record(2);
  REQUIRE(record);
  CHECK(record->job.first_label == 4);
  CHECK(record->job.labels == 3);
  CHECK(record->job.setup.start_cell == 9);
  CHECK(desk.browser.get(reprint).body.find("--start 9") != std::string::npos);
  // The next print goes on after it.
  CHECK(desk.browser.get(job).body.find("name=\"start\" value=\"12\"") != std::string::npos);
  Fields beyond = again;
  beyond["once"] = "page-3";
  beyond["start"] = "22";
  CHECK(desk.browser.post(job + "/reprint", beyond).status == 422);
}

TEST_CASE("a print that broke off is gone on with from its page, with the same numbers") {
  Desk desk;
  const fs::path toml = desk.console.world().works() / "temgoc.toml";
  std::string text = read_file(toml, 1 << 20).value();
  const auto at = text.find("pages_in_part = ");
  text.replace(at, text.find('\n', at) - at, "pages_in_part = 1");
  write_file(toml, as_bytes(text));
  {
    Workplace works = desk.console.workplace();
    const Registry reader =
        std::move(Registry::open_read_only(works.folder() / "registry.sqlite").value());
    const auto power_cut = [&](const PrintProgress&) {
      const auto record = reader.print_record(1);
      if (record && !record->parts.empty()) throw SystemFailure(Error{"print_cancelled"});
    };
    const PrintOrder order{.template_id = "a4-21-seal", .count = 60, .over_quantity_reason = "x"};
    CHECK_THROWS_AS((void)print_lot_labels(works, desk.lot, order, kPassphrase, power_cut),
                    SystemFailure);
  }
  const HttpResponse page = desk.browser.get("/jobs/1");
  CHECK(page.body.find("/jobs/1/resume") != std::string::npos);
  CHECK(page.body.find("1 / 3") != std::string::npos);
  CHECK(page.body.find("/jobs/1/outcome") == std::string::npos);
  CHECK(leads_to(desk.browser.get("/"), "/jobs/1"));
  CHECK(desk.job_of(desk.browser.post("/jobs/1/resume", {{"once", "page-9"}})) == "/jobs/1");
  const auto record = desk.console.workplace().registry().print_record(1);
  CHECK(record->parts.size() == 3);
  CHECK(record->job.labels == 60);
  const HttpResponse done = desk.browser.get("/jobs/1");
  CHECK(done.body.find("/jobs/1/resume") == std::string::npos);
  CHECK(done.body.find("/jobs/1/outcome") != std::string::npos);
  CHECK(desk.browser.post("/jobs/1/resume", {{"once", "page-10"}}).status == 422);
  CHECK(desk.console.workplace().registry().print_jobs(desk.lot.id).size() == 1);
}

TEST_CASE("spoilt labels that are given up are void") {
  Desk desk;
  const std::string job =
      desk.printed({{"template", "roll-60x40-seal"}, {"count", "5"}, {"once", "page-1"}});
  REQUIRE(
      desk.browser
          .post(job + "/outcome",
                {{"kind", "spoiled"}, {"first", "2"}, {"last", "3"}, {"void_reason", "nhòe mực"}})
          .status == 303);
  CHECK(desk.console.workplace().registry().print_record(1)->voided_labels == 2);
}

TEST_CASE("more labels than packs need a reason") {
  Desk desk;
  Fields fields{{"template", "roll-60x40-seal"}, {"count", "11"}, {"once", "page-1"}};
  const HttpResponse refused = desk.browser.post(desk.page() + "/print", fields);
  CHECK(refused.status == 422);
  CHECK(refused.body.find("--over-quantity") == std::string::npos);
  // The link to the other language leads to a page that a browser can ask for.
  CHECK(leads_to(refused, desk.page() + "?lang=en"));
  fields["once"] = "page-2";
  fields["over_quantity"] = "bao bì rách";
  desk.printed(fields);
  CHECK(desk.console.workplace().registry().print_record(1)->job.over_quantity_reason ==
        "bao bì rách");
}

TEST_CASE("a print that is stopped leaves no file, and its labels are void") {
  Office console;
  Workplace works = console.workplace();
  const Lot lot = issue_lot(works, console.world().draft(), kPassphrase).value().lot;
  PrintDesk desk;
  std::atomic<bool> begun = false, go_on = false;
  desk.hand_in("one", {}, [&](const ProgressSink& progress) {
    const PrintOrder order{.template_id = "roll-60x40-seal", .count = 10};
    return print_lot_labels(works, lot, order, kPassphrase, [&](const PrintProgress& each) {
      begun = true;
      while (!go_on) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      progress(each);
    });
  });
  desk.hand_in("two", {},
               [](const ProgressSink&) -> Result<PrintReport> { return Error{"field_missing"}; });
  while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  desk.cancel("two");
  CHECK(desk.look("two")->error->code == "print_cancelled");
  desk.cancel("one");
  go_on = true;
  const auto ended = desk.wait("one", std::chrono::minutes(2));
  REQUIRE(ended->state == PrintErrand::State::failed);
  CHECK(ended->error->code == "print_unfinished");
  CHECK(ended->error->args.at("cause") == "print_cancelled");
  const auto record = works.registry().print_record(1);
  CHECK(record->parts.empty());
  CHECK(state_of(*record) == PrintState::voided);
}

TEST_CASE("a key that is locked in the middle of a job takes nothing from it; the next job asks") {
  Desk desk;
  PrintDesk& prints = desk.console.house().prints;
  std::atomic<bool> begun = false, go_on = false;
  const LabelsToPrint sealed = [&](Workplace& works, const SecretText& passphrase,
                                   const ProgressSink& progress) {
    const PrintOrder order{
        .template_id = "roll-60x40-seal", .count = 5, .kind = CodeKind::item_seal};
    return print_lot_labels(works, desk.lot, order, passphrase, [&](const PrintProgress& each) {
      begun = true;
      while (!go_on) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      progress(each);
    });
  };
  prints.hand_in(
      "one", {},
      print_work(desk.console.house(), {.id = "lan"}, "one", sealed, SecretText(kPassphrase)));
  while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  REQUIRE(desk.browser.post("/keys/lock", {}).status == 303);
  go_on = true;
  REQUIRE(prints.wait("one", std::chrono::minutes(2))->state == PrintErrand::State::done);
  const auto record = desk.console.workplace().registry().print_record(1);
  CHECK(record->job.labels == 5);
  CHECK(state_of(*record) == PrintState::printed);
  const HttpResponse next =
      desk.browser.post(desk.page() + "/print",
                        {{"template", "roll-60x40-seal"}, {"count", "2"}, {"once", "page-2"}});
  CHECK(next.status == 422);
  CHECK(says(next, words(Language::vi, "error.key_locked", {{"value", "C01"}})));
}

TEST_CASE("the print desk forgets the oldest of many errands that are over") {
  PrintDesk desk;
  for (int i = 0; i < 210; ++i)
    desk.hand_in(std::to_string(i), {},
                 [](const ProgressSink&) -> Result<PrintReport> { return Error{"field_missing"}; });
  REQUIRE(desk.wait("209", std::chrono::minutes(1))->is_over());
  desk.hand_in("last", {},
               [](const ProgressSink&) -> Result<PrintReport> { return Error{"field_missing"}; });
  CHECK_FALSE(desk.look("0").has_value());
  CHECK(desk.look("209").has_value());
}

TEST_CASE("a printer is added, tested and aligned") {
  Desk desk(Role::administrator);
  REQUIRE(desk.browser
              .post("/printers/add",
                    {{"id", "canon-1"}, {"name", "Canon văn phòng"}, {"language", "pdf"}})
              .status == 303);
  const HttpResponse test = desk.browser.post("/printers/test-page",
                                              {{"printer", "canon-1"}, {"template", "a4-21-seal"}});
  CHECK(test.body.starts_with("%PDF-"));
  Fields readings{{"printer", "canon-1"}, {"template", "a4-21-seal"}, {"first_right", "0,5"},
                  {"first_down", "-0.5"}, {"last_right", "0,5"},      {"last_down", "-0,5"}};
  REQUIRE(desk.browser.post("/printers/calibrate", readings).status == 303);
  const auto corrections = desk.console.workplace().registry().corrections("canon-1");
  REQUIRE(corrections.size() == 1);
  CHECK(corrections[0].correction.offset_x_mm == doctest::Approx(0.5));
  CHECK(corrections[0].correction.offset_y_mm == doctest::Approx(-0.5));
  readings["first_right"] = "nửa li";
  CHECK(desk.browser.post("/printers/calibrate", readings).status == 422);
  readings["template"] = "../temgoc.toml";
  CHECK(desk.browser.post("/printers/calibrate", readings).status == 404);
}
