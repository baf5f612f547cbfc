// A recall is typed twice; a lot issued by mistake is taken back. And what Today and search show.
#include <doctest/doctest.h>

#include "console/office.h"
#include "temgoc/base/percent.h"
#include "temgoc/events/events.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/upkeep/last_backup.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Desk {
  Office console;
  Browser browser{console};
  Lot lot;

  Desk() : lot(console.issued()) {
    console.add("lan", Role::administrator, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
  }
  std::string page() const { return "/lots/" + lot.short_code.printed(); }
  std::size_t recalls() { return console.workplace().registry().recalls().size(); }
};

}  // namespace

TEST_CASE("a recall is previewed as buyers will read it, and counts once its lot is typed") {
  Desk desk;
  CHECK(says(desk.browser.get(desk.page()), desk.page() + "/recall"));
  CHECK(desk.browser.post(desk.page() + "/recall", {{"reason", ""}}).status == 422);
  std::map<std::string, std::string> fields{{"reason", "Nắp hộp hở"}, {"scope", "lot"}};
  const HttpResponse preview = desk.browser.post(desk.page() + "/recall", fields);
  CHECK(preview.status == 200);
  CHECK(says(preview, words(Language::vi, "headline.recalled")));
  CHECK(says(preview, "Nắp hộp hở"));
  CHECK(says(preview, words(Language::vi, "console.recall.told.shops")));
  fields["confirm"] = "261124-99";
  CHECK(desk.browser.post(desk.page() + "/recall", fields).status == 422);
  CHECK(desk.recalls() == 0);
  fields["confirm"] = desk.lot.code.text();
  REQUIRE(desk.browser.post(desk.page() + "/recall", fields).status == 303);
  REQUIRE(desk.browser.post(desk.page() + "/recall", fields).status == 303);  // a second click
  CHECK(desk.recalls() == 1);
  const HttpResponse page = desk.browser.get(desk.page());
  CHECK(says(page, "Nắp hộp hở"));
  CHECK_FALSE(says(page, desk.page() + "/print"));
  CHECK(says(desk.browser.get("/"), words(Language::vi, "console.recalls")));
}

TEST_CASE("a recall takes in all that was made of a lot, and says whom to call") {
  Desk desk;
  const Lot made = [&] {
    Workplace works = desk.console.workplace();
    LotDraft draft = desk.console.world().draft();
    draft.quantity = Quantity::parse("6", "kg").value();
    return issue_lot(works, draft, kPassphrase).value().lot;
  }();
  const std::string code = desk.lot.short_code.printed(), other = made.short_code.printed();
  {
    Workplace works = desk.console.workplace();
    Partner buyer{.id = "B1", .cooperative_id = "C01", .name = "Cửa hàng Hoa", .phone = "0901"};
    buyer.roles = {PartnerRole::buyer};
    REQUIRE(record_partner(works, buyer, false));
    const auto name = [&](const std::string& text) {
      return lot_named(works.registry(), text, "C01").value();
    };
    Event mixed{.kind = EventKind::process,
                .when = EventTime::parse("24/11/2026").value(),
                .cooperative_id = "C01"};
    mixed.lots = {{.role = LotRole::input, .lot = name(code)},
                  {.role = LotRole::output, .lot = name("MẮM-1"), .goods = "Mắm"}};
    REQUIRE(record_event(works, {.event = mixed}));
    Event packed{.kind = EventKind::pack, .when = mixed.when, .cooperative_id = "C01"};
    packed.lots = {{.role = LotRole::input, .lot = name("MẮM-1")},
                   {.role = LotRole::output, .lot = name(other)}};
    REQUIRE(record_event(works, {.event = packed}));
    Event shipped{
        .kind = EventKind::ship, .when = mixed.when, .cooperative_id = "C01", .partner_id = "B1"};
    shipped.lots = {{.role = LotRole::handled, .lot = name(other)}};
    REQUIRE(record_event(works, {.event = shipped}));
  }
  std::map<std::string, std::string> fields{{"reason", "Nắp hộp hở"}, {"scope", "chain"}};
  const HttpResponse preview = desk.browser.post(desk.page() + "/recall", fields);
  CHECK(preview.status == 200);
  CHECK(says(preview, words(Language::vi, "recall.line.chain")));
  CHECK(says(preview, "Cửa hàng Hoa"));
  CHECK(says(preview, "0901"));
  CHECK(says(preview, "--with-descendants"));
  CHECK(desk.recalls() == 0);
  fields["confirm"] = desk.lot.code.text();
  REQUIRE(desk.browser.post(desk.page() + "/recall", fields).status == 303);
  REQUIRE(desk.browser.post(desk.page() + "/recall", fields).status == 303);  // a second click
  CHECK(desk.recalls() == 2);
  CHECK(says(desk.browser.get("/lots/" + other), "Nắp hộp hở"));
}

// Neither of two clicks at once finds the other's recall when its page looks.
TEST_CASE("the same recall, recorded by two that both found none, is one") {
  Desk desk;
  const Recall recall{Recall::Scope::lot, "Nắp hộp hở", "", vietnam_day(desk.console.world().now)};
  Workplace first = desk.console.workplace(), second = desk.console.workplace();
  CHECK(recall_lot(first, desk.lot, recall).has_value());
  CHECK(recall_lot(second, desk.lot, recall).has_value());
  CHECK(desk.recalls() == 1);
  CHECK(recall_lot(second, desk.lot, {Recall::Scope::lot, "Mốc", "", recall.since}).has_value());
  CHECK(desk.recalls() == 2);
}

TEST_CASE("a lot issued by mistake is taken back with a reason") {
  Desk desk;
  CHECK(desk.browser.post(desk.page() + "/cancel", {{"reason", ""}}).status == 422);
  REQUIRE(desk.browser.post(desk.page() + "/cancel", {{"reason", "gõ nhầm"}}).status == 303);
  CHECK(desk.console.workplace().registry().cancellation(desk.lot.id)->who == "lan");
  CHECK(says(desk.browser.get(desk.page()), "gõ nhầm"));
}

TEST_CASE("search finds a product without its marks, a lot's code, and whatever a scanner types") {
  Desk desk;
  const HttpResponse found = desk.browser.get("/search?q=ca+du");
  CHECK(says(found, "Cá đù"));
  CHECK(says(found, desk.page()));
  CHECK_FALSE(says(desk.browser.get("/search?q=tra+shan"), desk.page()));
  // Bytes that are no text find nothing, and are no fault of the program.
  CHECK(desk.browser.get("/search?q=%D3G%FF").status == 200);
  for (const std::string& text : {desk.lot.code.text(), desk.lot.short_code.printed(),
                                  desk.lot.short_code.text(), lot_url(desk.lot)}) {
    CAPTURE(text);
    CHECK(field(desk.browser.get("/search?q=" + percent_encoded(text)), "Location") == desk.page());
  }
  desk.console.add("other", Role::administrator, "C90");
  Browser other(desk.console);
  other.sign_in("other");
  for (const std::string& text : {std::string("ca du"), desk.lot.code.text(), lot_url(desk.lot)})
    CHECK_FALSE(
        says(other.get("/search?q=" + percent_encoded(text)), desk.lot.short_code.printed()));
}

TEST_CASE("yesterday's lot gives today's its product, quantity and unit") {
  Desk desk;
  const HttpResponse today = desk.browser.get("/");
  const std::string form = "/lots/new?product=" + kFish.digits() + "&quantity=5&unit=kg";
  REQUIRE(says(today, "/lots/new?product=" + kFish.digits()));
  desk.console.world().now += std::chrono::hours(24);
  REQUIRE(desk.browser.sign_in("lan").status == 303);
  const HttpResponse page = desk.browser.get(form);
  CHECK(says(page, "name=\"quantity\" value=\"5\""));
  CHECK(says(page, "name=\"unit\" value=\"kg\""));
  CHECK(says(page, "name=\"packed\" value=\"25/11/2026\""));
  CHECK(says(page, "value=\"" + kFish.digits() + "\" selected"));
}

TEST_CASE("Today tells of scans that look wrong, of reports and of the backup's age") {
  Desk desk;
  CHECK(says(desk.browser.get("/"), words(Language::vi, "console.backup.none")));
  {
    Workplace works = desk.console.workplace();
    works.registry().add_scan_alarm({ScanAlarm::Kind::forged, works.today()});
    works.registry().add_report(
        {.number = 7, .lot_id = desk.lot.id, .message = "tem dán đè", .at = works.now()});
    note_backup(works.folder(), {works.now() - std::chrono::hours(24 * 9), "/media/usb"});
  }
  const HttpResponse today = desk.browser.get("/");
  CHECK(says(today, words(Language::vi, "console.alarm.forged")));
  CHECK(says(today, words(Language::vi, "console.reported")));
  CHECK(says(today, "<b>9</b><span>" + words(Language::vi, "console.backup.days")));
}
