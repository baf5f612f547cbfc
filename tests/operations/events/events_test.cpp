// The rules of the chain: each of them kept, and named by its code where it is broken.
#include "temgoc/events/events.h"

#include <rapidcheck.h>

#include <cmath>
#include <map>
#include <set>

#include "support/world.h"
#include "temgoc/events/public_journey.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/lots/recall_chain.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// A workplace of C01 with a field, a supplier and a buyer.
struct Chain {
  World world;
  Workplace works = world.made();

  Chain() {
    REQUIRE(works.registry().store(Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông 1"},
                                   world.now, false));
    for (const char* id : {"NB1", "MUA1"}) {
      REQUIRE(record_partner(works, {.id = id, .cooperative_id = "C01", .name = "Đối tác"}, false));
    }
  }

  LotName name(const std::string& text) const {
    return lot_named(works.registry(), text, "C01").value();
  }

  EventLot line(LotRole role, const std::string& lot, const std::string& amount = {}) const {
    EventLot each{.role = role, .lot = name(lot)};
    if (role == LotRole::output) each.goods = "Cá đù";
    if (!amount.empty()) each.quantity = written_quantity(amount, {}).value();
    return each;
  }
  EventLot in(const std::string& lot, const std::string& amount = {}) const {
    return line(LotRole::input, lot, amount);
  }
  EventLot out(const std::string& lot, const std::string& amount = {}) const {
    return line(LotRole::output, lot, amount);
  }
  EventLot with(const std::string& lot, const std::string& amount = {}) const {
    return line(LotRole::handled, lot, amount);
  }

  Event event(EventKind kind, std::vector<EventLot> lots,
              const std::string& when = "23/11/2026") const {
    return {.kind = kind,
            .when = EventTime::parse(when).value(),
            .cooperative_id = "C01",
            .lots = std::move(lots)};
  }
  Result<EventReport> record(Event event) {
    return record_event(works, {.event = std::move(event)});
  }
  Result<EventReport> record(EventKind kind, std::vector<EventLot> lots,
                             const std::string& when = "23/11/2026") {
    return record(event(kind, std::move(lots), when));
  }
  std::int64_t must(EventKind kind, std::vector<EventLot> lots,
                    const std::string& when = "23/11/2026") {
    auto report = record(kind, std::move(lots), when);
    REQUIRE_MESSAGE(report, code_of(report));
    return report->id;
  }
  Lot sealed() { return issue_lot(works, world.draft(), kPassphrase).value().lot; }
};

std::string warning_of(const Result<EventReport>& report) {
  if (!report) return report.error().code;
  return report->warnings.empty() ? "" : report->warnings.front().code;
}

}  // namespace

TEST_CASE("no output comes before its input") {
  Chain chain;
  CHECK(code_of(chain.record(EventKind::process, {chain.in("A"), chain.out("B")})) ==
        "event_lot_unknown");
  chain.must(EventKind::harvest, {chain.out("A", "10 kg")}, "22/11/2026 08:00");
  const auto early =
      chain.record(EventKind::process, {chain.in("A"), chain.out("B")}, "22/11/2026 07:59");
  CHECK(code_of(early) == "event_before_lot");
  CHECK(early.error().args.at("made") == "22/11/2026");
  // A day may mean any of its moments.
  CHECK(chain.record(EventKind::process, {chain.in("A"), chain.out("B")}, "22/11/2026"));
  CHECK(code_of(chain.record(EventKind::harvest, {chain.out("C")}, "25/11/2026")) ==
        "event_in_future");
}

TEST_CASE("more than there is is named with the difference, or refused where the settings say so") {
  Chain chain;
  chain.must(EventKind::harvest, {chain.out("A", "1 tạ")});
  chain.must(EventKind::process, {chain.in("A", "60 kg"), chain.out("B", "50 kg")});
  auto over = chain.record(EventKind::process, {chain.in("A", "45 kg"), chain.out("C", "40 kg")});
  REQUIRE(over);
  REQUIRE(over->warnings.size() == 1);
  CHECK(over->warnings[0].code == "event_overuse");
  CHECK(over->warnings[0].args.at("difference") == "5 kg");
  Event ship = chain.event(EventKind::ship, {chain.with("B", "50,5 kg")});
  ship.partner_id = "MUA1";
  CHECK(warning_of(chain.record(ship)) == "event_overuse");
  // What came back may be sold again.
  chain.must(EventKind::return_goods, {chain.with("B", "50,5 kg")});
  CHECK(warning_of(chain.record(EventKind::sell, {chain.with("B", "50 kg")})).empty());
  CHECK(warning_of(chain.record(EventKind::process, {chain.in("C", "1 kg"),
                                                     chain.out("D", "2 kg")})) == "event_more_out");

  std::string settings = read_file(chain.world.works() / "temgoc.toml", 1 << 20).value();
  const std::string off = "refuse_overuse = false";
  REQUIRE(settings.find(off) != settings.npos);
  settings.replace(settings.find(off), off.size(), "refuse_overuse = true");
  write_file(chain.world.works() / "temgoc.toml", as_bytes(settings));
  Workplace strict = std::move(
      *Workplace::open(chain.world.works(), {}, chain.world.clock(), chain.world.random()));
  const Event again =
      chain.event(EventKind::process, {chain.in("A", "1 kg"), chain.out("E", "1 kg")});
  CHECK(code_of(record_event(strict, {.event = again})) == "event_overuse");
  CHECK(!EventBook::of(strict.registry()).lot(chain.name("E")));
}

TEST_CASE("an issued lot has what it was issued with, in its unit") {
  Chain chain;
  const Lot lot = chain.sealed();  // 5 kg
  const std::string code = lot.short_code.printed();
  chain.must(EventKind::harvest, {chain.out("A", "20 kg")}, "20/11/2026");
  CHECK(warning_of(chain.record(EventKind::pack, {chain.in("A", "5 kg"), chain.out(code, "5 kg")}))
            .empty());
  CHECK(warning_of(chain.record(EventKind::pack, {chain.in("A", "1 kg"),
                                                  chain.out(code, "1 kg")})) == "event_overfilled");
  const auto other = chain.record(EventKind::sell, {chain.with(code, "3 hộp")}, "24/11/2026");
  CHECK(code_of(other) == "event_unit_differs");
  CHECK(other.error().args.at("unit") == "hộp");
  CHECK(other.error().args.at("lot_unit") == "kg");
  CHECK(chain.name(lot.code.text()).kind == LotName::Kind::sealed);
}

TEST_CASE("no lot is made of itself, however far around") {
  Chain chain;
  chain.must(EventKind::harvest, {chain.out("A")}, "20/11/2026");
  CHECK(code_of(chain.record(EventKind::process, {chain.in("A"), chain.out("A")})) ==
        "event_lot_twice");
  chain.must(EventKind::process, {chain.in("A"), chain.out("B")}, "21/11/2026");
  const std::int64_t last =
      chain.must(EventKind::process, {chain.in("B"), chain.out("C")}, "22/11/2026");
  const auto circle =
      chain.record(EventKind::process, {chain.in("C"), chain.out("A")}, "23/11/2026");
  CHECK(code_of(circle) == "event_circle");
  CHECK(circle.error().value == "C01:A");
  CHECK(chain.record(EventKind::harvest, {chain.out("A")}, "20/11/2026 10:00"));
  // What was declared to be in error closes no circle.
  REQUIRE(declare_event_error(chain.works, last, "nhầm", "Lan"));
  chain.must(EventKind::harvest, {chain.out("C")}, "20/11/2026");
  CHECK(chain.record(EventKind::process, {chain.in("C"), chain.out("A")}, "23/11/2026"));
}

TEST_CASE("nothing is made of what is recalled, cancelled or held") {
  Chain chain;
  chain.must(EventKind::harvest, {chain.out("A", "20 kg")}, "20/11/2026");
  CHECK(code_of(chain.record(EventKind::hold, {chain.with("A")})) == "event_reason_missing");
  Event hold = chain.event(EventKind::hold, {chain.with("A")}, "21/11/2026");
  hold.reason = "chờ kết quả";
  REQUIRE(chain.record(hold));
  const auto make = [&] {
    return code_of(
        chain.record(EventKind::process, {chain.in("A", "1 kg"), chain.out("B", "1 kg")}));
  };
  CHECK(make() == "event_lot_held");
  CHECK(code_of(chain.record(EventKind::dispose, {chain.in("A", "1 kg")})) == "ok");
  chain.must(EventKind::release, {chain.with("A")}, "22/11/2026");
  CHECK(make() == "ok");
  Event failed = chain.event(EventKind::inspect, {chain.with("A")}, "22/11/2026 18:00");
  failed.passed = false;
  REQUIRE(chain.record(failed));
  CHECK(code_of(chain.record(EventKind::sell, {chain.with("A", "2 kg")})) == "event_lot_held");

  const Lot lot = chain.sealed();
  REQUIRE(recall_lot(chain.works, lot,
                     {.reason = "mốc", .instruction = {}, .since = vietnam_day(chain.world.now)}));
  const std::string code = lot.short_code.printed();
  const auto sold = chain.record(EventKind::sell, {chain.with(code, "1 kg")}, "24/11/2026");
  CHECK(code_of(sold) == "event_lot_recalled");
  CHECK(sold.error().args.at("reason") == "mốc");
  CHECK(code_of(chain.record(EventKind::return_goods, {chain.with(code, "1 kg")}, "24/11/2026")) ==
        "ok");
  LotDraft other = chain.world.draft();
  const Lot mistaken = issue_lot(chain.works, other, kPassphrase).value().lot;
  REQUIRE(cancel_lot(chain.works, mistaken, {.reason = "nhầm", .at = {}}));
  CHECK(code_of(chain.record(EventKind::sell, {chain.with(mistaken.short_code.printed())},
                             "24/11/2026")) == "lot_is_cancelled");
}

TEST_CASE("a field is not harvested within the days to wait, unless a reason is given") {
  Chain chain;
  Event spray = chain.event(EventKind::treatment, {}, "15/11/2026");
  CHECK(code_of(chain.record(spray)) == "event_place_missing");
  spray.place_id = "K1";
  CHECK(code_of(chain.record(spray)) == "event_substance_missing");
  spray.substance = "Abamectin";
  spray.wait_days = 400;
  CHECK(code_of(chain.record(spray)) == "wait_days_too_long");
  spray.wait_days = 7;
  REQUIRE(chain.record(spray));
  Event harvest = chain.event(EventKind::harvest, {chain.out("R1", "5 kg")}, "21/11/2026");
  harvest.place_id = "K1";
  const auto early = chain.record(harvest);
  CHECK(code_of(early) == "event_in_waiting_time");
  CHECK(early.error().args.at("until") == "22/11/2026");
  harvest.reason = "để làm phân";
  CHECK(warning_of(chain.record(harvest)) == "event_in_waiting_time");
  Event late = chain.event(EventKind::harvest, {chain.out("R2", "5 kg")}, "22/11/2026");
  late.place_id = "K1";
  CHECK(warning_of(chain.record(late)).empty());
}

TEST_CASE("partners' lots keep their numbers and come in by a receipt alone") {
  Chain chain;
  CHECK(code_of(chain.record(EventKind::harvest, {chain.out("NB1:55/26")})) == "event_partner_lot");
  Event receipt = chain.event(EventKind::receive, {chain.out("NB1:55/26", "8 l")});
  receipt.partner_id = "MUA1";
  CHECK(code_of(chain.record(receipt)) == "partner_differs");
  receipt.partner_id = "NB9";
  CHECK(code_of(chain.record(receipt)) == "unknown_reference");
  receipt.partner_id = "NB1";
  CHECK(chain.record(receipt));
  CHECK(code_of(chain.record(receipt)) == "event_repeated");
  CHECK(record_event(chain.works, {.event = receipt, .again = true}));
  CHECK(code_of(lot_named(chain.works.registry(), "NB9:1", "C01")) == "lot_owner_unknown");
  CHECK(code_of(chain.record(EventKind::ship, {chain.with("NB1:55/26")})) ==
        "event_partner_missing");
  CHECK(code_of(chain.record(EventKind::inspect, {chain.with("NB1:55/26")})) ==
        "event_result_missing");
  Event odd = chain.event(EventKind::sell, {chain.with("NB1:55/26")});
  odd.passed = true;
  CHECK(code_of(chain.record(odd)) == "field_unfit");
  CHECK(code_of(chain.record(EventKind::sell, {chain.in("NB1:55/26")})) == "event_lots_unfit");
  CHECK(code_of(chain.record(EventKind::sell, {})) == "event_lots_missing");
  CHECK(code_of(chain.record(EventKind::receive, {})) == "event_lots_missing");
  Event other = chain.event(EventKind::harvest, {chain.out("X")});
  other.cooperative_id = "C02";
  other.place_id = "K1";
  CHECK(code_of(chain.record(other)) == "place_of_other_cooperative");
  other.place_id = "";
  CHECK(code_of(chain.record(other)) == "lot_of_other_cooperative");
  other.partner_id = "NB1";
  CHECK(code_of(chain.record(other)) == "partner_of_other_cooperative");
  Event many = chain.event(EventKind::harvest, {});
  for (int i = 0; i < 1001; ++i) many.lots.push_back(chain.out("N" + std::to_string(i)));
  CHECK(code_of(chain.record(many)) == "event_lots_too_many");
  Event nameless = chain.event(EventKind::harvest, {chain.out("Y")});
  nameless.lots[0].goods.clear();
  CHECK(code_of(chain.record(nameless)) == "event_goods_missing");
  Event heavy = chain.event(EventKind::harvest, {chain.out("Y")});
  heavy.lots[0].quantity = Quantity{1'000'000'000'000, "tấn"};
  CHECK(code_of(chain.record(heavy)) == "quantity_too_large");
}

TEST_CASE("an event in error counts no more, and leaves nothing without an origin") {
  Chain chain;
  const std::int64_t first =
      chain.must(EventKind::harvest, {chain.out("A", "10 kg")}, "20/11/2026");
  chain.must(EventKind::process, {chain.in("A", "9 kg"), chain.out("B", "8 kg")}, "21/11/2026");
  const auto used = declare_event_error(chain.works, first, "ghi nhầm", "Lan");
  CHECK(code_of(used) == "event_is_used");
  CHECK(used.error().args.at("event") == "2");
  // Another event in its place, in the same step.
  Event right = chain.event(EventKind::harvest, {chain.out("A", "12 kg")}, "20/11/2026");
  right.corrects = first;
  CHECK(code_of(record_event(chain.works, {.event = right})) == "reason_missing");
  const auto replaced =
      record_event(chain.works, {.event = right, .who = "Lan", .correction = "cân lại"});
  REQUIRE(replaced);
  CHECK(replaced->warnings.empty());
  const auto old = EventBook::of(chain.works.registry()).event(first);
  REQUIRE(old->error);
  CHECK(old->error->replaced_by == replaced->id);
  CHECK(old->error->reason == "cân lại");
  CHECK(code_of(declare_event_error(chain.works, first, "x", "")) == "event_in_error");
  CHECK(code_of(declare_event_error(chain.works, 99, "x", "")) == "event_unknown");
  CHECK(code_of(declare_event_error(chain.works, 2, "", "")) == "reason_missing");
  CHECK(
      warning_of(chain.record(EventKind::process, {chain.in("A", "3 kg"), chain.out("C", "3 kg")}))
          .empty());
}

TEST_CASE("what a correction leaves too little of is named") {
  Chain chain;
  const std::int64_t second = [&] {
    chain.must(EventKind::harvest, {chain.out("A", "10 kg")}, "20/11/2026");
    return chain.must(EventKind::harvest, {chain.out("A", "5 kg")}, "21/11/2026");
  }();
  chain.must(EventKind::process, {chain.in("A", "14 kg"), chain.out("B", "8 kg")}, "22/11/2026");
  const auto less = declare_event_error(chain.works, second, "cân nhầm", "Lan");
  REQUIRE(less);
  REQUIRE(less->warnings.size() == 1);
  CHECK(less->warnings[0].code == "event_overuse");
  CHECK(less->warnings[0].args.at("difference") == "4 kg");
}

TEST_CASE("a diary is recorded whole, in the order of the work, and once") {
  Chain chain;
  const std::string diary =
      "Phiếu;Ngày;Việc;Lô;Số lượng;Đơn vị;Hàng;Lô nguyên liệu;Số lượng dùng;Lô thành phẩm;Số lượng "
      "ra;Đối tác\n"
      "2;21/11/2026;Chế biến;;;kg;Cá khô;TH1;90;CB1;60;\n"
      "1;21/11/2026;Thu hoạch;TH1;100 kg;;Cá đù;;;;;\n"
      "3;22/11/2026 07:30;Giao hàng;CB1;20;kg;;;;;;MUA1\n";
  const auto import = [&](const std::string& text, bool dry = false) {
    auto report = import_diary(chain.works, as_bytes(text), "so.csv",
                               {.dry_run = dry, .cooperative_id = "C01"});
    REQUIRE(report);
    return *report;
  };
  const EventBook book = EventBook::of(chain.works.registry());
  CHECK(import(diary, true).events == 3);
  CHECK(book.events({}).empty());
  const DiaryReport first = import(diary);
  REQUIRE(first.errors.empty());
  CHECK(first.events == 3);
  CHECK(book.events({}).size() == 3);
  const DiaryReport again = import(diary);
  CHECK(again.events == 0);
  CHECK(again.unchanged == 3);
  const DiaryReport bad = import(
      "Ngày;Việc;Lô;Số lượng;Đơn vị;Hàng\n23/11/2026;Thu "
      "hoạch;TH2;5;kg;Cá\n31/02/2026;Bán;TH2;1;kg;\n"
      "23/11/2026;Bay;TH2;1;kg;\n");
  REQUIRE(bad.errors.size() == 2);
  CHECK(bad.errors[0].code == "date_not_real");
  CHECK(bad.errors[0].position->row == 3);
  CHECK(bad.errors[1].code == "event_kind_unknown");
  const DiaryReport chain_fault = import(
      "Ngày;Việc;Lô;Số lượng;Đơn vị;Hàng\n23/11/2026;Thu "
      "hoạch;TH2;5;kg;Cá\n23/11/2026;Bán;KHONGCO;1;kg;\n");
  REQUIRE(chain_fault.errors.size() == 1);
  CHECK(chain_fault.errors[0].code == "event_lot_unknown");
  CHECK(chain_fault.errors[0].position->row == 3);
  CHECK(!book.lot(chain.name("TH2")));
  const DiaryReport differ =
      import("Phiếu;Ngày;Việc;Lô;Hàng\n9;23/11/2026;Thu hoạch;T3;Cá\n9;22/11/2026;;T4;Cá\n");
  REQUIRE(differ.errors.size() == 1);
  CHECK(differ.errors[0].code == "event_rows_differ");
}

TEST_CASE("a diary in CSV or XLSX takes every kind of event") {
  using Cells = std::vector<std::string>;
  const Cells header = {"kind",     "time",           "lot",       "quantity",        "unit",
                        "input",    "input_quantity", "output",    "output_quantity", "goods",
                        "loss",     "place",          "partner",   "carrier",         "container",
                        "document", "substance",      "wait_days", "result",          "reason",
                        "day"};
  const auto rows_of = [&](const std::string& code) {
    std::vector<Cells> rows;
    int minute = 0;
    const auto add = [&](const char* kind, const std::map<std::string, std::string>& cells) {
      Cells row;
      for (const std::string& column : header) {
        const auto given = cells.find(column);
        row.push_back(given == cells.end() ? "" : given->second);
      }
      row[0] = kind;
      row[1] = "08:" + std::to_string(10 + minute++);
      row.back() = "23/11/2026";
      rows.push_back(std::move(row));
    };
    add("gieo trồng", {{"place", "K1"}});
    add("phun thuốc", {{"place", "K1"}, {"substance", "Vôi"}, {"wait_days", "0"}});
    add("thu hoạch", {{"lot", "TH1"}, {"quantity", "1 tạ"}, {"goods", "Cá"}, {"place", "K1"}});
    add("nhập", {{"lot", "NB1:5"},
                 {"quantity", "80"},
                 {"unit", "kg"},
                 {"goods", "Muối"},
                 {"partner", "NB1"}});
    add("cool", {{"lot", "TH1"}});
    add("chế biến", {{"input", "TH1"},
                     {"input_quantity", "50"},
                     {"output", "ME1"},
                     {"output_quantity", "40"},
                     {"unit", "kg"},
                     {"goods", "Cá khô"},
                     {"loss", "10 kg"}});
    add("đóng gói", {{"input", "ME1"},
                     {"input_quantity", "5"},
                     {"output", code},
                     {"output_quantity", "5"},
                     {"unit", "kg"}});
    add("aggregate", {{"lot", code}, {"container", "THÙNG 7"}});
    add("disaggregate", {{"lot", code}, {"container", "THÙNG 7"}});
    add("giao hàng", {{"lot", code},
                      {"quantity", "1 kg"},
                      {"partner", "MUA1"},
                      {"carrier", "NB1"},
                      {"document", "PX 1"}});
    add("bán", {{"lot", code}, {"quantity", "1 kg"}});
    add("return", {{"lot", code}, {"quantity", "1 kg"}, {"partner", "MUA1"}});
    add("kiểm tra", {{"lot", code}, {"result", "đạt"}});
    add("hold", {{"lot", "TH1"}, {"reason", "chờ"}});
    add("release", {{"lot", "TH1"}});
    add("dispose", {{"lot", "TH1"}, {"quantity", "1 kg"}});
    return rows;
  };
  for (const bool workbook : {false, true}) {
    CAPTURE(workbook);
    Chain chain;
    const auto rows = rows_of(chain.sealed().short_code.printed());
    std::string csv;
    for (const Cells& row : rows) {
      std::string line;
      for (const std::string& cell : row) line += (line.empty() ? "" : ";") + cell;
      csv += line + "\n";
    }
    std::string names;
    for (const std::string& name : header) names += (names.empty() ? "" : ";") + name;
    const Bytes book = to_xlsx(header, rows, "so");
    const std::string text = names + "\n" + csv;
    const auto report =
        workbook ? import_diary(chain.works, book, "so.xlsx", {.cooperative_id = "C01"})
                 : import_diary(chain.works, as_bytes(text), "so.csv", {.cooperative_id = "C01"});
    REQUIRE_MESSAGE(report, code_of(report));
    for (const Error& each : report->errors)
      FAIL_CHECK(each.code << " " << each.field << " " << each.value << " row "
                           << (each.position ? each.position->row : 0));
    std::set<EventKind> kinds;
    for (const RecordedEvent& each : EventBook::of(chain.works.registry()).events({}))
      kinds.insert(each.event.kind);
    CHECK(kinds.size() == all_event_kinds().size());
  }
}

TEST_CASE("a recall takes in everything that was made of a lot, and says who has it") {
  Chain chain;
  const Lot lot = chain.sealed();
  const std::string code = lot.short_code.printed();
  chain.must(EventKind::harvest, {chain.out("A", "20 kg")}, "20/11/2026");
  chain.must(EventKind::harvest, {chain.out("Z", "20 kg")}, "20/11/2026");
  chain.must(EventKind::process,
             {chain.in("A", "5 kg"), chain.in("Z", "5 kg"), chain.out("B", "10 kg")}, "21/11/2026");
  chain.must(EventKind::pack, {chain.in("B", "5 kg"), chain.out(code, "5 kg")}, "24/11/2026");
  for (const char* amount : {"2 kg", "1,5 kg"}) {
    Event ship = chain.event(EventKind::ship, {chain.with(code, amount)}, "24/11/2026");
    ship.partner_id = "MUA1";
    REQUIRE(chain.record(ship));
  }
  const auto preview = recall_chain(chain.works.registry(), chain.name("A"));
  REQUIRE(preview);
  REQUIRE(preview->sealed.size() == 1);
  CHECK(preview->sealed[0].share == doctest::Approx(0.5));
  CHECK(preview->unsealed.size() == 2);
  REQUIRE(preview->receivers.size() == 1);
  CHECK(preview->receivers[0].partner_id == "MUA1");
  CHECK(measure_text(*preview->receivers[0].quantity) == "3.5 kg");
  CHECK(EventBook::of(chain.works.registry()).events({}).size() == 6);
  CHECK(code_of(recall_with_descendants(chain.works, chain.name("A"), {})) == "reason_missing");
  const Recall recall{
      .reason = "nhiễm khuẩn", .instruction = {}, .since = vietnam_day(chain.world.now)};
  REQUIRE(recall_with_descendants(chain.works, chain.name("A"), recall));
  CHECK(chain.works.registry().facts(lot.short_code, chain.world.now).recalls.size() == 1);
  CHECK(code_of(chain.record(EventKind::process, {chain.in("B", "1 kg"), chain.out("D", "1 kg")},
                             "24/11/2026 08:00")) == "ok");  // before it was held
  CHECK(code_of(recall_with_descendants(chain.works, chain.name("B"), recall)) == "ok");
  CHECK(code_of(recall_with_descendants(chain.works, chain.name("B"), recall)) ==
        "recall_chain_empty");
  CHECK(code_of(recall_chain(chain.works.registry(), chain.name("QQ"))) == "event_lot_unknown");
}

TEST_CASE("a trace of the registry names lots, origins and shares, up to a day") {
  Chain chain;
  Event harvest = chain.event(EventKind::harvest, {chain.out("A", "87 kg")}, "20/11/2026");
  harvest.place_id = "K1";
  REQUIRE(chain.record(harvest));
  Event receipt = chain.event(EventKind::receive, {chain.out("NB1:7", "13 kg")}, "20/11/2026");
  receipt.partner_id = "NB1";
  REQUIRE(chain.record(receipt));
  chain.must(EventKind::process,
             {chain.in("A", "87 kg"), chain.in("NB1:7", "13 kg"), chain.out("B", "90 kg")},
             "22/11/2026");
  const Registry& registry = chain.works.registry();
  const auto back = trace_report(registry, chain.name("B"), TraceWay::back);
  REQUIRE(back);
  REQUIRE(back->origins.size() == 2);
  CHECK(back->origins[0].place_id == "K1");
  CHECK(back->origins[1].partner_id == "NB1");
  CHECK(back->origins[1].share == doctest::Approx(0.13));
  CHECK(trace_report(registry, chain.name("A"), TraceWay::forward)->lots == 1);
  const Day before = parse_day("21/11/2026", "").value();
  CHECK(trace_report(registry, chain.name("A"), TraceWay::forward, before)->lots == 0);
  CHECK(code_of(lot_on_record(registry, "NICHT")) == "event_lot_unknown");
  CHECK(lot_on_record(registry, "B")->text() == "C01:B");
}

TEST_CASE("everybody may know the stages, and nobody the partners, persons or amounts") {
  Chain chain;
  const Lot lot = chain.sealed();
  const Day today = vietnam_day(chain.world.now);
  CHECK(public_journey(chain.works.registry(), lot, today).empty());
  chain.must(EventKind::harvest, {chain.out("A", "20 kg")}, "18/11/2026");
  chain.must(EventKind::harvest, {chain.out("B", "20 kg")}, "20/11/2026");
  const std::int64_t wrong = chain.must(EventKind::cool, {chain.with("A")}, "20/11/2026");
  REQUIRE(declare_event_error(chain.works, wrong, "nhầm", ""));
  Event receipt = chain.event(EventKind::receive, {chain.out("NB1:7", "1 kg")}, "21/11/2026");
  receipt.partner_id = "NB1";
  receipt.lots[0].goods = "Muối";
  REQUIRE(chain.record(receipt));
  chain.must(EventKind::pack,
             {chain.in("A", "3 kg"), chain.in("B", "2 kg"), chain.in("NB1:7", "1 kg"),
              chain.out(lot.short_code.printed(), "5 kg")},
             "22/11/2026");
  Event ship =
      chain.event(EventKind::ship, {chain.with(lot.short_code.printed(), "1 kg")}, "24/11/2026");
  ship.partner_id = "MUA1";
  REQUIRE(chain.record(ship));
  const auto stages = public_journey(chain.works.registry(), lot, today);
  REQUIRE(stages.size() == 2);
  CHECK(stages[0].kind == EventKind::harvest);
  CHECK(to_dmy(stages[0].first) == "18/11/2026");
  CHECK(to_dmy(stages[0].last) == "20/11/2026");
  CHECK(stages[0].goods == std::vector<std::string>{"Cá đù"});
  CHECK(stages[1].goods == std::vector<std::string>{"Muối"});
}
