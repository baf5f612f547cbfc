// A chain through two cooperatives, read by each: lots are named, and the business of the other is
// not.
#include "temgoc/events/told_to_others.h"

#include <algorithm>

#include "support/lot_events.h"
#include "temgoc/events/trace_words.h"
#include "temgoc/exchange/trace_files.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall_papers.h"
#include "temgoc/model/records.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// C01 harvests, C02 cooks that with what its supplier brought and sells some, C01 packs the rest.
struct Neighbours {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;

  Neighbours() {
    REQUIRE(works.registry().store(Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông Một"},
                                   world.now, false));
    REQUIRE(works.registry().store(Place{.id = "K2", .cooperative_id = "C02", .name = "Lò Bà Tư"},
                                   world.now, false));
    for (const auto& [id, owner, name] : {std::tuple{"MUA1", "C01", "Quán Của Một"},
                                          {"MUA2", "C02", "Khách Của Hai"},
                                          {"NB2", "C02", "Ghe Của Hai"}})
      REQUIRE(record_partner(
          works, {.id = id, .cooperative_id = owner, .name = name, .phone = std::string("09") + id},
          false));
    using R = LotRole;
    record("C01", EventKind::harvest, {{R::output, "TH-1", "120 kg"}});
    record("C02", EventKind::receive, {{R::output, "NB2:77", "30 kg"}}, "NB2");
    record("C02", EventKind::process,
           {{R::input, "C01:TH-1", "60 kg"},
            {R::input, "NB2:77", "30 kg"},
            {R::output, "ME-2", "80 kg"},
            {R::output, "PHU-2", "1 kg"}});
    record("C02", EventKind::ship, {{R::handled, "ME-2", "50 kg"}}, "MUA2");
    record("C01", EventKind::ship, {{R::handled, "TH-1", "9 kg"}}, "MUA1");
    record("C01", EventKind::pack,
           {{R::input, "C02:ME-2", "5 kg"}, {R::output, lot.short_code.text(), "5 kg"}});
  }

  void record(const std::string& cooperative, EventKind kind, const LotsOfEvent& lots,
              const std::string& partner = {}) {
    record_at_k1(works, kind, "22/11/2026 06:30", "Cá", {}, [&](Event& event) {
      event.cooperative_id = cooperative;
      event.place_id = cooperative == "C01" ? "K1" : "K2";
      event.partner_id = partner;
      event.remark = "Riêng " + cooperative;
      for (const auto& [role, name, amount] : lots) {
        EventLot each{.role = role,
                      .lot = lot_named(works.registry(), name, cooperative).value(),
                      .quantity = written_quantity(amount, {}).value()};
        if (role == LotRole::output) each.goods = "Cá";
        event.lots.push_back(std::move(each));
      }
    });
  }

  LotName packed() const { return {LotName::Kind::sealed, {}, lot.short_code.text()}; }
  TraceReport trace(const LotName& of, TraceWay way, const std::string& reader) {
    auto report = trace_report(works.registry(), of, way, {}, reader);
    REQUIRE_MESSAGE(report, code_of(report));
    return *std::move(report);
  }
  // Everything that the table and the drawing of a trace say.
  std::string all_text(const TraceReport& report) {
    return sheet_csv(trace_table(report, Language::vi), ',') +
           trace_drawing(report, 0, Language::vi).value();
  }
  std::string file(TraceFileKind kind, TraceFormat format) {
    auto made =
        make_trace_file(works, {.kind = kind, .lot = lot.short_code.printed()}, Language::vi);
    REQUIRE_MESSAGE(made, code_of(made));
    return format == TraceFormat::json ? dump(made->json) : sheet_csv(made->table, ',');
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What is C02's own affair.
void check_silent(const std::string& text) {
  for (const char* word : {"MUA2", "Khách", "NB2", "Ghe", "Lò", "Riêng C02", "50 kg", "80 kg"}) {
    CAPTURE(word);
    CHECK_FALSE(has(text, word));
  }
}

const LotName kHarvest{LotName::Kind::own, "C01", "TH-1"};

}  // namespace

TEST_CASE("a cooperative sees the lots of another in its trace, and nothing of its business") {
  Neighbours two;
  for (const TraceWay way : {TraceWay::back, TraceWay::forward}) {
    const LotName of = way == TraceWay::back ? two.packed() : kHarvest;
    const std::string all = two.all_text(two.trace(of, way, ""));
    CHECK(has(all, way == TraceWay::back ? "NB2:77" : "Khách"));
    const std::string own = two.all_text(two.trace(of, way, "C01"));
    check_silent(own);
    CHECK(has(own, "C02:ME-2"));
  }
  const TraceReport back = two.trace(two.packed(), TraceWay::back, "C01");
  CHECK(back.entries.size() == 3);
  const auto supplied = std::ranges::find_if(
      back.entries, [](const TraceEntry& each) { return each.traced.name.text() == "C02:*"; });
  REQUIRE(supplied != back.entries.end());
  CHECK_FALSE(supplied->supply);
  CHECK(supplied->made_by->event.when.precision == EventTime::Precision::day);
  REQUIRE(back.origins.size() == 2);
  CHECK(back.origins[0].place_id == "K1");
  CHECK(back.origins[1].cooperative_id == "C02");
  CHECK(back.origins[0].share + back.origins[1].share == doctest::Approx(1));
}

TEST_CASE("one step forward is the cooperative that took the goods, with how much it used") {
  Neighbours two;
  const auto chain = recall_chain(two.works.registry(), kHarvest, "C01").value();
  REQUIRE(chain.receivers.size() == 2);
  std::string text;
  for (const ChainReceiver& each : chain.receivers)
    text += receiver_text(each, Language::vi) + "\n";
  check_silent(text);
  CHECK(has(text, "MUA1 – Quán Của Một (09MUA1): C01:TH-1 Cá, 9 kg"));
  CHECK(has(text, "C02 – "));
  CHECK(has(text, "C01:TH-1 Cá, 60 kg"));
  CHECK(recall_chain(two.works.registry(), kHarvest).value().receivers.size() == 2);
  // C02 does not learn to whom C01 sold.
  const auto other = recall_chain(two.works.registry(), {LotName::Kind::own, "C02", "ME-2"}, "C02");
  REQUIRE(other);
  std::string theirs;
  for (const ChainReceiver& each : other->receivers)
    theirs += receiver_text(each, Language::vi) + "\n";
  CHECK(has(theirs, "MUA2 – Khách Của Hai"));
  CHECK(has(theirs, "C01 – "));
  CHECK_FALSE(has(theirs, "MUA1"));
}

TEST_CASE("files for authorities and buyers hold the own events, and of others the stages") {
  Neighbours two;
  for (const auto& [kind, format] : {std::pair{TraceFileKind::circular_02, TraceFormat::json},
                                     {TraceFileKind::circular_31, TraceFormat::csv},
                                     {TraceFileKind::passport, TraceFormat::json},
                                     {TraceFileKind::fsma204, TraceFormat::csv},
                                     {TraceFileKind::epcis, TraceFormat::json}}) {
    CAPTURE(to_text(kind));
    check_silent(two.file(kind, format));
  }
  const auto credential = make_trace_file(two.works,
                                          {.kind = TraceFileKind::untp_events,
                                           .format = TraceFormat::json,
                                           .lot = two.lot.short_code.printed(),
                                           .passphrase = SecretText(kPassphrase)},
                                          Language::vi);
  REQUIRE_MESSAGE(credential, code_of(credential));
  check_silent(credential->credential);
  CHECK(has(credential->credential, "TH-1"));
  const Json record =
      parse_json(two.file(TraceFileKind::circular_02, TraceFormat::json)).value()["records"][0];
  std::string cooked;
  for (const Json& stage : record["events"])
    if (stage["stage"] == "chế biến") cooked = dump(stage);
  CHECK(has(cooked, "TH-1, ME-2"));
  CHECK(has(cooked, "\"time\":\"2026-11-22\""));
  CHECK_FALSE(has(dump(record), "PHU-2"));
  CHECK(has(dump(record), "Vuông Một"));
}

TEST_CASE("a lot of another cooperative is as unknown as one that does not exist") {
  Neighbours two;
  const Registry& registry = two.works.registry();
  const auto asked = [&](const std::string& text) {
    const auto name = lot_on_record(registry, text, "C02");
    REQUIRE_FALSE(name);
    CHECK(name.error().args.empty());
    return name.error().code;
  };
  CHECK(asked("TH-1") == asked("TH-9"));
  CHECK(asked(two.lot.short_code.printed()) == asked("ABCD-EFGH-J"));
  CHECK(asked("C01:TH-1") == asked("C99:TH-1"));
  CHECK(asked("MUA1:1") == asked("MUA9:1"));
  CHECK(lot_on_record(registry, "ME-2", "C02"));
  CHECK(lot_on_record(registry, "NB2:77", "C02"));
  // Both have a lot of that number: each gets its own, and is not told of the other's.
  two.record("C02", EventKind::harvest, {{LotRole::output, "TH-1", "1 kg"}});
  CHECK(lot_on_record(registry, "TH-1", "C02").value().owner == "C02");
  CHECK(code_of(lot_on_record(registry, "TH-1")) == "lot_name_ambiguous");
}

TEST_CASE("who holds the machine is told whose a thing is, people and programs are not") {
  Neighbours two;
  const auto refusal = [&](Channel channel, const Event& event) {
    two.works.act_as({.id = "lan", .role = "administrator", .channel = channel});
    const auto report = record_event(two.works, {.event = event});
    REQUIRE_FALSE(report);
    return report.error();
  };
  Event event{.kind = EventKind::harvest,
              .when = EventTime::parse("22/11/2026").value(),
              .cooperative_id = "C01",
              .place_id = "K2",
              .lots = {{.role = LotRole::output, .lot = kHarvest, .goods = "Cá"}}};
  CHECK(refusal(Channel::command, event).code == "place_of_other_cooperative");
  const Error hidden = refusal(Channel::page, event);
  CHECK(hidden.code == "unknown_reference");
  CHECK(hidden.args.empty());
  event.place_id = "K1";
  event.lots[0].lot = {LotName::Kind::own, "C02", "ME-2"};
  CHECK(refusal(Channel::command, event).code == "lot_of_other_cooperative");
  CHECK(refusal(Channel::api, event).code == "event_lot_unknown");
  event.lots[0].lot = kHarvest;
  event.carrier_id = "MUA2";
  CHECK(refusal(Channel::command, event).code == "partner_of_other_cooperative");
  CHECK(refusal(Channel::api, event).code == "unknown_reference");
  const auto with_gln = [](const char* id, const char* cooperative) {
    return Partner{.id = id, .cooperative_id = cooperative, .name = "x", .gln = "8938505974019"};
  };
  REQUIRE(record_partner(two.works, with_gln("A2", "C02"), false));
  two.works.act_as({.id = "lan", .role = "administrator", .channel = Channel::page});
  const auto taken = record_partner(two.works, with_gln("A1", "C01"), false);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == "gs1_key_in_use");
  CHECK(taken.error().args.empty());
  // What a supplier brought to one cooperative is none of another's.
  event.carrier_id = "";
  event.kind = EventKind::process;
  event.lots.push_back({.role = LotRole::input, .lot = {LotName::Kind::partner, "NB2", "77"}});
  CHECK(refusal(Channel::command, event).code == "event_lot_unknown");
}
