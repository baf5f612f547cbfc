// An event as a program or a form writes it: texts in, an order for record_event out.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/events/events.h"

namespace temgoc {

inline constexpr std::size_t kMostEventText = 300;  // characters of any text of an event

// A text of an event by the name that commands, forms and the API have for it; empty: none.
using EventTexts = std::function<std::string(const char* name)>;
// Place, partner, carrier, container, document, substance, reason and remark, cleaned. Those of
// clean_text, with the name as field.
Result<void> read_event_texts(const EventTexts& texts, Event& event);

struct WrittenLot {
  std::string lot = {};              // as lot_named takes it
  std::optional<LotRole> role = {};  // none: the usual one of the kind
  std::string quantity = {};         // "120 kg", or an amount beside `unit`; empty: not measured
  std::string unit = {};
  std::string goods = {};  // what a new lot is
};

struct WrittenEvent {
  std::string kind = {};  // as written_kind takes it
  std::string when = {};  // as EventTime::parse takes it
  std::string cooperative_id = {};
  std::string loss = {};
  std::optional<std::int64_t> wait_days = {};
  std::optional<bool> passed = {};
  std::vector<WrittenLot> lots = {};
  std::int64_t corrects = 0;
  std::string correction = {};
  bool again = false;
};

// Those of read_event_texts, written_kind, EventTime::parse, clean_text, written_quantity and
// lot_named; `field_missing` (when, cooperative), `wait_days_too_long` (args most). Fields of lots
// are "lots[1].lot".
Result<EventOrder> event_order(const Registry& registry, const WrittenEvent& written,
                               const EventTexts& texts, const std::string& who);

}  // namespace temgoc
