// No output before its input, no more used than there is, no circle, nothing made of what is
// recalled or held.
#include "operations/events/chain_rules.h"

#include <algorithm>
#include <set>

#include "temgoc/base/text.h"
#include "temgoc/events/told_to_others.h"
#include "temgoc/workplace/other_cooperative.h"

namespace temgoc {
namespace {

std::string shown(Instant at) { return to_dmy(vietnam_day(at)); }

class ChainCheck {
 public:
  ChainCheck(const Workplace& workplace, const Event& event)
      : workplace_(workplace),
        registry_(workplace.registry()),
        book_(EventBook::of(registry_)),
        event_(event),
        rules_(rules_of(event.kind)) {}

  Result<std::vector<Error>> run() {
    for (const EventLot& each : event_.lots) {
      if (auto kept = check_lot(each); !kept) return kept.error();
    }
    if (auto kept = check_circle(); !kept) return kept.error();
    if (auto kept = check_in_and_out(); !kept) return kept.error();
    if (auto kept = check_waiting_time(); !kept) return kept.error();
    return std::move(warnings_);
  }

 private:
  static Error about(const char* code, const EventLot& each, WordArgs args = {}) {
    return {.code = code, .field = "lots", .value = each.lot.text(), .args = std::move(args)};
  }

  Result<void> check_lot(const EventLot& each) {
    const LotState state = state_of(registry_, each.lot, event_.corrects);
    if (each.lot.kind == LotName::Kind::sealed && !state.sealed)
      return about("event_lot_unknown", each);
    if (each.role == LotRole::output) {
      if (auto kept = check_output(each, state); !kept) return kept;
    } else if (auto kept = check_exists(each, state); !kept) {
      return kept;
    }
    if (auto kept = check_unit(each, state); !kept) return kept;
    if (auto kept = check_usable(each, state); !kept) return kept;
    return check_amounts(each, state);
  }

  Result<void> check_output(const EventLot& each, const LotState& state) const {
    if (each.lot.kind == LotName::Kind::partner) {
      if (event_.kind != EventKind::receive) return about("event_partner_lot", each);
      if (!event_.partner_id.empty() && event_.partner_id != each.lot.owner)
        return about("partner_differs", each, {{"partner", event_.partner_id}});
    }
    const std::string& owner = state.sealed ? state.sealed->cooperative_id : each.lot.owner;
    if (each.lot.kind != LotName::Kind::partner && owner != event_.cooperative_id)
      return of_other_cooperative(workplace_.actor(),
                                  about("lot_of_other_cooperative", each, {{"cooperative", owner}}),
                                  about("event_lot_unknown", each));
    const bool needs_goods = !state.traced && each.lot.kind != LotName::Kind::sealed;
    if (needs_goods && each.goods.empty()) return about("event_goods_missing", each);
    return {};
  }

  Result<void> check_exists(const EventLot& each, const LotState& state) const {
    const auto made = state.made_at();
    // What a supplier brought to another cooperative is that cooperative's affair.
    if (each.lot.kind == LotName::Kind::partner &&
        keeper_of(registry_, each.lot) != event_.cooperative_id)
      return about("event_lot_unknown", each);
    // A seed, or a lot that is only looked at, need not have been made here.
    if (!made) return about("event_lot_unknown", each);
    if (*made > event_.when.latest())
      return about("event_before_lot", each, {{"made", shown(*made)}});
    return {};
  }

  static Result<void> check_unit(const EventLot& each, const LotState& state) {
    const auto unit = state.unit();
    if (!unit || !each.quantity) return {};
    const auto measure = measure_of(*each.quantity);
    if (!measure || measure->unit == *unit) return {};
    return about(
        "event_unit_differs", each,
        {{"unit", each.quantity->unit}, {"lot_unit", quantity_of({*unit, 1000 * 1000}).unit}});
  }

  // What is made of recalled or held goods would have to be recalled, too.
  Result<void> check_usable(const EventLot& each, const LotState& state) const {
    if (state.sealed) {
      if (const auto cancelled = registry_.cancellation(state.sealed->id))
        return lot_is_cancelled(*state.sealed, *cancelled);
    }
    if (!rules_.uses_goods) return {};
    if (state.sealed) {
      const auto facts = registry_.facts(state.sealed->realm, state.sealed->gtin,
                                         state.sealed->code, {}, workplace_.now());
      // What was done before is told as it was, whenever it is recorded.
      const auto recalled = std::ranges::find_if(facts.recalls, [this](const Recall& recall) {
        return recall.since <= event_.when.day();
      });
      if (recalled != facts.recalls.end())
        return about("event_lot_recalled", each, {{"reason", recalled->reason}});
    }
    if (state.held(event_.when.latest())) return about("event_lot_held", each);
    return {};
  }

  Result<void> check_amounts(const EventLot& each, const LotState& state) {
    const auto measure = each.quantity ? measure_of(*each.quantity) : std::nullopt;
    const auto supply = state.supply();
    if (!measure || !supply || measure->unit != supply->unit) return {};
    if (each.role == LotRole::output) {
      // An issued lot holds what was issued; another one grows with each event.
      if (!state.sealed) return {};
      return compare("event_overfilled", each, *supply, state.made(supply->unit) + measure->amount);
    }
    const bool uses = each.role == LotRole::input || rules_.takes_out;
    if (!uses) return {};
    return compare("event_overuse", each, *supply, state.used(supply->unit) + measure->amount);
  }

  Result<void> compare(const char* code, const EventLot& each, const Measure& have,
                       std::int64_t used) {
    if (used <= have.amount) return {};
    return warn(about(code, each,
                      {{"have", measure_text(have)},
                       {"used", measure_text({have.unit, used})},
                       {"difference", measure_text({have.unit, used - have.amount})}}));
  }

  Result<void> warn(Error error) {
    if (workplace_.settings().refuse_overuse) return error;
    warnings_.push_back(std::move(error));
    return {};
  }

  // No output may be among what its inputs were made of.
  Result<void> check_circle() const {
    std::set<std::int64_t> outputs;
    std::vector<std::int64_t> waiting;
    for (const EventLot& each : event_.lots) {
      const auto traced = book_.lot(each.lot);
      if (!traced) continue;
      if (each.role == LotRole::input) waiting.push_back(traced->id);
      // A lot that nothing was made of closes no circle.
      if (each.role == LotRole::output && !book_.events_of(traced->id, LotRole::input).empty())
        outputs.insert(traced->id);
    }
    if (outputs.empty()) return {};
    const std::vector<std::int64_t> in_error = book_.events_in_error();
    std::set<std::int64_t> seen(waiting.begin(), waiting.end());
    while (!waiting.empty()) {
      const std::int64_t lot = waiting.back();
      waiting.pop_back();
      if (outputs.contains(lot)) return circle_at(lot);
      for (const std::int64_t maker : book_.events_of(lot, LotRole::output)) {
        if (maker == event_.corrects || std::ranges::binary_search(in_error, maker)) continue;
        for (const TraceLine& line : book_.lines_of(maker)) {
          if (line.role == LotRole::input && seen.insert(line.lot).second)
            waiting.push_back(line.lot);
        }
      }
    }
    return {};
  }

  Error circle_at(std::int64_t lot) const {
    const auto traced = book_.lot(lot);
    return {.code = "event_circle",
            .field = "lots",
            .value = traced ? traced->name.text() : std::string()};
  }

  // More cannot come out than went in, as far as both are weighed alike.
  Result<void> check_in_and_out() {
    if (event_.kind != EventKind::process && event_.kind != EventKind::pack) return {};
    std::optional<Measure> in, out;
    for (const EventLot& each : event_.lots) {
      const auto measure = each.quantity ? measure_of(*each.quantity) : std::nullopt;
      if (!measure) return {};
      std::optional<Measure>& side = each.role == LotRole::input ? in : out;
      if (!side) side = Measure{measure->unit, 0};
      if (side->unit != measure->unit) return {};
      side->amount += measure->amount;
    }
    if (!in || !out || in->unit != out->unit) return {};
    const auto loss = event_.loss ? measure_of(*event_.loss) : std::nullopt;
    if (loss && loss->unit == out->unit) out->amount += loss->amount;
    if (out->amount <= in->amount) return {};
    return warn({.code = "event_more_out",
                 .field = "lots",
                 .args = {{"in", measure_text(*in)},
                          {"out", measure_text(*out)},
                          {"difference", measure_text({in->unit, out->amount - in->amount})}}});
  }

  // Days to wait after spraying, by the calendar of the field.
  Result<void> check_waiting_time() {
    if (event_.kind != EventKind::harvest || event_.place_id.empty()) return {};
    const EventFilter filter{.kind = EventKind::treatment,
                             .place_id = event_.place_id,
                             .from = event_.when.at - std::chrono::days(kMostWaitDays + 1),
                             .until = event_.when.latest(),
                             .with_errors = false,
                             .limit = kMostTreatments};
    for (const RecordedEvent& each : book_.events(filter)) {
      if (each.event.id == event_.corrects) continue;
      const Day until = each.event.when.day() + std::chrono::days(each.event.wait_days.value_or(0));
      if (event_.when.day() >= until) continue;
      Error early{.code = "event_in_waiting_time",
                  .field = "when",
                  .value = each.event.substance,
                  .args = {{"until", to_dmy(until)}, {"place", event_.place_id}}};
      if (event_.reason.empty()) return early;
      warnings_.push_back(std::move(early));
    }
    return {};
  }

  static constexpr unsigned kMostTreatments = 1000;

  const Workplace& workplace_;
  const Registry& registry_;
  const EventBook book_;
  const Event& event_;
  EventRules rules_;
  std::vector<Error> warnings_;
};

}  // namespace

Result<std::vector<Error>> check_chain(const Workplace& workplace, const Event& event) {
  return ChainCheck(workplace, event).run();
}

Result<void> check_not_used(const Registry& registry, const Event& event) {
  for (const EventLot& each : event.lots) {
    if (each.role != LotRole::output || each.lot.kind == LotName::Kind::sealed) continue;
    const LotState state = state_of(registry, each.lot, event.id);
    if (state.moves.empty() || state.made_at()) continue;
    return Error{.code = "event_is_used",
                 .field = "event",
                 .value = each.lot.text(),
                 .args = {{"event", std::to_string(state.moves.front().event_id)}}};
  }
  return {};
}

Result<std::vector<Error>> check_left(const Workplace& workplace, const Event& event) {
  std::vector<Error> warnings;
  for (const EventLot& each : event.lots) {
    if (each.role != LotRole::output) continue;
    const LotState state = state_of(workplace.registry(), each.lot);
    const auto supply = state.supply();
    if (!supply || state.used(supply->unit) <= supply->amount) continue;
    const std::int64_t used = state.used(supply->unit);
    Error short_of{.code = "event_overuse",
                   .field = "lots",
                   .value = each.lot.text(),
                   .args = {{"have", measure_text(*supply)},
                            {"used", measure_text({supply->unit, used})},
                            {"difference", measure_text({supply->unit, used - supply->amount})}}};
    if (workplace.settings().refuse_overuse) return short_of;
    warnings.push_back(std::move(short_of));
  }
  return warnings;
}

}  // namespace temgoc
