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
  std::string partner_id = {};      // empty: sold where it lay, or `cooperative_id` has it
  std::string cooperative_id = {};  // of a trace for one cooperative: the other one that took it
  std::string partner_name = {};    // of whichever of the two
  std::string phone = {};
  std::optional<Measure> quantity = {};  // what came back is taken off
};

struct TraceEntry {
  TracedLot traced = {};
  std::string cooperative_id = {};  // whose lot it is; empty: nobody's on record
  bool of_other = false;            // not the cooperative's that the trace is for
  std::optional<Lot> sealed = {};
  std::string goods = {};  // what it is, as its record or its first event says
  double share = 1;        // as TracedPart
  std::uint32_t steps = 0;
  std::optional<Measure> supply = {};
  std::optional<RecordedEvent> made_by = {};  // the first event that it came out of
  bool begins = false;                        // nothing on record went into that event
  std::string place_name = {};                // of that event
  std::string partner_name = {};
  bool recalled = false, held = false;
  std::uint64_t labels = 0;  // printed for it, reprints not counted
  std::vector<Delivery> deliveries = {};
};

// What a lot came from, with everything of one place or one partner added up.
struct TraceOrigin {
  std::string place_id = {};  // one of the three
  std::string partner_id = {};
  std::string cooperative_id = {};  // another than the trace is for
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
// names has no parts. `reader`: the cooperative that reads it; of lots and events of others it then
// has what told_to_others leaves, and alarms; empty: everything.
Result<TraceReport> trace_report(const Registry& registry, const LotName& lot, TraceWay way,
                                 std::optional<Day> until = {}, std::string_view reader = {});

}  // namespace temgoc
