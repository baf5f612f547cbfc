// What happened to goods, with whom a cooperative trades, and where lots came from and went.
#include <algorithm>
#include <charconv>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "temgoc/base/text.h"
#include "temgoc/events/event_json.h"
#include "temgoc/events/trace_words.h"
#include "temgoc/events/written_event.h"
#include "temgoc/import/import.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kPartnerText = 200;

// Whose affair a draft is: the token's, else the one named, else the only one on record.
Result<std::string> owner_of(const ApiCall& call) {
  std::string named = call.text("cooperative");
  if (!call.scope().empty()) {
    if (named.empty() || named == call.scope()) return call.scope();
    return Error{"cooperative_unknown", "cooperative", shortened(named)};
  }
  const auto all = call.registry().cooperatives();
  if (named.empty() && all.size() == 1) return all.front().id;
  if (named.empty()) return Error{"field_missing", "cooperative"};
  if (!call.registry().cooperative(named))
    return Error{"cooperative_unknown", "cooperative", shortened(named)};
  return named;
}

std::string amount_text(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : dump(value);
}

std::string member_text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

WrittenLot lot_drafted(const Json& draft) {
  WrittenLot lot{.lot = member_text(draft, "lot"),
                 .role = lot_role(member_text(draft, "role")),
                 .unit = member_text(draft, "unit"),
                 .goods = member_text(draft, "goods")};
  if (draft.contains("quantity")) lot.quantity = amount_text(draft["quantity"]);
  return lot;
}

WrittenEvent event_drafted(const ApiCall& call, const std::string& cooperative) {
  WrittenEvent written{.kind = call.text("kind"),
                       .when = call.text("when"),
                       .cooperative_id = cooperative,
                       .loss = call.text("loss"),
                       .wait_days = call.whole("wait_days"),
                       .corrects = call.whole("corrects").value_or(0),
                       .correction = call.text("correction"),
                       .again = call.is_yes("again")};
  const std::string result = call.text("result");
  if (!result.empty()) written.passed = result == "passed";
  if (call.body().contains("lots") && call.body()["lots"].is_array())
    for (const Json& each : call.body()["lots"]) written.lots.push_back(lot_drafted(each));
  return written;
}

Json warnings_json(const ApiCall& call, const std::vector<Error>& warnings) {
  Json list = Json::array();
  for (const Error& each : warnings) list.push_back(fault_json(each, call.language()));
  return list;
}

std::optional<RecordedEvent> event_in_sight(const ApiCall& call, const std::string& number) {
  if (!is_digits(number) || number.size() > 17) return std::nullopt;
  auto recorded = EventBook::of(call.registry()).event(std::stoll(number));
  if (!recorded || !call.sees(recorded->event.cooperative_id)) return std::nullopt;
  return recorded;
}

HttpResponse event_unknown(const ApiCall& call) {
  return problem_answer(call.request(), 404,
                        Error{"event_unknown", "event", shortened(call.place(0))});
}

HttpResponse recorded_answer(const ApiCall& call, const Registry& registry, unsigned status,
                             const EventReport& report) {
  Json json = event_json(EventBook::of(registry).event(report.id).value());
  json["warnings"] = warnings_json(call, report.warnings);
  HttpResponse response = json_answer(status, json);
  if (status == 201)
    response.headers.emplace_back("Location",
                                  std::string(kApiRoot) + "/events/" + std::to_string(report.id));
  return response;
}

// MILLISECONDS.NUMBER of the last one seen.
Result<void> read_cursor(const ApiCall& call, EventFilter& filter) {
  const std::string cursor = call.asked("cursor");
  if (cursor.empty()) return {};
  std::int64_t at = 0, id = 0;
  const char* const end = cursor.data() + cursor.size();
  const auto first = std::from_chars(cursor.data(), end, at);
  const bool parted = first.ec == std::errc() && first.ptr != end && *first.ptr == '.';
  const auto second = parted ? std::from_chars(first.ptr + 1, end, id) : first;
  if (!parted || second.ec != std::errc() || second.ptr != end)
    return Error{"api_parameter_invalid", "cursor", shortened(cursor)};
  filter.after = {Instant(std::chrono::milliseconds(at)), id};
  return {};
}

Result<void> read_moments(const ApiCall& call, EventFilter& filter) {
  for (const char* name : {"from", "until"}) {
    const std::string typed = call.asked(name);
    if (typed.empty()) continue;
    const auto moment = EventTime::parse(typed);
    if (!moment) return Error{"api_parameter_invalid", name, shortened(typed)};
    if (std::string_view(name) == "from")
      filter.from = moment->at;
    else
      filter.until = moment->latest();
  }
  return {};
}

Result<EventFilter> filter_asked(const ApiCall& call) {
  EventFilter filter{.cooperative_id = call.cooperative_asked(), .place_id = call.asked("place")};
  auto limit = call.limit();
  if (!limit) return limit.error();
  filter.limit = *limit;
  if (const std::string kind = call.asked("kind"); !kind.empty()) {
    auto known = written_kind(kind);
    if (!known) return known.error();
    filter.kind = *known;
  }
  if (const std::string lot = call.asked("lot"); !lot.empty()) {
    auto name = lot_on_record(call.registry(), lot, call.scope());
    if (!name) return name.error();
    const auto traced = EventBook::of(call.registry()).lot(*name);
    filter.traced_lot_id = traced ? traced->id : 0;
  }
  filter.with_errors = call.asked("errors") != "false";
  if (auto read = read_moments(call, filter); !read) return read.error();
  if (auto read = read_cursor(call, filter); !read) return read.error();
  return filter;
}

Result<std::vector<PartnerRole>> roles_of(const Json& list) {
  std::vector<PartnerRole> roles;
  for (const Json& each : list) {
    const auto role = partner_role(each.get<std::string>());
    if (!role) return Error{"partner_role_unknown", "roles", shortened(each.get<std::string>())};
    if (std::ranges::find(roles, *role) == roles.end()) roles.push_back(*role);
  }
  std::ranges::sort(roles);
  return roles;
}

Result<Partner> partner_drafted(const ApiCall& call) {
  auto id = parse_record_id(call.text("id"), "id");
  if (!id) return id.error();
  auto owner = owner_of(call);
  if (!owner) return owner.error();
  const bool has_roles = call.body().contains("roles") && call.body()["roles"].is_array();
  auto roles = roles_of(has_roles ? call.body()["roles"] : Json::array());
  if (!roles) return roles.error();
  Partner partner{.id = *id, .cooperative_id = *owner, .roles = *roles};
  for (auto [name, field] : {std::pair{"name", &partner.name},
                             {"address", &partner.address},
                             {"phone", &partner.phone}}) {
    auto text = clean_text(call.text(name), name, kPartnerText);
    if (!text) return text.error();
    *field = *std::move(text);
  }
  if (call.text("gln").empty()) return partner;
  auto gln = parse_gln(call.text("gln"), "gln");
  if (!gln) return gln.error();
  partner.gln = *gln;
  return partner;
}

Result<TraceReport> trace_asked(const ApiCall& call) {
  auto until = call.day_asked("until");
  if (!until) return until.error();
  auto lot = lot_on_record(call.registry(), call.place(0), call.scope());
  if (!lot) return lot.error();
  const TraceWay way = call.asked("way") == "forward" ? TraceWay::forward : TraceWay::back;
  return trace_report(call.registry(), *lot, way, *until, call.scope());
}

}  // namespace

HttpResponse list_events_asked(ApiCall& call) {
  auto filter = filter_asked(call);
  if (!filter) return problem_answer(call.request(), filter.error());
  const unsigned limit = filter->limit;
  filter->limit = limit + 1;
  const auto found = EventBook::of(call.registry()).events(*filter);
  Json items = Json::array();
  for (std::size_t i = 0; i < found.size() && i < limit; ++i) items.push_back(event_json(found[i]));
  if (found.size() <= limit) return page_answer(call, std::move(items), "");
  const Event& last = found[limit - 1].event;
  return page_answer(
      call, std::move(items),
      std::to_string(last.when.at.time_since_epoch().count()) + "." + std::to_string(last.id));
}

HttpResponse record_event_asked(ApiCall& call) {
  auto owner = owner_of(call);
  if (!owner) return problem_answer(call.request(), owner.error());
  auto order = event_order(
      call.registry(), event_drafted(call, *owner),
      [&](const char* name) { return call.text(name); }, call.token().name);
  if (!order) return problem_answer(call.request(), order.error());
  // An event of others answers like one that is not there.
  const std::int64_t corrects = order->event.corrects;
  if (corrects != 0 && !event_in_sight(call, std::to_string(corrects)))
    return problem_answer(call.request(), 404,
                          Error{"event_unknown", "corrects", std::to_string(corrects)});
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto report = record_event(*workplace, *std::move(order));
  if (!report) return problem_answer(call.request(), report.error());
  return recorded_answer(call, workplace->registry(), 201, *report);
}

HttpResponse show_event_asked(ApiCall& call) {
  const auto recorded = event_in_sight(call, call.place(0));
  return recorded ? json_answer(200, event_json(*recorded)) : event_unknown(call);
}

HttpResponse declare_error_asked(ApiCall& call) {
  const auto recorded = event_in_sight(call, call.place(0));
  if (!recorded) return event_unknown(call);
  auto reason = clean_text(call.text("reason"), "reason", kMostEventText);
  if (!reason) return problem_answer(call.request(), reason.error());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto report =
      declare_event_error(*workplace, recorded->event.id, *reason, call.token().name);
  if (!report) return problem_answer(call.request(), report.error());
  return recorded_answer(call, workplace->registry(), 200, {recorded->event.id, report->warnings});
}

HttpResponse list_partners_asked(ApiCall& call) {
  Json items = Json::array();
  for (const Partner& each : EventBook::of(call.registry()).partners(call.cooperative_asked()))
    items.push_back(partner_json(each));
  return page_answer(call, std::move(items), "");
}

HttpResponse store_partner_asked(ApiCall& call) {
  auto partner = partner_drafted(call);
  if (!partner) return problem_answer(call.request(), partner.error());
  const auto standing = EventBook::of(call.registry()).partner(partner->id);
  if (standing && !call.sees(standing->cooperative_id))
    return problem_answer(call.request(), Error{"partner_id_taken", "id", partner->id});
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const std::string id = partner->id;
  const auto stored = record_partner(*workplace, *std::move(partner), call.is_yes("update"));
  if (!stored) return problem_answer(call.request(), stored.error());
  return json_answer(200, partner_json(EventBook::of(workplace->registry()).partner(id).value()));
}

HttpResponse show_trace_asked(ApiCall& call) {
  const auto report = trace_asked(call);
  if (!report) return problem_answer(call.request(), report.error());
  return json_answer(200, trace_json(*report));
}

HttpResponse show_trace_drawing(ApiCall& call) {
  const auto report = trace_asked(call);
  if (!report) return problem_answer(call.request(), report.error());
  auto drawing = trace_drawing(*report, 0, call.language());
  if (!drawing) return problem_answer(call.request(), drawing.error());
  return {.status = 200,
          .content_type = kSvgType,
          .body = *std::move(drawing),
          .headers = {{"Cache-Control", "no-store"}, {"Content-Security-Policy", "sandbox"}}};
}

HttpResponse show_trace_table(ApiCall& call) {
  const auto report = trace_asked(call);
  if (!report) return problem_answer(call.request(), report.error());
  const Bytes book = sheet_workbook(trace_table(*report, call.language()));
  return {.status = 200,
          .content_type = kWorkbookType,
          .body = std::string(book.begin(), book.end()),
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace temgoc
