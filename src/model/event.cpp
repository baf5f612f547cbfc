// The kinds of events and what each asks for.
#include "temgoc/model/event.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "named.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

using Kind = EventKind;

constexpr Names<EventKind, 16> kKinds{{{Kind::planting, "planting"},
                                       {Kind::treatment, "treatment"},
                                       {Kind::harvest, "harvest"},
                                       {Kind::receive, "receive"},
                                       {Kind::cool, "cool"},
                                       {Kind::process, "process"},
                                       {Kind::pack, "pack"},
                                       {Kind::aggregate, "aggregate"},
                                       {Kind::disaggregate, "disaggregate"},
                                       {Kind::ship, "ship"},
                                       {Kind::sell, "sell"},
                                       {Kind::return_goods, "return"},
                                       {Kind::dispose, "dispose"},
                                       {Kind::inspect, "inspect"},
                                       {Kind::hold, "hold"},
                                       {Kind::release, "release"}}};
constexpr Names<LotRole, 3> kRoles{
    {{LotRole::input, "input"}, {LotRole::output, "output"}, {LotRole::handled, "handled"}}};
constexpr Names<LotName::Kind, 3> kNames{{{LotName::Kind::sealed, "sealed"},
                                          {LotName::Kind::own, "own"},
                                          {LotName::Kind::partner, "partner"}}};

bool has_role(const Event& event, LotRole role) {
  return std::ranges::any_of(event.lots,
                             [role](const EventLot& each) { return each.role == role; });
}

// Whether lots of the role may stand in the event, and whether one must.
Result<void> check_role(const Event& event, LotRole role, bool may, bool must) {
  const bool has = has_role(event, role);
  const std::map<std::string, std::string> args{{"role", to_text(role)},
                                                {"kind", to_text(event.kind)}};
  if (has && !may) return Error{.code = "event_lots_unfit", .field = "lots", .args = args};
  if (!has && must) return Error{.code = "event_lots_missing", .field = "lots", .args = args};
  return {};
}

Result<void> check_lots(const Event& event, const EventRules& rules) {
  if (event.lots.size() > kMostLotsOfEvent) {
    return Error{.code = "event_lots_too_many",
                 .field = "lots",
                 .value = std::to_string(event.lots.size()),
                 .args = {{"limit", std::to_string(kMostLotsOfEvent)}}};
  }
  std::set<LotName> seen;
  for (const EventLot& each : event.lots) {
    if (!seen.insert(each.lot).second)
      return Error{.code = "event_lot_twice", .field = "lots", .value = each.lot.text()};
  }
  if (auto fit = check_role(event, LotRole::input, rules.may_use, rules.must_use); !fit) return fit;
  if (auto fit = check_role(event, LotRole::output, rules.may_make, rules.must_make); !fit)
    return fit;
  return check_role(event, LotRole::handled, rules.may_handle, rules.must_handle);
}

Error unfit(const Event& event, const char* field, std::string value) {
  return {.code = "field_unfit",
          .field = field,
          .value = shortened(value),
          .args = {{"kind", to_text(event.kind)}}};
}

// Fields that some kinds alone have.
Result<void> check_own_fields(const Event& event) {
  const bool treatment = event.kind == Kind::treatment;
  if (treatment && event.substance.empty())
    return Error{.code = "event_substance_missing", .field = "substance"};
  if (!treatment && !event.substance.empty()) return unfit(event, "substance", event.substance);
  if (!treatment && event.wait_days)
    return unfit(event, "wait_days", std::to_string(*event.wait_days));
  if (event.wait_days && *event.wait_days > kMostWaitDays) {
    return Error{.code = "wait_days_too_long",
                 .field = "wait_days",
                 .value = std::to_string(*event.wait_days),
                 .args = {{"most", std::to_string(kMostWaitDays)}}};
  }
  const bool inspection = event.kind == Kind::inspect;
  if (inspection && !event.passed) return Error{.code = "event_result_missing", .field = "result"};
  if (!inspection && event.passed)
    return unfit(event, "result", *event.passed ? "passed" : "failed");
  const bool makes_of = event.kind == Kind::process || event.kind == Kind::pack;
  if (!makes_of && event.loss) return unfit(event, "loss", event.loss->amount_text());
  if (event.kind == Kind::hold && event.reason.empty())
    return Error{.code = "event_reason_missing", .field = "reason"};
  return {};
}

}  // namespace

std::string to_text(EventKind kind) { return name_in(kKinds, kind); }
std::optional<EventKind> event_kind_from(std::string_view text) { return value_in(kKinds, text); }
std::string to_text(LotRole role) { return name_in(kRoles, role); }
std::optional<LotRole> lot_role(std::string_view text) { return value_in(kRoles, text); }
std::string to_text(LotName::Kind kind) { return name_in(kNames, kind); }

std::span<const EventKind> all_event_kinds() {
  static const auto kAll = [] {
    std::array<EventKind, kKinds.size()> all{};
    std::ranges::transform(kKinds, all.begin(), [](const auto& each) { return each.first; });
    return all;
  }();
  return kAll;
}

EventRules rules_of(EventKind kind) {
  switch (kind) {
    case Kind::planting:
      return {.may_use = true, .may_make = true, .needs_place = true};
    case Kind::treatment:
      return {.may_handle = true, .needs_place = true};
    case Kind::harvest:
      return {.may_use = true, .may_make = true, .must_make = true};
    case Kind::receive:
      return {.may_make = true, .may_handle = true};
    case Kind::process:
    case Kind::pack:
      return {.may_use = true,
              .must_use = true,
              .may_make = true,
              .must_make = true,
              .uses_goods = true};
    case Kind::aggregate:
      return {.may_handle = true, .must_handle = true, .uses_goods = true};
    case Kind::ship:
      return {.may_handle = true,
              .must_handle = true,
              .takes_out = true,
              .uses_goods = true,
              .needs_partner = true};
    case Kind::sell:
      return {.may_handle = true, .must_handle = true, .takes_out = true, .uses_goods = true};
    case Kind::dispose:
      return {.may_use = true, .must_use = true};
    case Kind::disaggregate:
    case Kind::cool:
    case Kind::return_goods:
    case Kind::inspect:
    case Kind::hold:
    case Kind::release:
      return {.may_handle = true, .must_handle = true};
  }
  return {};
}

LotRole usual_role(EventKind kind, LotName::Kind lot) {
  const EventRules rules = rules_of(kind);
  // An issued lot that is received was made elsewhere.
  const bool comes_in = kind == EventKind::receive && lot != LotName::Kind::sealed;
  if (rules.may_handle && !comes_in) return LotRole::handled;
  return rules.may_make && kind != EventKind::process ? LotRole::output : LotRole::input;
}

std::string LotName::text() const {
  if (kind != Kind::sealed) return owner + ":" + code;
  const auto typed = ShortCode::parse(code);
  return typed ? typed->printed() : code;
}

Result<void> check_rules(const Event& event) {
  const EventRules rules = rules_of(event.kind);
  if (auto lots = check_lots(event, rules); !lots) return lots;
  // What comes in is either a new lot or one that is known.
  if (event.kind == Kind::receive && event.lots.empty()) {
    return Error{.code = "event_lots_missing",
                 .field = "lots",
                 .args = {{"role", to_text(LotRole::output)}, {"kind", to_text(event.kind)}}};
  }
  if (rules.needs_partner && event.partner_id.empty()) {
    return Error{.code = "event_partner_missing",
                 .field = "partner",
                 .args = {{"kind", to_text(event.kind)}}};
  }
  if (rules.needs_place && event.place_id.empty()) {
    return Error{
        .code = "event_place_missing", .field = "place", .args = {{"kind", to_text(event.kind)}}};
  }
  return check_own_fields(event);
}

}  // namespace temgoc
