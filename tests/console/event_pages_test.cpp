// Events in forms: each kind with its fields, a day's harvest in one line, corrections, partners,
// and two clicks or two editors at once.
#include <doctest/doctest.h>

#include "console/office.h"
#include "temgoc/events/events.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Typed = std::map<std::string, std::string>;

struct Field {
  Office console;
  Browser browser{console};

  explicit Field(Role role = Role::data_entry, const std::string& cooperative = "C01") {
    console.add("lan", role, cooperative);
    REQUIRE(browser.sign_in("lan").status == 303);
    Workplace works = console.workplace();
    REQUIRE(works.registry().store(Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông 1"},
                                   works.now(), false));
  }
  std::vector<RecordedEvent> events() {
    Workplace works = console.workplace();
    return EventBook::of(works.registry()).events({});
  }
  Typed harvest(const std::string& lot = "TH-1") {
    return {{"kind", "harvest"},       {"once", "page-" + lot}, {"day", "23/11/2026"},
            {"make-rows", "1"},        {"make-1-lot", lot},     {"make-1-amount", "120 kg"},
            {"make-1-goods", "Cá đù"}, {"place", "K1"}};
  }
  HttpResponse record(const Typed& typed) { return browser.post("/events/new", typed); }
  // The page that a form led to.
  HttpResponse after(const HttpResponse& response) {
    REQUIRE_MESSAGE(response.status == 303, response.body);
    return browser.get(field(response, "Location"));
  }
};

}  // namespace

TEST_CASE("a day's harvest is one line on the page of events, with a lot name that is free") {
  Field field;
  const HttpResponse page = field.browser.get("/events");
  REQUIRE(page.status == 200);
  CHECK(says(page, "value=\"TH-241126\""));
  CHECK(says(page, "value=\"24/11/2026\""));
  Typed line = field.harvest("TH-241126");
  const HttpResponse shown = field.after(field.record(line));
  CHECK(says(shown, words(Language::vi, "console.event.done")));
  CHECK(says(shown, "Vuông 1"));
  CHECK(says(shown, "120 kg"));
  const auto events = field.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].event.lots[0].lot.text() == "C01:TH-241126");
  CHECK(events[0].event.lots[0].goods == "Cá đù");
  const HttpResponse list = field.browser.get("/events");
  CHECK(says(list, "TH-241126"));
  CHECK(says(list, "value=\"TH-241126-2\""));  // the next is free again
}

TEST_CASE("each kind has the fields that it needs, and no others") {
  Field field;
  for (const EventKind kind : all_event_kinds()) {
    const std::string code = to_text(kind);
    CAPTURE(code);
    CHECK(says(field.browser.get("/events/new"), "/events/new?kind=" + code));
    const HttpResponse form = field.browser.get("/events/new?kind=" + code);
    REQUIRE(form.status == 200);
    CHECK(says(form, "name=\"substance\"") == (kind == EventKind::treatment));
    CHECK(says(form, "name=\"result\"") == (kind == EventKind::inspect));
    CHECK(says(form, "name=\"loss\"") == (kind == EventKind::process || kind == EventKind::pack));
    CHECK(says(form, "name=\"use-1-lot\"") == rules_of(kind).may_use);
    CHECK(says(form, "name=\"partner\""));
    // One field of each name, so that none hides another.
    for (const char* name : {"name=\"partner\"", "name=\"reason\"", "name=\"container\""})
      CHECK(form.body.find(name) == form.body.rfind(name));
  }
}

TEST_CASE("every kind is recorded by its form") {
  Field field;
  const Lot lot = field.console.issued();
  const std::string sealed = lot.short_code.printed();
  {
    Workplace works = field.console.workplace();
    for (const char* id : {"NB1", "MUA1"})
      REQUIRE(record_partner(works, {.id = id, .cooperative_id = "C01", .name = "Đối tác"}, false));
  }
  int page = 0;
  const auto record = [&](const char* kind, Typed typed) {
    CAPTURE(kind);
    typed["kind"] = kind;
    typed["once"] = "page-" + std::to_string(++page);
    typed["day"] = "23/11/2026";
    typed["time"] = "08:" + std::to_string(10 + page);
    for (const char* block : {"use", "make", "lot"})
      if (typed.contains(std::string(block) + "-1-lot")) typed[std::string(block) + "-rows"] = "1";
    const HttpResponse done = field.record(typed);
    CHECK_MESSAGE((done.status == 303 || done.status == 200), done.body);
    CHECK(field.events().size() == static_cast<std::size_t>(page));
  };
  record("planting", {{"place", "K1"}});
  record("treatment", {{"place", "K1"}, {"substance", "Vôi"}, {"wait_days", "0"}});
  record(
      "harvest",
      {{"place", "K1"}, {"make-1-lot", "TH-1"}, {"make-1-amount", "1 tạ"}, {"make-1-goods", "Cá"}});
  record("receive", {{"partner", "NB1"},
                     {"lot-1-lot", "NB1:5"},
                     {"lot-1-amount", "80 kg"},
                     {"lot-1-goods", "Muối"}});
  record("cool", {{"lot-1-lot", "TH-1"}});
  record("process", {{"use-1-lot", "TH-1"},
                     {"use-1-amount", "50 kg"},
                     {"make-1-lot", "ME-1"},
                     {"make-1-amount", "40 kg"},
                     {"make-1-goods", "Cá khô"},
                     {"loss", "10 kg"}});
  record("pack", {{"use-1-lot", "ME-1"},
                  {"use-1-amount", "5 kg"},
                  {"make-1-lot", sealed},
                  {"make-1-amount", "5 kg"}});
  record("aggregate", {{"lot-1-lot", sealed}, {"container", "THÙNG 7"}});
  record("disaggregate", {{"lot-1-lot", sealed}, {"container", "THÙNG 7"}});
  record(
      "ship",
      {{"lot-1-lot", sealed}, {"lot-1-amount", "1 kg"}, {"partner", "MUA1"}, {"carrier", "NB1"}});
  record("sell", {{"lot-1-lot", sealed}, {"lot-1-amount", "1 kg"}});
  record("return", {{"lot-1-lot", sealed}, {"lot-1-amount", "1 kg"}, {"partner", "MUA1"}});
  record("inspect", {{"lot-1-lot", sealed}, {"result", "passed"}});
  record("hold", {{"lot-1-lot", "TH-1"}, {"reason", "chờ"}});
  record("release", {{"lot-1-lot", "TH-1"}});
  record("dispose", {{"use-1-lot", "TH-1"}, {"use-1-amount", "1 kg"}});
  CHECK(static_cast<std::size_t>(page) == all_event_kinds().size());
}

TEST_CASE("lots go in and come out, loss included; the warning of an overuse is shown") {
  Field field;
  field.after(field.record(field.harvest()));
  Typed process{{"kind", "process"},        {"once", "page-p"},
                {"day", "24/11/2026"},      {"time", "08:30"},
                {"use-rows", "2"},          {"make-rows", "1"},
                {"use-1-lot", "TH-1"},      {"use-1-amount", "1 tạ"},
                {"make-1-lot", "ME-1"},     {"make-1-amount", "80,5 kg"},
                {"make-1-goods", "Cá khô"}, {"loss", "19,5 kg"}};
  const HttpResponse shown = field.after(field.record(process));
  CHECK(says(shown, "80,5 kg"));
  CHECK(says(shown, "24/11/2026 08:30"));
  process["once"] = "page-q";
  process["make-1-lot"] = "ME-2";
  const HttpResponse warned = field.record(process);  // 200 kg out of 120
  CHECK(warned.status == 200);
  CHECK(says(warned, words(Language::vi, "console.event.warned")));
  CHECK(field.events().size() == 3);
  // Reloaded, the browser sends it once more.
  CHECK(field.record(process).status == 303);
  CHECK(field.events().size() == 3);
}

TEST_CASE("two clicks record one event; the same again by another form asks first") {
  Field field;
  const HttpResponse first = field.record(field.harvest());
  const HttpResponse second = field.record(field.harvest());
  REQUIRE(first.status == 303);
  REQUIRE(second.status == 303);
  CHECK(test::field(first, "Location") == test::field(second, "Location"));
  CHECK(field.events().size() == 1);
  Typed again = field.harvest();
  again["once"] = "page-another";
  const HttpResponse asks = field.record(again);
  CHECK(asks.status == 422);
  CHECK(says(asks, "name=\"again\""));
  CHECK(field.events().size() == 1);
  again["again"] = "yes";
  CHECK(field.record(again).status == 303);
  CHECK(field.events().size() == 2);
}

TEST_CASE("a field that was sprayed is not harvested before its days to wait, without a reason") {
  Field field;
  const HttpResponse sprayed = field.after(field.record({{"kind", "treatment"},
                                                         {"once", "page-t"},
                                                         {"day", "20/11/2026"},
                                                         {"place", "K1"},
                                                         {"substance", "Abamectin"},
                                                         {"wait_days", "7"},
                                                         {"lot-rows", "1"}}));
  CHECK(says(sprayed, "27/11/2026"));
  const HttpResponse page = field.browser.get("/events");
  CHECK(says(page, words(Language::vi, "console.events.waiting")));
  CHECK(says(page, "Abamectin"));
  const HttpResponse refused = field.record(field.harvest());
  CHECK(refused.status == 422);
  CHECK(says(refused, "Abamectin"));
  CHECK(says(refused, "value=\"120 kg\""));  // what was typed stays
  Typed reasoned = field.harvest();
  reasoned["reason"] = "Bão sắp vào";
  CHECK(field.record(reasoned).status == 200);  // recorded, and warned of
  CHECK(field.events().size() == 2);
}

TEST_CASE("a wrong event is replaced, or declared wrong, and stays on record") {
  Field field;
  field.after(field.record(field.harvest()));
  const HttpResponse form = field.browser.get("/events/new?corrects=1");
  REQUIRE(form.status == 200);
  CHECK(says(form, "value=\"C01:TH-1\""));
  CHECK(says(form, "value=\"120 kg\""));
  Typed right = field.harvest();
  right["corrects"] = "1";
  right["once"] = "page-right";
  right["make-1-amount"] = "100 kg";
  CHECK(field.record(right).status == 422);  // why?
  right["correction"] = "Cân nhầm bao bì";
  field.after(field.record(right));
  const HttpResponse wrong = field.browser.get("/events/1");
  CHECK(says(wrong, "Cân nhầm bao bì"));
  CHECK(says(wrong, "/events/2"));
  CHECK_FALSE(says(wrong, "/events/1/error"));
  // A second editor, whose page is older, is told.
  right["once"] = "page-late";
  right["make-1-amount"] = "90 kg";
  CHECK(field.record(right).status == 422);
  CHECK(field.events().size() == 2);
  CHECK(field.browser.post("/events/2/error", {{"reason", ""}}).status == 422);
  CHECK(field.browser.post("/events/2/error", {{"reason", "Không có thật"}}).status == 303);
  CHECK(field.browser.post("/events/2/error", {{"reason", "Không có thật"}}).status == 303);
  CHECK(says(field.browser.get("/events/2"), words(Language::vi, "console.event.wrong.what")));
}

TEST_CASE("rows are added without a script, and nothing is recorded by it") {
  Field field;
  Typed typed = field.harvest();
  typed["more"] = "make";
  const HttpResponse grown = field.record(typed);
  CHECK(grown.status == 200);
  CHECK(says(grown, "name=\"make-3-lot\""));
  CHECK(says(grown, "value=\"TH-1\""));
  CHECK(hidden(grown, "make-rows") == "3");
  CHECK(field.events().empty());
}

TEST_CASE("a lot's page lists its events and leads to a form that names it") {
  Field field;
  const Lot lot = field.console.issued();
  const std::string page = "/lots/" + lot.short_code.printed();
  CHECK(says(field.browser.get(page), "/events/new?lot=" + lot.short_code.printed()));
  field.after(field.record(field.harvest()));
  const HttpResponse form =
      field.browser.get("/events/new?kind=pack&lot=" + lot.short_code.printed());
  CHECK(says(form, "name=\"make-1-lot\" value=\"" + lot.short_code.printed() + "\""));
  field.after(field.record({{"kind", "pack"},
                            {"once", "page-k"},
                            {"day", "24/11/2026"},
                            {"use-rows", "1"},
                            {"make-rows", "1"},
                            {"use-1-lot", "TH-1"},
                            {"use-1-amount", "5 kg"},
                            {"make-1-lot", lot.code.text()},
                            {"make-1-amount", "5 kg"}}));
  const HttpResponse shown = field.browser.get(page);
  CHECK(says(shown, "/events/2"));
  CHECK(says(shown, lot.code.text() + " (5 kg)"));
  CHECK(says(field.browser.get("/events?lot=" + lot.short_code.printed()), "/events/2"));
  CHECK_FALSE(says(field.browser.get("/events?kind=ship"), "/events/2"));
  CHECK_FALSE(says(field.browser.get("/events?lot=XYZ-9"), "/events/2"));
}

TEST_CASE("a viewer reads events and records none; another cooperative sees none") {
  Field field;
  field.after(field.record(field.harvest()));
  field.console.add("xem", Role::viewer, "C01");
  field.console.add("ban", Role::administrator, "C90");
  Browser viewer(field.console), other(field.console);
  REQUIRE(viewer.sign_in("xem").status == 303);
  REQUIRE(other.sign_in("ban").status == 303);
  const HttpResponse list = viewer.get("/events");
  CHECK(says(list, "TH-1"));
  CHECK_FALSE(says(list, "/events/new"));
  CHECK(viewer.get("/events/new").status == 403);
  CHECK_FALSE(says(viewer.get("/events/1"), "/events/1/error"));
  CHECK_FALSE(says(other.get("/events"), "/events/1"));
  CHECK(other.get("/events/1").status == 404);
  CHECK(other.post("/events/1/error", {{"reason", "x"}}).status == 404);
  CHECK(other.get("/events/new?corrects=1").status == 404);
  Typed foreign = field.harvest("TH-9");
  foreign["cooperative"] = "C01";
  CHECK(other.post("/events/new", foreign).status == 422);
}

TEST_CASE("partners are added, changed by one of two editors, and shown with their events") {
  Field field;
  const Typed added{{"id", "MUA1"}, {"name", "Cửa hàng Bà Tư"}, {"role-buyer", "yes"}};
  CHECK(field.browser.post("/partners", added).status == 303);
  CHECK(field.browser.post("/partners", added).status == 303);  // a second click
  CHECK(field.browser.post("/partners", {{"id", "C01"}, {"name", "x"}}).status == 422);
  CHECK(field.browser.post("/partners", {{"id", "MUA1"}, {"name", "Ông Năm"}}).status == 422);
  const HttpResponse list = field.browser.get("/partners");
  CHECK(says(list, "Cửa hàng Bà Tư"));
  CHECK(says(list, words(Language::vi, "partner_role.buyer")));
  const std::string version = hidden(field.browser.get("/partners/MUA1"), "version");
  Typed changed{{"name", "Cửa hàng Bà Tư"}, {"phone", "0900 000 000"}, {"version", version}};
  CHECK(field.browser.post("/partners/MUA1", changed).status == 303);
  CHECK(field.browser.post("/partners/MUA1", changed).status == 303);  // a second click
  changed["phone"] = "0911 111 111";  // another editor, of the same page
  const HttpResponse late = field.browser.post("/partners/MUA1", changed);
  CHECK(late.status == 409);
  CHECK(says(late, "0911 111 111"));
  CHECK(says(late, "0900 000 000"));  // what stands, beside what was typed
  changed["version"] = hidden(late, "version");
  CHECK(field.browser.post("/partners/MUA1", changed).status == 303);
  field.after(field.record(field.harvest()));
  Typed ship{{"kind", "ship"},  {"once", "page-s"},    {"day", "24/11/2026"},
             {"lot-rows", "1"}, {"lot-1-lot", "TH-1"}, {"lot-1-amount", "10 kg"}};
  CHECK(field.record(ship).status == 422);  // to whom?
  ship["partner"] = "MUA1";
  field.after(field.record(ship));
  CHECK(says(field.browser.get("/partners/MUA1"), "/events/2"));
  CHECK(field.browser.get("/partners/MUA9").status == 404);
}

TEST_CASE("a diary in a file is looked at, then recorded whole, and never another cooperative's") {
  Field field;
  const auto send = [&](const std::string& csv, bool look) {
    HttpRequest request{.method = "POST", .path = "/events"};
    request.content_type = "multipart/form-data; boundary=xx";
    request.body = "--xx\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n" +
                   field.browser.form_token() + "\r\n";
    if (look)
      request.body += "--xx\r\nContent-Disposition: form-data; name=\"look\"\r\n\r\nyes\r\n";
    request.body +=
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"so.csv\"\r\n\r\n" + csv +
        "\r\n--xx--\r\n";
    return field.browser.send(request);
  };
  const std::string diary =
      "Ngày;Việc;Lô;Số lượng;Hàng\n22/11/2026;thu hoạch;TH-1;120 kg;Cá đù\n"
      "23/11/2026;thu hoạch;TH-2;80 kg;Cá đù\n";
  const HttpResponse looked = send(diary, true);
  CHECK(looked.status == 200);
  CHECK(says(looked,
             words(Language::vi, "event.imported.dry", {{"events", "2"}, {"unchanged", "0"}})));
  CHECK(field.events().empty());
  CHECK(send(diary, false).status == 200);
  CHECK(field.events().size() == 2);
  CHECK(send(diary, false).status == 200);  // the same file again adds nothing
  CHECK(field.events().size() == 2);
  const HttpResponse wrong = send("Ngày;Việc;Lô;Số lượng\n24/11/2026;bay;TH-3;1 kg\n", false);
  CHECK(wrong.status == 422);
  CHECK(says(wrong, words(Language::vi, "console.events.diary.faults")));
  const HttpResponse foreign =
      send("Ngày;Việc;HTX;Lô;Số lượng;Hàng\n24/11/2026;thu hoạch;C90;TH-4;1 kg;Cá\n", false);
  CHECK(foreign.status == 422);
  CHECK(field.events().size() == 2);
  CHECK(send("", false).status == 422);
}
