// Names and records to the numbers of a trace.
#include "temgoc/events/trace_report.h"

#include <algorithm>
#include <array>
#include <map>

#include "operations/events/chain_rules.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/events/told_to_others.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {
namespace {

class TraceReader {
 public:
  TraceReader(const Registry& registry, std::optional<Day> until, std::string_view reader)
      : registry_(registry), book_(EventBook::of(registry)), reader_(reader) {
    if (until) until_ = last_moment_of(*until);
  }

  TraceEntry entry(const LotName& name, double share, std::uint32_t steps) const {
    LotState state = state_of(registry_, name);
    std::erase_if(state.moves, [this](const LotMove& move) { return move.happened_at > until_; });
    TraceEntry entry{
        .cooperative_id = state.sealed ? state.sealed->cooperative_id : keeper_of(registry_, name),
        .sealed = state.sealed,
        .share = share,
        .steps = steps,
        .supply = state.supply(),
        .held = state.held()};
    if (state.traced) entry.traced = *state.traced;
    entry.traced.name = name;
    entry.goods = state.sealed ? product_name(*state.sealed) : entry.traced.goods;
    add_maker(state, entry);
    if (state.sealed) entry.recalled = is_recalled(*state.sealed);
    if (is_other(entry.cooperative_id)) return told(std::move(entry));
    add_deliveries(state, entry);
    if (!state.sealed) return entry;
    entry.labels = RollBook::of(registry_).labels_of_lot(state.sealed->id);
    for (const PrintJob& job : registry_.print_jobs(state.sealed->id))
      entry.labels += job.reprint_of == 0 ? job.labels : 0;
    return entry;
  }

 private:
  bool is_other(const std::string& cooperative_id) const {
    return !reader_.empty() && cooperative_id != reader_;
  }

  // Another cooperative's lot.
  TraceEntry told(TraceEntry entry) const {
    entry.of_other = true;
    entry.traced.name = told_to_others(entry.traced.name, entry.cooperative_id);
    entry.supply.reset();
    entry.partner_name.clear();
    const auto keeper = registry_.cooperative(entry.cooperative_id);
    entry.place_name = keeper ? keeper->name : entry.cooperative_id;
    if (!entry.made_by) return entry;
    auto event = told_to_others(*entry.made_by, {});
    entry.made_by.reset();
    if (event) entry.made_by = RecordedEvent{.event = *std::move(event)};
    return entry;
  }

  // Goods that another cooperative used or sold: it has them, and whom they went to is its affair.
  void add_taken(const LotMove& move, const Event& event, TraceEntry& entry) const {
    const bool is_used = move.role == LotRole::input;
    if (!is_used && !rules_of(move.kind).takes_out) return;
    Delivery taken{.kind = move.kind,
                   .when = event.when,
                   .cooperative_id = event.cooperative_id,
                   .quantity = is_used ? move.measure : std::nullopt};
    taken.when.at = Instant(event.when.day()) - std::chrono::minutes(event.when.zone_minutes);
    taken.when.precision = EventTime::Precision::day;
    if (const auto taker = registry_.cooperative(event.cooperative_id)) {
      taken.partner_name = taker->name;
      taken.phone = taker->phone;
    }
    entry.deliveries.push_back(std::move(taken));
  }

  // Another cooperative's event, where the trace is for one.
  std::optional<Event> event_of_other(const LotMove& move) const {
    if (reader_.empty()) return std::nullopt;
    const auto recorded = book_.event(move.event_id);
    if (!recorded || !is_other(recorded->event.cooperative_id)) return std::nullopt;
    return recorded->event;
  }

  std::string product_name(const Lot& lot) const {
    const auto product = registry_.product(lot.product_id);
    return product ? product->name : lot.product_id;
  }

  bool is_recalled(const Lot& lot) const {
    return !registry_.facts(lot.realm, lot.gtin, lot.code, {}, {}).recalls.empty();
  }

  void add_maker(const LotState& state, TraceEntry& entry) const {
    const auto maker = std::ranges::find(state.moves, LotRole::output, &LotMove::role);
    if (maker == state.moves.end()) return;
    entry.made_by = book_.event(maker->event_id);
    entry.begins =
        entry.made_by && std::ranges::none_of(entry.made_by->event.lots, [](const EventLot& each) {
          return each.role == LotRole::input;
        });
    if (const auto place = registry_.place(maker->place_id)) entry.place_name = place->name;
    if (const auto partner = book_.partner(maker->partner_id)) entry.partner_name = partner->name;
  }

  void add_deliveries(const LotState& state, TraceEntry& entry) const {
    for (const LotMove& move : state.moves) {
      if (const auto event = event_of_other(move)) {
        add_taken(move, *event, entry);
        continue;
      }
      const bool back = move.kind == EventKind::return_goods;
      if (!back && !rules_of(move.kind).takes_out) continue;
      Delivery delivery{.event_id = move.event_id,
                        .kind = move.kind,
                        .partner_id = move.partner_id,
                        .quantity = move.measure};
      if (const auto event = book_.event(move.event_id)) delivery.when = event->event.when;
      if (const auto partner = book_.partner(move.partner_id)) {
        delivery.partner_name = partner->name;
        delivery.phone = partner->phone;
      }
      if (back && delivery.quantity) delivery.quantity->amount = -delivery.quantity->amount;
      entry.deliveries.push_back(std::move(delivery));
    }
  }

  const Registry& registry_;
  const EventBook book_;
  std::string reader_;
  Instant until_ = Instant::max();
};

TraceOrigin origin_of(const TraceEntry& entry) {
  if (entry.of_other) return {.cooperative_id = entry.cooperative_id, .name = entry.place_name};
  const Event& event = entry.made_by->event;
  if (event.place_id.empty() || event.kind == EventKind::receive)
    return {.partner_id = event.partner_id, .name = entry.partner_name};
  return {.place_id = event.place_id, .name = entry.place_name};
}

// Lots that nothing on record was made into stand at the beginning: a harvest, a receipt.
void add_origins(TraceReport& report) {
  std::map<std::array<std::string, 3>, TraceOrigin> all;
  for (const TraceEntry& entry : report.entries) {
    if (!entry.made_by || !entry.begins || entry.share == 0) continue;
    const TraceOrigin origin = origin_of(entry);
    auto& sum = all.try_emplace({origin.place_id, origin.partner_id, origin.cooperative_id}, origin)
                    .first->second;
    sum.share += entry.share;
  }
  for (auto& [key, origin] : all) report.origins.push_back(std::move(origin));
  std::ranges::stable_sort(
      report.origins, [](const TraceOrigin& a, const TraceOrigin& b) { return a.share > b.share; });
}

}  // namespace

TraceSource trace_source(const Registry& registry, std::optional<Day> until) {
  const auto book = std::make_shared<const EventBook>(EventBook::of(registry));
  TraceSource source{
      .events_of = [book](std::int64_t lot, LotRole role) { return book->events_of(lot, role); },
      .lines_of = [book](std::int64_t event) { return book->lines_of(event); },
      .each_line = [book](const auto& visit) { book->each_line(visit); },
      .last_lot = book->last_traced_lot()};
  for (const std::int64_t event : book->events_in_error()) source.left_out.insert(event);
  if (until) {
    for (const std::int64_t event : book->events_after(last_moment_of(*until)))
      source.left_out.insert(event);
  }
  return source;
}

Result<TraceReport> trace_report(const Registry& registry, const LotName& lot, TraceWay way,
                                 std::optional<Day> until, std::string_view reader) {
  const EventBook book = EventBook::of(registry);
  const TraceReader entries(registry, until, reader);
  TraceReport report{.way = way, .first = entries.entry(lot, 1, 0)};
  const auto traced = book.lot(lot);
  if (!traced) {
    if (report.first.sealed) return report;
    return Error{.code = "event_lot_unknown", .field = "lot", .value = lot.text()};
  }
  Trace trace = trace_lots(trace_source(registry, until), traced->id, way);
  report.lots = trace.parts.size();
  report.lines = std::move(trace.lines);
  if (trace.parts.size() > kMostEntries) trace.parts.resize(kMostEntries);
  for (const TracedPart& part : trace.parts) {
    if (const auto name = book.lot(part.lot))
      report.entries.push_back(entries.entry(name->name, part.share, part.steps));
  }
  if (way == TraceWay::back) add_origins(report);
  return report;
}

}  // namespace temgoc
