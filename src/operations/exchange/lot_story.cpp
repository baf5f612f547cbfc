// Gathers a lot's records and events.
#include "operations/exchange/lot_story.h"

#include <algorithm>
#include <map>
#include <set>

#include "temgoc/base/percent.h"
#include "temgoc/events/told_to_others.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/green_claim.h"

namespace temgoc {
namespace {

class EventsOfLots {
 public:
  EventsOfLots(const Registry& registry, const LotName& lot)
      : book_(EventBook::of(registry)), keeper_(keeper_of(registry, lot)) {}

  bool add(std::int64_t traced_lot) {
    if (const auto traced = book_.lot(traced_lot)) lots_.insert(traced->name);
    for (const LotMove& move : book_.moves(traced_lot)) {
      if (all_.contains(move.event_id)) continue;
      if (all_.size() == kMostFileEvents) return false;
      if (auto recorded = book_.event(move.event_id); recorded && !recorded->error)
        all_.emplace(move.event_id, *std::move(recorded));
    }
    return true;
  }

  // In the order in which they happened. `others`: also what others may be told of their events.
  std::vector<RecordedEvent> in_order(bool others) const {
    std::vector<RecordedEvent> list;
    for (const auto& [id, recorded] : all_) {
      if (recorded.event.cooperative_id == keeper_) {
        list.push_back(recorded);
      } else if (auto told = others ? told_to_others(recorded, lots_) : std::nullopt) {
        list.push_back({.event = *std::move(told), .at = recorded.at});
      }
    }
    std::ranges::stable_sort(list, {},
                             [](const RecordedEvent& each) { return each.event.when.at; });
    return list;
  }

 private:
  const EventBook book_;
  std::string keeper_;
  std::set<LotName> lots_;
  std::map<std::int64_t, RecordedEvent> all_;
};

Error too_large() {
  return {.code = "export_too_large", .args = {{"limit", std::to_string(kMostFileEvents)}}};
}

// With `others`: of the way to the lot, also what other cooperatives' events may be told as.
Result<std::vector<RecordedEvent>> events_on_way(const Registry& registry, const LotName& lot,
                                                 bool forward, bool others) {
  const EventBook book = EventBook::of(registry);
  const auto traced = book.lot(lot);
  if (!traced) return std::vector<RecordedEvent>();
  EventsOfLots events(registry, lot);
  if (!events.add(traced->id)) return too_large();
  std::vector<TraceWay> ways{TraceWay::back};
  if (forward) ways.push_back(TraceWay::forward);
  for (const TraceWay way : ways) {
    for (const TracedPart& part : trace_lots(trace_source(registry), traced->id, way).parts)
      if (!events.add(part.lot)) return too_large();
  }
  return events.in_order(others);
}

}  // namespace

Result<std::vector<RecordedEvent>> events_of_lot(const Registry& registry, const LotName& lot,
                                                 bool forward) {
  return events_on_way(registry, lot, forward, false);
}

LotStory story_without_events(const Registry& registry, const Lot& lot, Day today) {
  const LotFacts facts = registry.facts(lot.realm, lot.gtin, lot.code, {}, {});
  const AsIssued issued = as_issued(lot.record);
  LotStory story{.lot = lot,
                 .product = facts.product.value_or(Product{.gtin = lot.gtin}),
                 .cooperative = facts.cooperative.value_or(Cooperative{.id = lot.cooperative_id}),
                 .place = facts.place};
  if (issued.product) story.product = as_labelled(story.product, *issued.product);
  if (issued.cooperative) story.cooperative = as_labelled(story.cooperative, *issued.cooperative);
  std::ranges::copy_if(facts.certifications, std::back_inserter(story.in_force),
                       [&](const Certification& each) {
                         return in_force(each, today).value_or(false) && may_be_shown(each, today);
                       });
  if (claims_green(story.product.standards) &&
      !has_green_evidence(story.in_force, story.product, today))
    story.product.standards.clear();
  if (!story.product.picture.empty())
    story.picture = "https://" + lot.host + "/picture/" + lot.gtin.digits();
  return story;
}

Result<LotStory> story_of(const Registry& registry, const Lot& lot, Day today) {
  LotStory story = story_without_events(registry, lot, today);
  auto events =
      events_on_way(registry, {LotName::Kind::sealed, {}, lot.short_code.text()}, false, true);
  if (!events) return events.error();
  story.events = *std::move(events);
  return story;
}

std::vector<Certification> certificates_to_declare(const LotStory& story) {
  std::vector<Certification> some = story.in_force;
  std::erase_if(some, [](const Certification& each) {
    return !each.issued || each.issued->precision != VagueDate::Precision::day;
  });
  return some;
}

std::string trace_link(const Lot& lot) {
  return "https://" + lot.host + "/01/" + lot.gtin.digits() + "/10/" +
         percent_encoded(lot.code.text());
}

std::string address_of(const std::vector<Address>& addresses, Day day) {
  const Address* address = address_on(addresses, day);
  if (address == nullptr && !addresses.empty()) address = &addresses.back();
  return address == nullptr ? std::string() : address->one_line();
}

EventPlace place_of(const Registry& registry, const Event& event) {
  const Day day = event.when.day();
  if (const auto place = event.place_id.empty() ? std::nullopt : registry.place(event.place_id))
    return {place->name, address_of(place->addresses, day), place->gln};
  const auto cooperative = registry.cooperative(event.cooperative_id);
  if (!cooperative) return {};
  return {cooperative->name, address_of(cooperative->addresses, day), cooperative->gln};
}

std::optional<Lot> issued_lot(const Registry& registry, const LotName& name) {
  if (name.kind != LotName::Kind::sealed) return std::nullopt;
  const auto code = ShortCode::parse(name.code);
  return code ? registry.lot(*code) : std::nullopt;
}

std::string lot_words(const Registry& registry, const LotName& name) {
  const auto lot = issued_lot(registry, name);
  return lot ? lot->code.text() : name.code;
}

}  // namespace temgoc
