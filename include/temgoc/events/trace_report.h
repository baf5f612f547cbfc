// A trace as people need it: lots by name with what is known of them, where they came from, and who
// received them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/events/events.h"
#include "temgoc/trace/trace.h"

namespace temgoc {

// The graph of a registry, which must outlive it. `until`: events after that day are left out.
TraceSource trace_source(const Registry& registry, std::optional<Day> until = {});

// Goods that left for somebody.
struct Delivery {
  std::int64_t event_id = 0;
  EventKind kind = EventKind::ship;
  EventTime when = {};
  std::string partner_id = {};  // empty: sold where it lay
  std::string partner_name = {};
  std::string phone = {};
  std::optional<Measure> quantity = {};  // what came back is taken off
};

struct TraceEntry {
  TracedLot traced = {};
  std::optional<Lot> sealed = {};
  std::string goods = {};  // what it is, as its record or its first event says
  double share = 1;        // as TracedPart
  std::uint32_t steps = 0;
  std::optional<Measure> supply = {};
  std::optional<RecordedEvent> made_by = {};  // the first event that it came out of
  std::string place_name = {};                // of that event
  std::string partner_name = {};
  bool recalled = false, held = false;
  std::uint64_t labels = 0;  // printed for it, reprints not counted
  std::vector<Delivery> deliveries = {};
};

// What a lot came from, with everything of one place or one partner added up.
struct TraceOrigin {
  std::string place_id = {};  // one of the two
  std::string partner_id = {};
  std::string name = {};
  double share = 0;
};

struct TraceReport {
  TraceWay way = TraceWay::back;
  TraceEntry first = {};
  std::vector<TraceEntry> entries = {};   // at most kMostEntries, the nearest
  std::size_t lots = 0;                   // how many there are
  std::vector<TraceOrigin> origins = {};  // back alone; the largest first
  std::vector<TraceLine> lines = {};      // for draw_trace; empty if it is too wide
};
inline constexpr std::size_t kMostEntries = 100'000;

// `event_lot_unknown` (value the lot): no event names it. A lot that was issued and that no event
// names has no parts.
Result<TraceReport> trace_report(const Registry& registry, const LotName& lot, TraceWay way,
                                 std::optional<Day> until = {});

}  // namespace temgoc
