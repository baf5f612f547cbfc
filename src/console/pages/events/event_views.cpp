// Puts events into rows and facts, with the names of places, partners and lots.
#include "console/pages/events/event_views.h"

#include <algorithm>

#include "console/command_line.h"
#include "console/pages/lot_views.h"
#include "temgoc/base/captions.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr unsigned kMostOfLot = 20;

std::optional<Lot> issued_lot(const Visit& visit, const LotName& name) {
  if (name.kind != LotName::Kind::sealed) return std::nullopt;
  const auto code = ShortCode::parse(name.code);
  return code ? visit.registry().lot(*code) : std::nullopt;
}

// By the name that people use: the lot code of an issued one, else its own.
std::string name_words(const Visit& visit, const LotName& name) {
  if (const auto lot = issued_lot(visit, name)) return lot->code.text();
  return name.owner == visit.scope() ? name.code : name.text();
}

View lot_view(const Visit& visit, const EventLot& each) {
  View view;
  view.set("name", name_words(visit, each.lot));
  if (const auto lot = issued_lot(visit, each.lot)) {
    view.set("goods", product_name(*lot));
    if (visit.sees(lot->cooperative_id)) view.set("to", lot_href(*lot));
  } else {
    const auto traced = EventBook::of(visit.registry()).lot(each.lot);
    put(view, "goods", !each.goods.empty() ? each.goods : traced ? traced->goods : std::string());
  }
  if (each.quantity) view.set("amount", quantity_words(visit, *each.quantity));
  return view;
}

View lots_view(const Visit& visit, const Event& event, LotRole role) {
  View list = list_view();
  for (const EventLot& each : event.lots)
    if (each.role == role) list.push_back(lot_view(visit, each));
  return list;
}

std::string lots_words(const Visit& visit, const Event& event, LotRole role) {
  std::string text;
  for (const EventLot& each : event.lots) {
    if (each.role != role) continue;
    text += (text.empty() ? "" : ", ") + name_words(visit, each.lot);
    if (!each.goods.empty()) text += " " + each.goods;
    if (each.quantity) text += " (" + quantity_words(visit, *each.quantity) + ")";
  }
  return text;
}

std::string joined(const std::string& left, const char* sign, const std::string& right) {
  return left.empty() || right.empty() ? left + right : left + sign + right;
}

void add_fact(View& facts, std::string field, const std::string& text) {
  if (text.empty()) return;
  View fact;
  fact.set("field", std::move(field));
  fact.set("text", text);
  facts.push_back(std::move(fact));
}

std::string wait_words(const Visit& visit, const Event& event) {
  if (event.kind != EventKind::treatment || !event.wait_days) return {};
  const auto until = waits_until(event);
  return visit.word(until ? "console.event.waits" : "console.event.no_wait",
                    {{"days", std::to_string(*event.wait_days)},
                     {"until", until ? to_dmy(*until) : std::string()}});
}

View facts_view(const Visit& visit, const RecordedEvent& recorded) {
  const Event& event = recorded.event;
  View facts = list_view();
  const auto fact = [&](const char* field, const std::string& text) {
    add_fact(facts, visit.word(std::string("console.event.") + field), text);
  };
  fact("when", event.when.shown());
  fact("place", place_words(visit, event.place_id));
  fact("partner", partner_words(visit, event.partner_id));
  fact("carrier", partner_words(visit, event.carrier_id));
  fact("substance", event.substance);
  fact("wait", wait_words(visit, event));
  if (event.passed) fact("result", visit.word(*event.passed ? "event.passed" : "event.failed"));
  if (event.loss) fact("loss", quantity_words(visit, *event.loss));
  fact("container", event.container);
  fact("document", event.document);
  fact("reason", event.reason);
  fact("remark", event.remark);
  if (visit.scope().empty()) fact("cooperative", event.cooperative_id);
  fact("recorded_at", clock_words(visit, recorded.at));
  return facts;
}

// "TH-2411=120 kg", as the command takes it.
void add_lots(CommandLine& command, const Event& event) {
  for (const EventLot& each : event.lots) {
    const bool usual = each.role == usual_role(event.kind, each.lot.kind);
    const char* option = usual ? "lot" : each.role == LotRole::input ? "use" : "make";
    command.add(option, each.lot.text() + (each.quantity ? "=" + each.quantity->amount_text() +
                                                               " " + each.quantity->unit
                                                         : std::string()));
  }
  for (const EventLot& each : event.lots)
    if (!each.goods.empty()) {
      command.add("goods", each.goods);
      break;
    }
}

}  // namespace

std::string event_href(std::int64_t id) { return "/events/" + std::to_string(id); }

std::string kind_words(const Visit& visit, EventKind kind) {
  return capitalised(visit.word("event_kind." + to_text(kind)));
}

std::string quantity_words(const Visit& visit, const Quantity& quantity) {
  return number_words(visit, quantity.amount_text()) + " " + quantity.unit;
}

std::string place_words(const Visit& visit, const std::string& id) {
  if (id.empty()) return {};
  const auto place = visit.registry().place(id);
  return place ? place->name : id;
}

std::string partner_words(const Visit& visit, const std::string& id) {
  if (id.empty()) return {};
  const auto partner = EventBook::of(visit.registry()).partner(id);
  return partner ? partner->name : id;
}

std::optional<Day> waits_until(const Event& treatment) {
  if (!treatment.wait_days || *treatment.wait_days == 0) return std::nullopt;
  return treatment.when.day() + std::chrono::days(*treatment.wait_days);
}

View event_row(const Visit& visit, const RecordedEvent& recorded) {
  const Event& event = recorded.event;
  View row;
  row.set("href", event_href(event.id));
  row.set("kind", kind_words(visit, event.kind));
  row.set("when", event.when.shown());
  put(row, "lots",
      joined(joined(lots_words(visit, event, LotRole::input), " → ",
                    lots_words(visit, event, LotRole::output)),
             "; ", lots_words(visit, event, LotRole::handled)));
  put(row, "place", place_words(visit, event.place_id));
  put(row, "partner", partner_words(visit, event.partner_id));
  put(row, "substance", event.substance);
  put(row, "wait", wait_words(visit, event));
  put(row, "remark", event.remark);
  if (event.passed) row.set(*event.passed ? "passed" : "failed", View(true));
  if (recorded.error) row.set("wrong", View(true));
  return row;
}

View event_view(const Visit& visit, const RecordedEvent& recorded) {
  const Event& event = recorded.event;
  View view;
  view.set("id", std::to_string(event.id));
  view.set("href", event_href(event.id));
  view.set("kind", kind_words(visit, event.kind));
  view.set("when", event.when.shown());
  put_list(view, "used", lots_view(visit, event, LotRole::input));
  put_list(view, "made", lots_view(visit, event, LotRole::output));
  put_list(view, "handled", lots_view(visit, event, LotRole::handled));
  put_list(view, "facts", facts_view(visit, recorded));
  if (event.corrects != 0) view.set("corrects", event_href(event.corrects));
  if (recorded.error) {
    View error;
    error.set("reason", recorded.error->reason);
    error.set("at", clock_words(visit, recorded.error->at));
    put(error, "who", recorded.error->who);
    if (recorded.error->replaced_by != 0) {
      error.set("instead", event_href(recorded.error->replaced_by));
      error.set("number", std::to_string(recorded.error->replaced_by));
    }
    view.set("error", std::move(error));
  }
  view.set("command", event_command(event));
  return view;
}

std::string event_command(const Event& event) {
  CommandLine command("event add");
  command.add(to_text(event.kind))
      .add("when", event.when.text())
      .add("cooperative", event.cooperative_id);
  add_lots(command, event);
  command.add("place", event.place_id)
      .add("partner", event.partner_id)
      .add("carrier", event.carrier_id)
      .add("container", event.container)
      .add("document", event.document)
      .add("substance", event.substance)
      .add("wait-days", event.wait_days ? std::to_string(*event.wait_days) : std::string())
      .add("result", event.passed ? (*event.passed ? "passed" : "failed") : "")
      .add("loss", event.loss ? event.loss->amount_text() + " " + event.loss->unit : std::string())
      .add("reason", event.reason)
      .add("remark", event.remark);
  return command.text();
}

std::optional<RecordedEvent> event_in_sight(const Visit& visit, const std::string& number) {
  if (!is_digits(number) || number.size() > 18) return std::nullopt;
  auto recorded = EventBook::of(visit.registry()).event(std::stoll(number));
  if (!recorded || !visit.sees(recorded->event.cooperative_id)) return std::nullopt;
  return recorded;
}

void put_events_of_lot(const Visit& visit, View& view, const Lot& lot) {
  const EventBook book = EventBook::of(visit.registry());
  View list = list_view();
  if (const auto traced = book.lot({LotName::Kind::sealed, {}, lot.short_code.text()}))
    for (const RecordedEvent& each : book.events(
             {.cooperative_id = visit.scope(), .traced_lot_id = traced->id, .limit = kMostOfLot}))
      list.push_back(event_row(visit, each));
  put_list(view, "events", std::move(list));
}

}  // namespace temgoc
