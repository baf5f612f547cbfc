// Lots: listed, shown, issued one or many at a time, cancelled, recalled; their labels voided.
#include <cmath>
#include <future>

#include "console/api/handlers.h"
#include "console/api/kept_answers.h"
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
namespace {

constexpr std::size_t kMostText = 200, kMostReason = 300, kMostLots = 1'000;

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

// --- Issuing -------------------------------------------------------------------------------------

// A JSON number says itself exactly; a text is read as people write it.
Result<Quantity> quantity_of(const Json& amount, const std::string& unit) {
  if (amount.is_string()) return Quantity::parse(amount.get<std::string>(), unit);
  auto checked = Quantity::parse("1", unit);
  if (!checked) return checked;
  const double thousandths = amount.get<double>() * 1000;
  const double whole = std::round(thousandths);
  const auto refuse = [&](const char* code) {
    return Error{code, "quantity", shortened(dump(amount)), {}, {{"limit", "1000000000"}}};
  };
  if (!(whole > 0)) return refuse("quantity_not_positive");
  if (whole > 1e12) return refuse("quantity_too_large");
  if (std::abs(thousandths - whole) > 1e-6 * std::max(1.0, whole * 1e-6))
    return refuse("quantity_unreadable");
  checked->thousandths = static_cast<std::int64_t>(whole);
  return checked;
}

std::string member_text(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<LotDraft> draft_of(const Json& json) {
  auto gtin = Gtin::parse(member_text(json, "product"));
  if (!gtin) return gtin.error();
  auto packed = parse_day(member_text(json, "packed_on"), "packed_on");
  if (!packed) return packed.error();
  auto quantity = quantity_of(json.at("quantity"), member_text(json, "unit"));
  if (!quantity) return quantity.error();
  LotDraft draft{.gtin = *gtin, .packed_on = *packed, .quantity = *quantity};
  if (const std::string code = member_text(json, "lot"); !code.empty()) {
    auto parsed = LotCode::parse(code);
    if (!parsed) return parsed.error();
    draft.code = *parsed;
  }
  if (const auto days = json.find("shelf_life_days"); days != json.end() && days->is_number())
    draft.shelf_life_days = days->get<unsigned>();
  for (auto [name, field] : {std::pair{"request_id", &draft.request_id},
                             {"backdate_reason", &draft.backdate_reason},
                             {"place", &draft.place_id}}) {
    auto text = clean_text(member_text(json, name), name, kMostText);
    if (!text) return text.error();
    *field = *text;
  }
  return draft;
}

// One lot as it was asked for: a draft, or every fault of it.
struct Asked {
  std::optional<LotDraft> draft = {};
  std::vector<Error> faults = {};
};

Asked asked_of(const Json& json, const std::string& within) {
  Asked asked{.faults = faults_of(shape_of("LotDraft"), json, within)};
  if (!asked.faults.empty()) return asked;
  auto draft = draft_of(json);
  if (draft) {
    asked.draft = *std::move(draft);
  } else {
    Error fault = draft.error();
    fault.field = within + fault.field;
    asked.faults.push_back(std::move(fault));
  }
  return asked;
}

// What a composed answer needs of its request, which is gone by then.
struct Asker {
  HttpRequest request;  // its address and language alone
  Language language;
};
Asker asker_of(const ApiCall& call) {
  HttpRequest request;
  request.method = call.request().method;
  request.path = call.request().path;
  request.accept_language = call.request().accept_language;
  return {std::move(request), call.language()};
}

Json issued_json(const IssueReport& report, Language language) {
  Json json = lot_json(report.lot);
  json["warnings"] = Json::array();
  for (const Error& each : report.warnings) json["warnings"].push_back(fault_json(each, language));
  return json;
}

// A request id that was made of the request's key says no more than the key.
Error in_terms_of_request(Error error, bool named) {
  if (named && error.code == "lot_differs") error = Error{"api_key_reused", "Idempotency-Key"};
  return error;
}

HttpResponse one_answer(const Asker& asker, const Result<IssueReport>& report, bool named) {
  if (!report) return problem_answer(asker.request, in_terms_of_request(report.error(), named));
  HttpResponse response =
      json_answer(report->created || named ? 201 : 200, issued_json(*report, asker.language));
  response.headers.emplace_back(
      "Location", std::string(kApiRoot) + "/lots/" + report->lot.short_code.printed());
  response.route = "issueLots";
  return response;
}

Json result_json(const Asker& asker, const Result<IssueReport>& report, bool named) {
  if (report)
    return {{"status", report->created || named ? 201 : 200},
            {"lot", issued_json(*report, asker.language)},
            {"problem", nullptr}};
  const Error error = in_terms_of_request(report.error(), named);
  const unsigned status = status_of(error);
  return {{"status", status},
          {"lot", nullptr},
          {"problem", problem_json(error, status, asker.language, asker.request.path)}};
}

Json refused_json(const Asker& asker, const std::vector<Error>& faults) {
  return {
      {"status", 422},
      {"lot", nullptr},
      {"problem", problem_json(faults.front(), 422, asker.language, asker.request.path, faults)}};
}

HttpResponse many_answer(const Asker& asker, const std::vector<Asked>& asked,
                         const std::vector<Result<IssueReport>>& reports, bool named) {
  Json results = Json::array();
  auto next = reports.begin();
  for (const Asked& each : asked)
    results.push_back(each.draft ? result_json(asker, *next++, named)
                                 : refused_json(asker, each.faults));
  HttpResponse response = json_answer(200, {{"results", std::move(results)}});
  response.route = "issueLots";
  return response;
}

std::optional<HttpResponse> list_refusal(const ApiCall& call, const Json& body) {
  const auto lots = body.find("lots");
  for (const auto& [name, each] : body.items())
    if (name != "lots")
      return problem_answer(call.request(), Error{"api_member_unknown", shortened(name)});
  if (!lots->is_array())
    return problem_answer(call.request(),
                          Error{"api_member_kind", "lots", {}, {}, {{"kind", "list"}}});
  if (lots->empty() || lots->size() > kMostLots)
    return problem_answer(call.request(), Error{"api_lots_number",
                                                "lots",
                                                std::to_string(lots->size()),
                                                {},
                                                {{"most", std::to_string(kMostLots)}}});
  return std::nullopt;
}

std::vector<Asked> all_asked(const Json& body, bool many) {
  std::vector<Asked> asked;
  if (!many) return {asked_of(body, "")};
  std::size_t number = 0;
  for (const Json& each : body.at("lots"))
    asked.push_back(asked_of(each, "lots[" + std::to_string(number++) + "]."));
  return asked;
}

// The nth lot of a request with a key has that key's name: sent again it is the same lot, also
// where the answer was lost with the machine.
void name_lots(std::vector<LotDraft>& drafts, const RequestName& name) {
  const std::string digest =
      to_hex(sha256(as_bytes(name.token_id + " "), as_bytes(name.key))).substr(0, 32);
  for (std::size_t i = 0; i < drafts.size(); ++i)
    if (drafts[i].request_id.empty())
      drafts[i].request_id = "api-" + digest + "-" + std::to_string(i + 1);
}

LotBatch batch_of(const ApiCall& call, std::vector<Asked> asked, bool many, Reply reply) {
  LotBatch batch;
  batch.actor = call.actor();
  batch.only_cooperative = call.scope();
  for (const Asked& each : asked)
    if (each.draft) batch.drafts.push_back(*each.draft);
  const bool named = !call.request().idempotency_key.empty();
  if (named) {
    batch.name = RequestName{call.token().id, call.request().idempotency_key};
    batch.request = request_digest(call.request());
    name_lots(batch.drafts, *batch.name);
  }
  const Asker asker = asker_of(call);
  batch.compose = [asker, asked = std::move(asked), many,
                   named](const std::vector<Result<IssueReport>>& reports) {
    return many ? many_answer(asker, asked, reports, named)
                : one_answer(asker, reports.front(), named);
  };
  batch.refuse = [asker](const Error& error) {
    const unsigned status = status_of(error);
    return problem_answer(asker.request,
                          error.code != "api_key_reused" && status == 422 ? 503 : status, error);
  };
  batch.reply = std::move(reply);
  return batch;
}

}  // namespace

void hand_in_lots(ApiCall& call, Reply reply) {
  const bool many = call.body().contains("lots");
  if (many)
    if (auto refused = list_refusal(call, call.body())) return reply(share(*std::move(refused)));
  std::vector<Asked> asked = all_asked(call.body(), many);
  if (!many && !asked.front().draft)
    return reply(
        share(problem_answer(call.request(), asked.front().faults.front(), asked.front().faults)));
  call.house().lots.hand_in(call.house(), batch_of(call, std::move(asked), many, std::move(reply)));
}

HttpResponse issue_lots_asked(ApiCall& call) {
  std::promise<SharedResponse> answered;
  hand_in_lots(call, [&](SharedResponse response) { answered.set_value(std::move(response)); });
  return *answered.get_future().get();
}

// --- The rest ------------------------------------------------------------------------------------

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

struct LotPlace {
  Day packed_on;
  std::int64_t id = 0;
};

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

bool follows(const Lot& lot, const std::optional<LotPlace>& place) {
  return !place || std::pair(lot.packed_on, lot.id) < std::pair(place->packed_on, place->id);
}

// The lots behind `place` in the order of the registry, one more than the filter's limit where
// there are so many. What follows a place begins at its day, so no page before it is read again but
// for that day's.
std::vector<Lot> lots_behind(const Registry& registry, LotFilter filter,
                             const std::optional<LotPlace>& place) {
  const std::size_t wanted = filter.limit + 1;
  if (place)
    filter.packed_until = std::min(filter.packed_until.value_or(Day::max()), place->packed_on);
  for (filter.limit += 1;; filter.limit *= 4) {
    auto lots = registry.lots(filter);
    const bool all = lots.size() < filter.limit;
    std::erase_if(lots, [&](const Lot& lot) { return !follows(lot, place); });
    if (lots.size() > wanted)
      lots.erase(lots.begin() + static_cast<std::ptrdiff_t>(wanted), lots.end());
    if (all || lots.size() == wanted) return lots;
  }
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
  auto lots = lots_behind(call.registry(), *filter, *place);
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
