// The registry's events: partners, lots that events name, events and their error declarations. It
// stores and finds; the rules of the chain are kept by those who record. Throws SystemFailure as
// Registry does.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/measure.h"
#include "temgoc/model/partner.h"
#include "temgoc/model/trace_line.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// A lot that an event names.
struct TracedLot {
  std::int64_t id = 0;
  LotName name = {};
  std::string goods = {};                   // of a sealed lot empty
  std::optional<std::int64_t> lot_id = {};  // of a sealed lot: its row
};

// What one event does with one lot. Events declared in error are left out wherever moves are read.
struct LotMove {
  std::int64_t event_id = 0;
  EventKind kind = EventKind::harvest;
  LotRole role = LotRole::handled;
  Instant happened_at = {};
  std::optional<bool> passed = {};
  std::string place_id = {};
  std::string partner_id = {};
  std::optional<Measure> measure = {};
};

struct EventFilter {
  std::string cooperative_id = {};  // empty: any
  std::optional<EventKind> kind = {};
  std::string place_id = {};
  std::optional<std::int64_t> traced_lot_id = {};
  std::optional<Instant> from = {};  // when it happened, both included
  std::optional<Instant> until = {};
  bool with_errors = true;  // also those declared in error
  // What stands behind the last one seen, by when that happened and its number.
  std::optional<std::pair<Instant, std::int64_t>> after = {};
  unsigned limit = 100;  // those that happened last first
};

// Reads and writes through the connection of its registry, which must outlive it.
class EventBook {
 public:
  explicit EventBook(Registry& registry);
  static const EventBook of(const Registry& registry);  // to read

  // As Registry::store does for other records; a version equal but for its salt is `unchanged`, and
  // a new one keeps the salt of the first. `unknown_reference`, `gs1_key_taken` (args holder).
  Result<Stored> store(const Partner& partner, Instant at, bool update);
  std::optional<Partner> partner(std::string_view id) const;
  std::vector<Partner> partners(std::string_view cooperative_id) const;  // empty: all; by id
  std::vector<RecordVersion> partner_history(std::string_view id) const;

  // Records an event with the lots that it names first, and its log entry. `unknown_reference` (a
  // cooperative, place, partner, sealed lot). REQUIRES check_rules(event), measures for all its
  // quantities, and goods for every unsealed lot that is not on record.
  Result<std::int64_t> add(const Event& event, Instant at);
  // `event_unknown`, `event_in_error` (args reason). With its log entry.
  Result<void> declare_error(std::int64_t event_id, const EventError& error);
  std::optional<RecordedEvent> event(std::int64_t id) const;
  std::vector<RecordedEvent> events(const EventFilter& filter) const;
  // The event on record that says the same, but for its salt and what it corrects. Events declared
  // in error are left out.
  std::optional<std::int64_t> same(const Event& event) const;

  std::optional<TracedLot> lot(const LotName& name) const;
  std::optional<TracedLot> lot(std::int64_t id) const;
  // Typed codes of issued lots of the cooperative, real and test, that have this code.
  std::vector<std::string> typed_codes(std::string_view cooperative_id, const LotCode& code) const;
  // Every move of the lot by a valid event, in the order in which they happened.
  std::vector<LotMove> moves(std::int64_t traced_lot_id) const;

  // The numbers of the events in which the lot has the role, for whoever walks the graph. Events
  // that were declared to be in error are among them.
  std::vector<std::int64_t> events_of(std::int64_t traced_lot_id, LotRole role) const;
  std::vector<TraceLine> lines_of(std::int64_t event_id) const;  // inputs, outputs, handled
  // Visits all inputs and outputs: event by event in the order they were recorded, inputs first.
  void each_line(const std::function<void(const TraceLine&)>& visit) const;
  std::vector<std::int64_t> events_in_error() const;
  std::vector<std::int64_t> events_after(Instant moment) const;  // that happened after it
  std::int64_t last_traced_lot() const;                          // the highest number
  std::string unit_name(std::int64_t unit) const;

 private:
  explicit EventBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
