// What is left of a lot and of an event when another cooperative reads it.
#include "temgoc/events/told_to_others.h"

#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

EventTime only_day(const EventTime& when) {
  return {.at = Instant(when.day()) - std::chrono::minutes(when.zone_minutes),
          .zone_minutes = when.zone_minutes,
          .precision = EventTime::Precision::day};
}

}  // namespace

std::string keeper_of(const Registry& registry, const LotName& name) {
  if (name.kind == LotName::Kind::own) return name.owner;
  if (name.kind == LotName::Kind::partner) {
    const auto partner = EventBook::of(registry).partner(name.owner);
    return partner ? partner->cooperative_id : std::string();
  }
  const auto code = ShortCode::parse(name.code);
  const auto lot = code ? registry.lot(*code) : std::nullopt;
  return lot ? lot->cooperative_id : std::string();
}

bool is_public_stage(const Event& event) {
  switch (event.kind) {
    case EventKind::planting:
    case EventKind::harvest:
    case EventKind::receive:
    case EventKind::cool:
    case EventKind::process:
      return true;
    case EventKind::inspect:
      return event.passed.value_or(false);
    default:
      return false;
  }
}

std::optional<Event> told_to_others(const RecordedEvent& recorded, const std::set<LotName>& chain) {
  const Event& event = recorded.event;
  const bool is_stage = is_public_stage(event) || event.kind == EventKind::pack;
  if (recorded.error || !is_stage) return std::nullopt;
  Event told{.kind = event.kind,
             .when = only_day(event.when),
             .cooperative_id = event.cooperative_id,
             .passed = event.passed};
  for (const EventLot& each : event.lots) {
    if (each.lot.kind == LotName::Kind::partner || !chain.contains(each.lot)) continue;
    told.lots.push_back({.role = each.role, .lot = each.lot, .goods = each.goods});
  }
  return told;
}

LotName told_to_others(const LotName& name, const std::string& keeper) {
  if (name.kind != LotName::Kind::partner) return name;
  return {LotName::Kind::own, keeper, "*"};
}

}  // namespace temgoc
