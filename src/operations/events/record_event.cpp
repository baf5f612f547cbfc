// One event, or one error declaration: stored, logged and in the journal in one step.
#include <algorithm>

#include "operations/events/chain_rules.h"
#include "temgoc/base/text.h"
#include "temgoc/events/events.h"
#include "temgoc/workplace/other_cooperative.h"

namespace temgoc {
namespace {

// A phone's clock may run ahead of the workplace's.
constexpr std::chrono::minutes kClockSlack{10};

Result<void> check_quantities(const Event& event) {
  const auto fits = [](const std::optional<Quantity>& quantity) {
    return !quantity || measure_of(*quantity);
  };
  const bool all = fits(event.loss) && std::ranges::all_of(event.lots, [&](const EventLot& each) {
                     return fits(each.quantity);
                   });
  if (all) return {};
  constexpr std::int64_t kTonnes = kMostMeasured / 1'000'000'000;
  return Error{.code = "quantity_too_large",
               .field = "quantity",
               .value = to_text(event.kind),
               .args = {{"limit", std::to_string(kTonnes)}}};
}

Result<void> check_owner(const Workplace& workplace, const EventBook& book, const Event& event) {
  const Registry& registry = workplace.registry();
  if (!registry.cooperative(event.cooperative_id)) {
    return Error{
        .code = "unknown_reference", .field = "cooperative", .value = event.cooperative_id};
  }
  if (!event.place_id.empty()) {
    const auto place = registry.place(event.place_id);
    if (!place) return Error{"unknown_reference", "place", event.place_id};
    if (place->cooperative_id != event.cooperative_id) {
      return of_other_cooperative(workplace.actor(),
                                  {"place_of_other_cooperative",
                                   "place",
                                   event.place_id,
                                   {},
                                   {{"cooperative", place->cooperative_id}}},
                                  {"unknown_reference", "place", event.place_id});
    }
  }
  for (const auto& [field, id] :
       {std::pair{"partner", event.partner_id}, std::pair{"carrier", event.carrier_id}}) {
    if (id.empty()) continue;
    const auto partner = book.partner(id);
    if (!partner) return Error{"unknown_reference", field, id};
    if (partner->cooperative_id != event.cooperative_id) {
      return of_other_cooperative(workplace.actor(),
                                  {"partner_of_other_cooperative",
                                   field,
                                   id,
                                   {},
                                   {{"cooperative", partner->cooperative_id}}},
                                  {"unknown_reference", field, id});
    }
  }
  return {};
}

Result<void> check_moment(const Event& event, Instant now) {
  if (event.when.at <= now + kClockSlack) return {};
  return Error{.code = "event_in_future", .field = "when", .value = event.when.shown()};
}

}  // namespace

namespace {

// 16 random bytes in hex.
std::string fresh_salt(const RandomSource& random) {
  std::array<std::uint8_t, 16> bytes{};
  random(bytes);
  return to_hex(bytes);
}

}  // namespace

Result<EventReport> add_event(Workplace& workplace, EventOrder order) {
  Event& event = order.event;
  EventBook book(workplace.registry());
  if (auto kept = check_rules(event); !kept) return kept.error();
  if (auto kept = check_quantities(event); !kept) return kept.error();
  if (auto kept = check_owner(workplace, book, event); !kept) return kept.error();
  if (auto kept = check_moment(event, workplace.now()); !kept) return kept.error();
  if (const auto standing = book.same(event); standing && !order.again)
    return Error{.code = "event_repeated", .field = "event", .value = std::to_string(*standing)};
  auto warnings = check_chain(workplace, event);
  if (!warnings) return warnings.error();
  event.salt = fresh_salt(workplace.random());
  auto id = book.add(event, workplace.now());
  if (!id) return id.error();
  return EventReport{*id, *std::move(warnings)};
}

namespace {

// The event that is to count no more.
Result<Event> standing_event(const Workplace& workplace, std::int64_t id) {
  const auto standing = EventBook::of(workplace.registry()).event(id);
  if (!standing) return Error{"event_unknown", "event", std::to_string(id)};
  if (standing->error) {
    return Error{
        "event_in_error", "event", std::to_string(id), {}, {{"reason", standing->error->reason}}};
  }
  return standing->event;
}

// Returns what is used more than is left then.
Result<std::vector<Error>> declare(Workplace& workplace, const Event& wrong, EventError error) {
  EventBook book(workplace.registry());
  error.at = workplace.now();
  if (auto done = book.declare_error(wrong.id, error); !done) return done.error();
  if (auto free = check_not_used(workplace.registry(), wrong); !free) return free.error();
  return check_left(workplace, wrong);
}

// In one transaction: what stands instead, then that the other counts no more.
Result<RecordedAct> record_in_transaction(Workplace& workplace, const EventOrder& order,
                                          EventReport& report) {
  const Event& event = order.event;
  std::optional<Event> wrong;
  if (event.corrects != 0) {
    if (order.correction.empty()) return Error{"reason_missing", "reason"};
    auto standing = standing_event(workplace, event.corrects);
    if (!standing) return standing.error();
    wrong = *std::move(standing);
  }
  auto added = add_event(workplace, order);
  if (!added) return added.error();
  report = *std::move(added);
  RecordedAct act{"event",
                  {{"event", std::to_string(report.id)}, {"event_kind", to_text(event.kind)}},
                  event.cooperative_id};
  if (!wrong) return act;
  const EventError error{order.correction, {}, order.who, report.id};
  auto left = declare(workplace, *wrong, error);
  if (!left) return left.error();
  report.warnings.insert(report.warnings.end(), left->begin(), left->end());
  act.kind = "event_replaced";
  act.args["wrong"] = std::to_string(wrong->id);
  return act;
}

}  // namespace

Result<EventReport> record_event(Workplace& workplace, EventOrder order) {
  EventReport report;
  auto recorded = workplace.record([&] { return record_in_transaction(workplace, order, report); });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return report;
}

Result<EventReport> declare_event_error(Workplace& workplace, std::int64_t event_id,
                                        std::string_view reason, std::string_view who) {
  if (reason.empty()) return Error{"reason_missing", "reason"};
  EventReport report{event_id, {}};
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto wrong = standing_event(workplace, event_id);
    if (!wrong) return wrong.error();
    const EventError error{std::string(reason), {}, std::string(who), 0};
    auto left = declare(workplace, *wrong, error);
    if (!left) return left.error();
    report.warnings = *std::move(left);
    return RecordedAct{"event_error", {{"event", std::to_string(event_id)}}, wrong->cooperative_id};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return report;
}

std::string partner_version(const Registry& registry, std::string_view id) {
  const auto partner = EventBook::of(registry).partner(id);
  return partner ? to_hex(sha256(as_bytes(dump(to_json(*partner))))) : std::string();
}

namespace {

// Whether another than the version that was seen stands, and it is not what is to be stored.
bool changed_meanwhile(const Registry& registry, Partner partner, std::string_view seen) {
  if (seen.empty() || partner_version(registry, partner.id) == seen) return false;
  const auto standing = EventBook::of(registry).partner(partner.id);
  if (!standing) return true;
  partner.salt = standing->salt;
  return !(partner == *standing);
}

}  // namespace

namespace {

// Another cooperative's partner, by whose number this one's is refused, is not named.
Error without_holder(const Workplace& workplace, const EventBook& book, const Partner& partner,
                     Error error) {
  const auto holder =
      error.code == "gs1_key_taken" ? book.partner(error.args.at("holder")) : std::nullopt;
  if (!holder || holder->cooperative_id == partner.cooperative_id) return error;
  Error unnamed{.code = "gs1_key_in_use", .field = error.field, .value = error.value};
  return of_other_cooperative(workplace.actor(), std::move(error), std::move(unnamed));
}

}  // namespace

Result<Stored> record_partner(Workplace& workplace, Partner partner, bool update,
                              std::string_view seen) {
  if (partner.name.empty()) return Error{.code = "field_missing", .field = "name"};
  // An id names one owner of lots: a cooperative or a partner.
  if (workplace.registry().cooperative(partner.id))
    return Error{"partner_id_taken", "id", partner.id};
  std::optional<Stored> stored;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    EventBook book(workplace.registry());
    if (changed_meanwhile(workplace.registry(), partner, seen))
      return Error{"record_changed_meanwhile", {}, partner.id};
    partner.salt = fresh_salt(workplace.random());
    auto done = book.store(partner, workplace.now(), update);
    if (!done) return without_holder(workplace, book, partner, done.error());
    stored = *done;
    if (*done == Stored::differs)
      return Error{.code = "record_differs",
                   .field = "id",
                   .value = partner.id,
                   .args = {{"fields", "partner"}}};
    if (*done == Stored::unchanged) return RecordedAct{};
    return RecordedAct{"partner", {{"partner", partner.id}}, partner.cooperative_id};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *stored;
}

}  // namespace temgoc
