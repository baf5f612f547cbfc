// From a lot to the events that made it, and to what their cooperatives show of them.
#include "temgoc/events/public_evidence.h"

#include <algorithm>
#include <map>

#include "temgoc/events/trace_report.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostLots = 300;

// Events that made the lot or changed nothing of it: whom it went to is nobody's affair.
void add_events(const EventBook& book, std::int64_t lot, std::map<std::int64_t, Instant>& events) {
  for (const LotMove& move : book.moves(lot))
    if (!rules_of(move.kind).takes_out) events.emplace(move.event_id, move.happened_at);
}

}  // namespace

std::vector<Evidence> public_evidence(const Registry& registry, const Lot& lot, std::size_t most) {
  const EventBook book = EventBook::of(registry);
  const auto traced = book.lot({LotName::Kind::sealed, {}, lot.short_code.text()});
  if (!traced) return {};
  const Trace trace = trace_lots(trace_source(registry), traced->id, TraceWay::back);
  if (trace.parts.size() > kMostLots) return {};
  std::map<std::int64_t, Instant> events;
  add_events(book, traced->id, events);
  for (const TracedPart& part : trace.parts) add_events(book, part.lot, events);
  std::vector<std::pair<Instant, std::int64_t>> in_order;
  for (const auto& [event, at] : events) in_order.emplace_back(at, event);
  std::ranges::sort(in_order);
  const EvidenceBook evidence = EvidenceBook::of(registry);
  std::vector<Evidence> shown;
  for (const auto& [at, event] : in_order) {
    for (Evidence& each :
         evidence.of_subject({EvidenceSubject::Kind::event, std::to_string(event)}))
      if (each.shown && shown.size() < most) shown.push_back(std::move(each));
  }
  return shown;
}

}  // namespace temgoc
