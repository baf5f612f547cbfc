// Draws the form of an event and reads it back. Each kind shows the fields that it has.
#include "console/pages/events/event_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/events/event_views.h"
#include "console/pages/lot_views.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongText = 300, kUsualRows = 2, kMostRows = 40;
constexpr std::int64_t kLotsLookedAt = 400;
constexpr std::size_t kLotsOffered = 60;

// A block of rows that each name a lot.
struct Block {
  std::string_view name;        // of the fields: use-1-lot
  std::optional<LotRole> role;  // none: the usual one of the kind
  bool tells_goods = false;     // what a new lot is
  bool required = false;
};

std::vector<Block> blocks_of(EventKind kind) {
  const EventRules rules = rules_of(kind);
  const Block use{"use", LotRole::input, false, rules.must_use};
  const Block make{"make", LotRole::output, true, rules.must_make};
  const Block lot{"lot", std::nullopt, kind == EventKind::receive, rules.must_handle};
  std::vector<Block> blocks;
  // A harvest may use up a crop that was planted as a lot, which few write down: it comes last.
  if (rules.may_use && kind != EventKind::harvest) blocks.push_back(use);
  if (rules.may_make && kind != EventKind::receive) blocks.push_back(make);
  if (rules.may_handle) blocks.push_back(lot);
  if (kind == EventKind::harvest) blocks.push_back(use);
  return blocks;
}

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

std::string field_of(std::string_view block, std::size_t row, std::string_view part) {
  return fmt::format("{}-{}-{}", block, row, part);
}

bool was_sent(const Visit& visit) { return visit.request().method == "POST"; }

// A row as it stands in the form.
struct TypedRow {
  std::string lot = {}, amount = {}, goods = {};
};

TypedRow row_typed(const Visit& visit, const Block& block, std::size_t row) {
  return {visit.typed(field_of(block.name, row, "lot")),
          visit.typed(field_of(block.name, row, "amount")),
          visit.typed(field_of(block.name, row, "goods"))};
}

std::size_t rows_typed(const Visit& visit, const Block& block) {
  const std::string typed = visit.typed(std::string(block.name) + "-rows");
  if (!is_digits(typed) || typed.size() > 3) return kUsualRows;
  return std::min<std::size_t>(std::stoul(typed), kMostRows);
}

bool stands_in(const Block& block, const Event& event, const EventLot& each) {
  if (block.role) return each.role == *block.role;
  return each.role == usual_role(event.kind, each.lot.kind);
}

// An amount as a person would type it, so that it is read back as the same: "1,2340 kg" is no
// thousand.
std::string typed_amount(const Visit& visit, const Quantity& quantity) {
  std::string amount = quantity.amount_text();
  const auto mark = amount.find('.');
  if (mark != std::string::npos && amount.size() - mark == 4) amount += '0';
  if (mark != std::string::npos && visit.language() == Language::vi) amount[mark] = ',';
  return amount + " " + quantity.unit;
}

std::vector<TypedRow> rows_of(const Visit& visit, const Block& block, const Event& event) {
  std::vector<TypedRow> rows;
  for (const EventLot& each : event.lots)
    if (stands_in(block, event, each))
      rows.push_back(
          {each.lot.text(), each.quantity ? typed_amount(visit, *each.quantity) : "", each.goods});
  return rows;
}

// The block in which a lot that the address names belongs.
bool takes_asked_lot(EventKind kind, const Block& block) {
  if (kind == EventKind::pack) return block.name == "make";
  return block.name == blocks_of(kind).front().name;
}

std::vector<TypedRow> rows_shown(const Visit& visit, const Block& block, EventKind kind,
                                 const std::optional<RecordedEvent>& before) {
  std::vector<TypedRow> rows;
  if (was_sent(visit)) {
    const std::size_t more = visit.typed("more") == block.name ? kUsualRows : 0;
    for (std::size_t row = 1; row <= rows_typed(visit, block); ++row)
      rows.push_back(row_typed(visit, block, row));
    rows.resize(std::min(rows.size() + more, kMostRows));
    return rows;
  }
  if (before) rows = rows_of(visit, block, before->event);
  if (!before && takes_asked_lot(kind, block) && !visit.asked("lot").empty())
    rows.push_back({visit.asked("lot"), "", ""});
  rows.resize(std::max(rows.size(), block.role == LotRole::input ? kUsualRows : std::size_t{1}));
  return rows;
}

View block_view(const Visit& visit, const Block& block, EventKind kind,
                const std::optional<RecordedEvent>& before) {
  View view, list = list_view();
  const auto rows = rows_shown(visit, block, kind, before);
  std::size_t number = 0;
  for (const TypedRow& row : rows) {
    View item;
    ++number;
    item.set("number", std::to_string(number));
    for (const char* part : {"lot", "amount", "goods"})
      item.set(std::string(part) + "_name", field_of(block.name, number, part));
    item.set("lot_value", row.lot);
    item.set("amount_value", row.amount);
    item.set("goods_value", row.goods);
    item.set("must", View(block.required && number == 1));
    list.push_back(std::move(item));
  }
  const std::string key = "console.event.block." + std::string(block.name);
  const std::string own = key + "." + to_text(kind);
  view.set("title", visit.word(has_words(visit.language(), own) ? own : key));
  view.set("name", std::string(block.name));
  view.set("count", std::to_string(rows.size()));
  view.set("tells_goods", View(block.tells_goods));
  view.set("rows", std::move(list));
  view.set("may_grow", View(rows.size() < kMostRows));
  return view;
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

std::string only_cooperative(const Visit& visit) {
  if (!visit.scope().empty()) return visit.scope();
  const auto all = visit.registry().cooperatives();
  return all.size() == 1 ? all.front().id : std::string();
}

Result<std::string> text_typed(const Visit& visit, const char* name) {
  return clean_text(visit.typed(name), name, kLongText);
}

Result<void> read_texts(const Visit& visit, Event& event) {
  for (auto [name, field] : {std::pair{"place", &event.place_id},
                             {"partner", &event.partner_id},
                             {"carrier", &event.carrier_id},
                             {"container", &event.container},
                             {"document", &event.document},
                             {"substance", &event.substance},
                             {"reason", &event.reason},
                             {"remark", &event.remark}}) {
    auto text = text_typed(visit, name);
    if (!text) return text.error();
    *field = *text;
  }
  return {};
}

Result<void> read_measures(const Visit& visit, Event& event) {
  if (const std::string loss = visit.typed("loss"); !loss.empty()) {
    auto read = written_quantity(loss, {});
    if (!read) return read.error();
    event.loss = *read;
  }
  if (const std::string days = visit.typed("wait_days"); !days.empty()) {
    if (!is_digits(days) || days.size() > 4)
      return Error{"number_unreadable", "wait_days", shortened(days)};
    event.wait_days = static_cast<unsigned>(std::stoul(days));
  }
  const std::string result = visit.typed("result");
  if (result == "passed" || result == "failed") event.passed = result == "passed";
  return {};
}

Result<void> read_block(const Visit& visit, const Block& block, Event& event) {
  for (std::size_t row = 1; row <= rows_typed(visit, block); ++row) {
    const TypedRow typed = row_typed(visit, block, row);
    if (typed.lot.empty() && typed.amount.empty() && typed.goods.empty()) continue;
    auto name = lot_named(visit.registry(), typed.lot, event.cooperative_id);
    if (!name) return name.error();
    EventLot lot{.role = block.role.value_or(usual_role(event.kind, name->kind)), .lot = *name};
    auto goods = clean_text(typed.goods, "goods", kLongText);
    if (!goods) return goods.error();
    if (lot.role == LotRole::output) lot.goods = *goods;
    if (!typed.amount.empty()) {
      auto quantity = written_quantity(typed.amount, {});
      if (!quantity) return quantity.error();
      lot.quantity = *quantity;
    }
    event.lots.push_back(std::move(lot));
  }
  return {};
}

Result<EventTime> when_typed(const Visit& visit) {
  const std::string day = visit.typed("day"), time = visit.typed("time");
  if (day.empty()) return Error{"field_missing", "day"};
  return EventTime::parse(time.empty() ? day : day + " " + time);
}

Result<std::string> cooperative_typed(const Visit& visit) {
  std::string id = visit.typed("cooperative");
  if (id.empty()) id = only_cooperative(visit);
  if (id.empty()) return Error{"field_missing", "cooperative"};
  if (!visit.sees(id)) return Error{"cooperative_unknown", "cooperative", shortened(id)};
  return id;
}

}  // namespace

std::optional<EventKind> kind_asked(const Visit& visit) {
  const std::string typed = was_sent(visit) ? visit.typed("kind") : visit.asked("kind");
  return event_kind_from(typed);
}

void put_event_form(const Visit& visit, View& view, EventKind kind,
                    const std::optional<RecordedEvent>& before) {
  const Event event = before ? before->event : Event{};
  View form, blocks = list_view();
  for (const Block& each : blocks_of(kind)) blocks.push_back(block_view(visit, each, kind, before));
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

Result<EventOrder> event_typed(const Visit& visit) {
  const auto kind = kind_asked(visit);
  if (!kind) return Error{"event_kind_unknown", "kind", shortened(visit.typed("kind"))};
  auto when = when_typed(visit);
  if (!when) return when.error();
  auto cooperative = cooperative_typed(visit);
  if (!cooperative) return cooperative.error();
  auto correction = text_typed(visit, "correction");
  if (!correction) return correction.error();
  EventOrder order{.event = {.kind = *kind, .when = *when, .cooperative_id = *cooperative},
                   .who = visit.user().name,
                   .correction = *correction,
                   .again = !visit.typed("again").empty()};
  if (auto read = read_texts(visit, order.event); !read) return read.error();
  if (auto read = read_measures(visit, order.event); !read) return read.error();
  for (const Block& block : blocks_of(*kind))
    if (auto read = read_block(visit, block, order.event); !read) return read.error();
  return order;
}

}  // namespace temgoc
