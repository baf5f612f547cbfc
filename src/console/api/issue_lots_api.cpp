// Lots are issued, one or many at a time: what was asked is read, handed to the desk, and answered.
#include <cmath>
#include <future>

#include "console/api/handlers.h"
#include "console/api/kept_answers.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/api/shapes.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/lot_json.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostText = 200, kMostLots = 1'000;

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

}  // namespace temgoc
