// Lots: listed, shown, cancelled, recalled; their labels voided.
#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/lots_in_sight.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/api/shapes.h"
#include "console/pages/lot_views.h"
#include "temgoc/base/text.h"
#include "temgoc/http/accept.h"
#include "temgoc/lots/lot_json.h"
#include "temgoc/lots/recall.h"

namespace temgoc {

std::optional<Lot> lot_in_sight(const ApiCall& call, const std::string& code) {
  const auto typed = ShortCode::parse(code);
  if (!typed) return std::nullopt;
  auto lot = call.registry().lot(*typed);
  if (!lot || !call.sees(lot->cooperative_id)) return std::nullopt;
  return lot;
}

HttpResponse lot_unknown(const ApiCall& call, const std::string& code) {
  return problem_answer(call.request(), Error{"lot_unknown", "lot", shortened(code)});
}

namespace {

constexpr std::size_t kMostReason = 300;

Json full_lot_json(const Registry& registry, const Lot& lot, Instant now) {
  Json json = lot_json(lot);
  json["labels"] = labels_of(registry, lot);
  json["recalled"] = !registry.facts(lot.realm, lot.gtin, lot.code, {}, now).recalls.empty();
  json["cancelled"] = registry.cancellation(lot.id).has_value();
  return json;
}

HttpResponse lot_answer(const Registry& registry, const Lot& lot, Instant now) {
  return json_answer(200, full_lot_json(registry, lot, now));
}

// "2026-11-24_17": the pack day and the number of the last lot.
Result<std::optional<LotPlace>> lot_cursor(const ApiCall& call) {
  const std::string typed = call.asked("cursor");
  if (typed.empty()) return std::optional<LotPlace>();
  const auto parts = split(typed, '_');
  const auto day = parse_day(parts.front(), "cursor");
  if (parts.size() != 2 || !day || !is_digits(parts[1]) || parts[1].size() > 18)
    return Error{"api_parameter_invalid", "cursor", shortened(typed)};
  return std::optional(LotPlace{*day, std::stoll(std::string(parts[1]))});
}

Result<LotFilter> filter_of(const ApiCall& call) {
  LotFilter filter{.cooperative_id = call.cooperative_asked(), .product_id = call.asked("product")};
  auto from = call.day_asked("from");
  if (!from) return from.error();
  auto until = call.day_asked("until");
  if (!until) return until.error();
  auto limit = call.limit();
  if (!limit) return limit.error();
  filter.packed_from = *from;
  filter.packed_until = *until;
  filter.limit = *limit;
  return filter;
}

using Change = std::function<Result<void>(Workplace&, const Lot&)>;

HttpResponse changed(ApiCall& call, const Change& change) {
  const auto lot = lot_in_sight(call, call.place(0));
  if (!lot) return lot_unknown(call, call.place(0));
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  if (auto done = change(*workplace, *lot); !done)
    return problem_answer(call.request(), done.error());
  return lot_answer(workplace->registry(), *lot, call.now());
}

Recall::Scope scope_asked(const ApiCall& call) {
  const std::string scope = call.text("scope");
  if (scope == "product") return Recall::Scope::product;
  return scope == "cooperative" ? Recall::Scope::cooperative : Recall::Scope::lot;
}

Result<Recall> recall_asked(const ApiCall& call, const Lot& lot) {
  auto reason = clean_text(call.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  auto instruction = clean_text(call.text("instruction"), "instruction", kMostReason);
  if (!instruction) return instruction.error();
  const Recall::Scope scope = scope_asked(call);
  const std::string subject = scope == Recall::Scope::product       ? lot.product_id
                              : scope == Recall::Scope::cooperative ? lot.cooperative_id
                                                                    : lot.code.text();
  if (call.text("confirm") != subject)
    return Error{"recall_not_confirmed",
                 "confirm",
                 shortened(call.text("confirm")),
                 {},
                 {{"subject", subject}, {"product", product_name(lot)}}};
  for (const Recall& standing :
       call.registry().facts(lot.realm, lot.gtin, lot.code, {}, call.now()).recalls)
    if (standing.scope == scope)
      return Error{"already_recalled",
                   "lot",
                   subject,
                   {},
                   {{"reason", standing.reason}, {"since", to_dmy(standing.since)}}};
  return Recall{scope, *reason, *instruction, call.site().today()};
}

Result<Void> void_asked(const ApiCall& call) {
  auto reason = clean_text(call.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  Void voided{.listed_serial = call.text("serial"), .reason = *reason, .who = call.token().name};
  const auto first = call.whole("first"), last = call.whole("last");
  if (!voided.listed_serial.empty()) {
    if (first || last) return Error{"api_member_unknown", first ? "first" : "last"};
    return voided;
  }
  if (!first) return Error{"api_member_missing", "first"};
  voided.first = static_cast<std::uint32_t>(*first);
  voided.last = static_cast<std::uint32_t>(last.value_or(*first));
  if (voided.last < voided.first)
    return Error{"serial_range_invalid", "last", std::to_string(voided.last)};
  return voided;
}

}  // namespace

HttpResponse list_lots(ApiCall& call) {
  auto filter = filter_of(call);
  if (!filter) return problem_answer(call.request(), filter.error());
  auto place = lot_cursor(call);
  if (!place) return problem_answer(call.request(), place.error());
  LotFilter one_more = *filter;
  ++one_more.limit;
  one_more.after = *place;
  auto lots = call.registry().lots(one_more);
  const bool more = lots.size() > filter->limit;
  if (more) lots.pop_back();
  Json items = Json::array();
  for (const Lot& lot : lots) items.push_back(full_lot_json(call.registry(), lot, call.now()));
  return page_answer(
      call, std::move(items),
      more ? to_iso(lots.back().packed_on) + "_" + std::to_string(lots.back().id) : "");
}

HttpResponse show_lot(ApiCall& call) {
  const auto lot = lot_in_sight(call, call.place(0));
  return lot ? lot_answer(call.registry(), *lot, call.now()) : lot_unknown(call, call.place(0));
}

HttpResponse cancel_lot_asked(ApiCall& call) {
  return changed(call, [&](Workplace& workplace, const Lot& lot) -> Result<void> {
    auto reason = clean_text(call.text("reason"), "reason", kMostReason);
    if (!reason) return reason.error();
    return cancel_lot(workplace, lot, {*reason, {}, call.token().name});
  });
}

HttpResponse recall_lot_asked(ApiCall& call) {
  return changed(call, [&](Workplace& workplace, const Lot& lot) -> Result<void> {
    auto recall = recall_asked(call, lot);
    if (!recall) return recall.error();
    return recall_lot(workplace, lot, *recall);
  });
}

HttpResponse void_labels_asked(ApiCall& call) {
  return changed(call, [&](Workplace& workplace, const Lot& lot) -> Result<void> {
    auto voided = void_asked(call);
    if (!voided) return voided.error();
    return void_labels(workplace, lot, *voided);
  });
}

}  // namespace temgoc
