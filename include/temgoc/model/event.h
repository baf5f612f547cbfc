// What happened to goods on their way from the field to the shelf: who, what, where, when and why,
// as GS1's EPCIS divides it. docs/events.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/model/lot.h"

namespace temgoc {

enum class EventKind {
  planting,      // a crop begins
  treatment,     // the field was sprayed or fertilised, with so many days to wait
  harvest,       // a lot comes from the field, the sea or the stall
  receive,       // goods of a partner come in, under the partner's own lot number
  cool,          // cooled, frozen or stored
  process,       // lots are used up and others come out of them
  pack,          // the same, into packs for sale
  aggregate,     // lots are put into a carton or on a pallet
  disaggregate,  // and taken out of it
  ship,          // goods leave for a partner
  sell,          // goods are sold where they lie
  return_goods,  // a partner sends goods back
  dispose,       // goods are destroyed
  inspect,       // with a result
  hold,          // a lot must not be used until it is released
  release
};
std::string to_text(EventKind kind);  // planting … "return" … release; never renamed
std::optional<EventKind> event_kind_from(std::string_view text);
std::span<const EventKind> all_event_kinds();

// How a lot takes part in an event.
enum class LotRole {
  input,   // it is used up, as far as the amount says
  output,  // it comes into being, or grows by the amount
  handled  // it stays what it is
};
std::string to_text(LotRole role);
std::optional<LotRole> lot_role(std::string_view text);

// What an event of a kind may and must say.
struct EventRules {
  bool may_use = false;      // lots as input
  bool must_use = false;     // at least one
  bool may_make = false;     // lots as output
  bool must_make = false;    // at least one
  bool may_handle = false;   // lots that stay what they are
  bool must_handle = false;  // at least one
  bool takes_out = false;    // what it handles leaves the cooperative, so it counts as used
  bool uses_goods = false;   // it is refused for a lot that is recalled, cancelled or held
  bool needs_partner = false;
  bool needs_place = false;
};
EventRules rules_of(EventKind kind);

// A moment with the clock that it was read from, and how exactly.
struct EventTime {
  enum class Precision { day, minute, second };
  Instant at = {};  // of a day its first moment
  // East of UTC.
  int zone_minutes = static_cast<int>(std::chrono::minutes(kVietnamAhead).count());
  Precision precision = Precision::second;
  // "24/11/2026", "24/11/2026 06:30", "2026-11-24T06:30:00+07:00", "2026-11-24 06:30:15". Without
  // a zone it is Vietnam's. `event_time_unreadable` and those of parse_day; field "when".
  static Result<EventTime> parse(std::string_view text);
  Instant latest() const;     // the last moment that it may mean
  Day day() const;            // by its own clock
  std::string text() const;   // 2026-11-24, 2026-11-24T06:30+07:00, 2026-11-24T06:30:15+07:00
  std::string shown() const;  // 24/11/2026, 24/11/2026 06:30
  bool operator==(const EventTime&) const = default;
};
std::string to_text(EventTime::Precision precision);

// The name of a lot in an event.
struct LotName {
  enum class Kind {
    sealed,  // a lot that was issued here: its typed code
    own,     // of a cooperative, without a seal: a harvest, a vat
    partner  // of a partner, under the partner's own number
  };
  Kind kind = Kind::own;
  std::string owner = {};  // the cooperative's or the partner's id; of a sealed lot empty
  std::string code = {};   // a sealed lot's nine characters; else 1 to 40 characters
  auto operator<=>(const LotName&) const = default;
  // "ABCD-EFGH-J", "C01:TH-2411", "P07:55/26": as commands take it.
  std::string text() const;
};
std::string to_text(LotName::Kind kind);
// What such a lot does in an event of the kind if nobody says otherwise.
LotRole usual_role(EventKind kind, LotName::Kind lot);

struct EventLot {
  LotRole role = LotRole::handled;
  LotName lot = {};
  std::string goods = {};  // what it is; of a lot that the event names first and that has no seal
  std::optional<Quantity> quantity = {};  // none: not measured
  bool operator==(const EventLot&) const = default;
};

struct Event {
  std::int64_t id = 0;  // 0: not recorded yet
  EventKind kind = EventKind::harvest;
  EventTime when = {};
  std::string cooperative_id = {};
  std::string place_id = {};    // empty: the cooperative's seat, or not said
  std::string partner_id = {};  // from whom or to whom
  std::string carrier_id = {};
  std::string container = {};  // SSCC or a number of the cooperative's own
  std::string document = {};   // the paper behind it
  std::string substance = {};  // of a treatment
  std::optional<unsigned> wait_days = {};
  std::optional<bool> passed = {};    // of an inspection
  std::optional<Quantity> loss = {};  // of a process: what came to nothing
  std::string reason = {};            // why a rule was passed over, or a lot held
  std::string remark = {};
  std::vector<EventLot> lots = {};
  std::int64_t corrects = 0;  // the event that this one stands instead of
  std::string salt = {};      // as a Partner's
  bool operator==(const Event&) const = default;
};
inline constexpr std::size_t kMostLotsOfEvent = 1000;
inline constexpr unsigned kMostWaitDays = 365;

// An event that was recorded and should not have been. It stays, and counts no more.
struct EventError {
  std::string reason = {};  // not empty
  Instant at = {};
  std::string who = {};
  std::int64_t replaced_by = 0;  // the event that stands instead; 0: none
  bool operator==(const EventError&) const = default;
};

struct RecordedEvent {
  Event event;
  Instant at = {};  // when it was recorded
  std::optional<EventError> error = {};
};

// Every member but the id is a key, always present; what is not known is null.
Json to_json(const Event& event);
// Throws SystemFailure `record_damaged` on what this program did not write.
Event event_from(const Json& json);

// What the kind asks for: `event_lots_missing` (args role), `event_lots_unfit` (args role),
// `event_lots_too_many` (args limit), `event_lot_twice` (value the lot), `event_partner_missing`,
// `event_place_missing`, `event_substance_missing`, `event_result_missing`, `field_unfit` (a field
// that the kind does not have), `wait_days_too_long` (args most), `event_reason_missing` (a hold
// without one).
Result<void> check_rules(const Event& event);

}  // namespace temgoc
