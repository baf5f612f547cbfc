// Many events of a kind told as one stage.
#include "temgoc/events/public_journey.h"

#include <algorithm>
#include <map>
#include <set>

#include "temgoc/events/told_to_others.h"
#include "temgoc/events/trace_report.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostLots = 300;
constexpr std::size_t kMostNames = 3;

void add_name(std::vector<std::string>& names, const std::string& name) {
  const bool known = std::ranges::find(names, name) != names.end();
  if (!name.empty() && !known && names.size() < kMostNames) names.push_back(name);
}

class Stages {
 public:
  Stages(const Registry& registry, Day today)
      : registry_(registry), book_(EventBook::of(registry)), today_(today) {}

  void add_lot(std::int64_t traced_lot) {
    for (const LotMove& move : book_.moves(traced_lot)) {
      if (!seen_.insert(move.event_id).second) continue;
      const auto recorded = book_.event(move.event_id);
      if (recorded && !recorded->error && is_public_stage(recorded->event)) add(*recorded);
    }
  }

  std::vector<JourneyStage> all() const {
    std::vector<JourneyStage> stages;
    for (const auto& [kind, stage] : by_kind_) stages.push_back(stage);
    std::ranges::stable_sort(stages, {}, &JourneyStage::at);
    return stages;
  }

 private:
  void add(const RecordedEvent& told) {
    const Event& event = told.event;
    const Day day = event.when.day();
    const JourneyStage begun{.kind = event.kind, .at = event.when.at, .first = day, .last = day};
    JourneyStage& stage = by_kind_.try_emplace(event.kind, begun).first->second;
    stage.at = std::min(stage.at, event.when.at);
    stage.first = std::min(stage.first, day);
    stage.last = std::max(stage.last, day);
    stage.recorded = std::max(stage.recorded, told.at);
    for (const EventLot& each : event.lots) {
      if (each.role == LotRole::output) add_name(stage.goods, each.goods);
    }
    const auto place = registry_.place(event.place_id);
    const Address* address = place ? address_on(place->addresses, today_) : nullptr;
    if (address != nullptr) add_name(stage.provinces, address->province);
  }

  const Registry& registry_;
  const EventBook book_;
  Day today_;
  std::set<std::int64_t> seen_;
  std::map<EventKind, JourneyStage> by_kind_;
};

}  // namespace

std::vector<JourneyStage> public_journey(const Registry& registry, const Lot& lot, Day today) {
  const auto traced =
      EventBook::of(registry).lot({LotName::Kind::sealed, {}, lot.short_code.text()});
  if (!traced) return {};
  const Trace trace = trace_lots(trace_source(registry), traced->id, TraceWay::back);
  if (trace.parts.size() > kMostLots) return {};
  Stages stages(registry, today);
  stages.add_lot(traced->id);
  for (const TracedPart& part : trace.parts) stages.add_lot(part.lot);
  return stages.all();
}

}  // namespace temgoc
