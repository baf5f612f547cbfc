// Events of C01 at its place K1, recorded by the names of their lots.
#pragma once

#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "support/world.h"
#include "temgoc/events/events.h"

namespace temgoc::test {

// Role, name and amount; no amount: not measured.
using LotsOfEvent = std::vector<std::tuple<LotRole, std::string, std::string>>;

// The event's number. `goods`: what every lot is that comes out of it.
inline std::int64_t record_at_k1(Workplace& works, EventKind kind, const std::string& when,
                                 const std::string& goods, const LotsOfEvent& lots,
                                 const std::function<void(Event&)>& more = {}) {
  Event event{.kind = kind,
              .when = EventTime::parse(when).value(),
              .cooperative_id = "C01",
              .place_id = "K1"};
  for (const auto& [role, name, amount] : lots) {
    EventLot each{.role = role, .lot = lot_named(works.registry(), name, "C01").value()};
    if (role == LotRole::output) each.goods = goods;
    if (!amount.empty()) each.quantity = written_quantity(amount, {}).value();
    event.lots.push_back(std::move(each));
  }
  if (more) more(event);
  const auto report = record_event(works, {.event = std::move(event)});
  REQUIRE_MESSAGE(report, code_of(report));
  return report->id;
}

}  // namespace temgoc::test
