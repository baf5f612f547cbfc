// Draws the form of an event. Each kind shows the fields that it has.
#include "console/pages/events/event_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/events/event_blocks.h"
#include "console/pages/events/event_views.h"
#include "console/pages/lot_views.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr std::int64_t kLotsLookedAt = 400;
constexpr std::size_t kLotsOffered = 60;

bool one_of(EventKind kind, std::initializer_list<EventKind> kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

bool asks_partner(EventKind kind) {
  return one_of(kind,
                {EventKind::receive, EventKind::ship, EventKind::sell, EventKind::return_goods});
}

bool asks_container(EventKind kind) {
  return one_of(kind, {EventKind::aggregate, EventKind::disaggregate});
}

// A value of the form: typed, of the event before, or proposed.
std::string value_of(const Visit& visit, const char* name, const std::string& otherwise) {
  return was_sent(visit) ? visit.typed(name) : otherwise;
}

std::string cooperative_shown(const Visit& visit, const std::optional<RecordedEvent>& before) {
  return value_of(visit, "cooperative", before ? before->event.cooperative_id : visit.scope());
}

void put_cooperatives(const Visit& visit, View& view, const std::string& chosen) {
  View list = list_view();
  std::size_t count = 0;
  for (const Cooperative& each : visit.registry().cooperatives()) {
    if (!visit.sees(each.id)) continue;
    ++count;
    put_choice(list, each.id, each.name, each.id == chosen);
  }
  if (count > 1) put_list(view, "cooperatives", std::move(list));
}

void put_places(const Visit& visit, View& view, const std::string& chosen) {
  View list = list_view();
  for (const Place& each : visit.registry().places(visit.scope()))
    put_choice(list, each.id, each.name, each.id == chosen);
  put_list(view, "places", std::move(list));
}

void put_partners(const Visit& visit, View& view, const char* name, const std::string& chosen) {
  View list = list_view();
  for (const Partner& each : EventBook::of(visit.registry()).partners(visit.scope()))
    put_choice(list, each.id, each.name + " (" + each.id + ")", each.id == chosen);
  put_list(view, name, std::move(list));
}

// The lots that were named last, and the last that were issued: what a person is likely to mean.
void put_known_lots(const Visit& visit, View& view) {
  View list = list_view();
  std::size_t offered = 0;
  const EventBook book = EventBook::of(visit.registry());
  const std::int64_t last = book.last_traced_lot();
  for (std::int64_t id = last; id > 0 && id > last - kLotsLookedAt && offered < kLotsOffered;
       --id) {
    const auto traced = book.lot(id);
    if (!traced || traced->name.kind == LotName::Kind::sealed) continue;
    const auto partner = book.partner(traced->name.owner);
    if (!visit.sees(partner ? partner->cooperative_id : traced->name.owner)) continue;
    put_choice(list, traced->name.text(), traced->goods, false);
    ++offered;
  }
  for (const Lot& each :
       visit.registry().lots({.cooperative_id = visit.scope(), .limit = kLotsOffered}))
    put_choice(list, each.short_code.printed(), each.code.text() + " · " + product_name(each),
               false);
  put_list(view, "known_lots", std::move(list));
}

std::string day_before(const RecordedEvent& recorded) { return to_dmy(recorded.event.when.day()); }

std::string time_before(const RecordedEvent& recorded) {
  const std::string shown = recorded.event.when.shown();
  return shown.size() > 11 ? shown.substr(11) : std::string();
}

std::string result_before(const Event& event) {
  return event.passed ? (*event.passed ? "passed" : "failed") : "";
}

void put_texts(const Visit& visit, View& view, const std::optional<RecordedEvent>& before) {
  const Event event = before ? before->event : Event{};
  for (const auto& [name, text] :
       {std::pair{"container", event.container},
        {"document", event.document},
        {"substance", event.substance},
        {"wait_days", event.wait_days ? std::to_string(*event.wait_days) : ""},
        {"loss", event.loss ? typed_amount(visit, *event.loss) : ""},
        {"reason", event.reason},
        {"remark", event.remark},
        {"correction", ""}})
    view.set(std::string(name) + "_value", value_of(visit, name, text));
  view.set("day_value",
           value_of(visit, "day", before ? day_before(*before) : to_dmy(visit.site().today())));
  view.set("time_value", value_of(visit, "time", before ? time_before(*before) : ""));
  const std::string result = value_of(visit, "result", result_before(event));
  view.set("is_passed", View(result == "passed"));
  view.set("is_failed", View(result == "failed"));
}

void put_needs(View& view, EventKind kind) {
  const EventRules rules = rules_of(kind);
  view.set("needs_place", View(rules.needs_place));
  view.set("needs_partner", View(rules.needs_partner));
  view.set("asks_partner", View(asks_partner(kind)));
  view.set("asks_container", View(asks_container(kind)));
  view.set("is_treatment", View(kind == EventKind::treatment));
  view.set("is_inspection", View(kind == EventKind::inspect));
  view.set("is_hold", View(kind == EventKind::hold));
  view.set("may_lose", View(kind == EventKind::process || kind == EventKind::pack));
}

// A name that no lot of the cooperative has yet: TH-2411, TH-2411-2 …
std::string free_harvest_name(const Visit& visit, const std::string& cooperative) {
  const EventBook book = EventBook::of(visit.registry());
  const std::string day = to_dmy(visit.site().today());
  const std::string name = "TH-" + day.substr(0, 2) + day.substr(3, 2) + day.substr(8, 2);
  for (unsigned more = 1; more < 100; ++more) {
    const std::string code = more == 1 ? name : fmt::format("{}-{}", name, more);
    if (!book.lot({LotName::Kind::own, cooperative, code})) return code;
  }
  return {};
}

}  // namespace

void put_event_form(const Visit& visit, View& view, EventKind kind,
                    const std::optional<RecordedEvent>& before) {
  const Event event = before ? before->event : Event{};
  View form, blocks = list_view();
  for (const LotBlock& each : blocks_of(kind))
    blocks.push_back(block_view(visit, each, kind, before));
  form.set("blocks", std::move(blocks));
  form.set("kind_code", to_text(kind));
  put_needs(form, kind);
  put_texts(visit, form, before);
  put_cooperatives(visit, form, cooperative_shown(visit, before));
  put_places(visit, form, value_of(visit, "place", event.place_id));
  put_partners(visit, form, "partners", value_of(visit, "partner", event.partner_id));
  put_partners(visit, form, "carriers", value_of(visit, "carrier", event.carrier_id));
  put_known_lots(visit, form);
  const std::string sent = visit.typed("once");
  form.set("once", sent.empty() ? once(visit) : sent);
  if (before) form.set("corrects_number", std::to_string(before->event.id));
  view.set("form", std::move(form));
}

void put_harvest_line(const Visit& visit, View& view) {
  View line;
  const std::string cooperative = only_cooperative(visit);
  line.set("day_value", to_dmy(visit.site().today()));
  line.set("lot_value",
           cooperative.empty() ? std::string() : free_harvest_name(visit, cooperative));
  line.set("once", once(visit));
  put_cooperatives(visit, line, cooperative);
  put_places(visit, line, {});
  view.set("line", std::move(line));
}

}  // namespace temgoc
