// Names and records to the numbers of a trace.
#include "temgoc/events/trace_report.h"

#include <algorithm>
#include <map>

#include "operations/events/chain_rules.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {
namespace {

constexpr std::chrono::hours kVietnamAhead{7};

Instant end_of(Day day) {
  return Instant(day) + std::chrono::days(1) - kVietnamAhead - std::chrono::milliseconds(1);
}

class TraceReader {
 public:
  TraceReader(const Registry& registry, std::optional<Day> until)
      : registry_(registry), book_(EventBook::of(registry)) {
    if (until) until_ = end_of(*until);
  }

  TraceEntry entry(const LotName& name, double share, std::uint32_t steps) const {
    LotState state = state_of(registry_, name);
    std::erase_if(state.moves, [this](const LotMove& move) { return move.happened_at > until_; });
    TraceEntry entry{.sealed = state.sealed,
                     .share = share,
                     .steps = steps,
                     .supply = state.supply(),
                     .held = state.held()};
    if (state.traced) entry.traced = *state.traced;
    entry.traced.name = name;
    entry.goods = state.sealed ? product_name(*state.sealed) : entry.traced.goods;
    add_maker(state, entry);
    add_deliveries(state, entry);
    if (!state.sealed) return entry;
    entry.recalled = is_recalled(*state.sealed);
    entry.labels = RollBook::of(registry_).labels_of_lot(state.sealed->id);
    for (const PrintJob& job : registry_.print_jobs(state.sealed->id))
      entry.labels += job.reprint_of == 0 ? job.labels : 0;
    return entry;
  }

 private:
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
    if (const auto place = registry_.place(maker->place_id)) entry.place_name = place->name;
    if (const auto partner = book_.partner(maker->partner_id)) entry.partner_name = partner->name;
  }

  void add_deliveries(const LotState& state, TraceEntry& entry) const {
    for (const LotMove& move : state.moves) {
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
  Instant until_ = Instant::max();
};

// Lots that nothing on record was made into stand at the beginning: a harvest, a receipt.
void add_origins(TraceReport& report) {
  std::map<std::pair<std::string, std::string>, TraceOrigin> all;
  for (const TraceEntry& entry : report.entries) {
    if (!entry.made_by || entry.share == 0) continue;
    const Event& event = entry.made_by->event;
    const bool begins = std::ranges::none_of(
        event.lots, [](const EventLot& each) { return each.role == LotRole::input; });
    if (!begins) continue;
    const bool of_partner = event.place_id.empty() || event.kind == EventKind::receive;
    TraceOrigin origin{.place_id = of_partner ? "" : event.place_id,
                       .partner_id = of_partner ? event.partner_id : ""};
    origin.name = of_partner ? entry.partner_name : entry.place_name;
    auto& sum = all.try_emplace({origin.place_id, origin.partner_id}, origin).first->second;
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
    for (const std::int64_t event : book->events_after(end_of(*until)))
      source.left_out.insert(event);
  }
  return source;
}

Result<TraceReport> trace_report(const Registry& registry, const LotName& lot, TraceWay way,
                                 std::optional<Day> until) {
  const EventBook book = EventBook::of(registry);
  const TraceReader reader(registry, until);
  TraceReport report{.way = way, .first = reader.entry(lot, 1, 0)};
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
      report.entries.push_back(reader.entry(name->name, part.share, part.steps));
  }
  if (way == TraceWay::back) add_origins(report);
  return report;
}

}  // namespace temgoc
