// An event as a program or a form writes it: texts in, an order for record_event out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/events/events.h"

namespace temgoc {

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
  std::string place = {}, partner = {}, carrier = {};  // ids
  std::string container = {}, document = {}, substance = {}, reason = {}, remark = {};
  std::string loss = {};
  std::optional<std::int64_t> wait_days = {};
  std::optional<bool> passed = {};
  std::vector<WrittenLot> lots = {};
  std::int64_t corrects = 0;
  std::string correction = {};
  bool again = false;
};

// Those of written_kind, EventTime::parse, clean_text, written_quantity and lot_named;
// `field_missing` (when, cooperative), `wait_days_too_long` (args most). Fields of lots are
// "lots[1].lot".
Result<EventOrder> event_order(const Registry& registry, const WrittenEvent& written,
                               const std::string& who);

}  // namespace temgoc
