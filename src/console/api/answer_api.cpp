// The order of the checks before an operation is done, and the guard against doing it twice.
#include "console/api/answer_api.h"

#include <algorithm>
#include <variant>

#include "console/api/handlers.h"
#include "console/api/kept_answers.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/api/routes.h"
#include "console/routes.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/http/accept.h"

namespace temgoc {
namespace {

struct Found {
  const ApiRoute* route = nullptr;
  std::vector<std::string> places = {};
  std::string methods = {};  // that this address knows
};

Found find_route(const HttpRequest& request) {
  Found found;
  if (!request.path.starts_with(kApiRoot)) return found;
  const std::string_view path = std::string_view(request.path).substr(kApiRoot.size());
  if (!path.starts_with('/')) return found;
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  for (const ApiRoute& route : api_routes()) {
    auto places = places_in(route.path, path);
    if (!places) continue;
    found.methods += (found.methods.empty() ? "" : ", ") + route.method;
    if (route.method == "GET") found.methods += ", HEAD";
    if (route.method != method || found.route) continue;
    found.route = &route;
    found.places = *std::move(places);
  }
  return found;
}

HttpResponse with_field(HttpResponse response, const char* name, const std::string& value) {
  response.headers.emplace_back(name, value);
  return response;
}

HttpResponse no_such_operation(const HttpRequest& request, const Found& found) {
  if (found.methods.empty())
    return problem_answer(request, Error{"api_route_unknown", {}, shortened(request.path, 80)});
  if (request.method == "OPTIONS")
    return {.status = 204, .headers = {{"Allow", found.methods + ", OPTIONS"}}};
  return with_field(
      problem_answer(request, Error{"api_method_unknown", {}, {}, {}, {{"known", found.methods}}}),
      "Allow", found.methods + ", OPTIONS");
}

Result<void> check_query(const HttpRequest& request, const ApiRoute& route) {
  for (const auto& [name, value] : form_values(request.query)) {
    const auto known = std::ranges::find(route.query, name, &Member::name);
    if (known == route.query.end()) return Error{"api_parameter_unknown", shortened(name)};
    if (known->choices.empty() || value.empty()) continue;
    const auto choices = split(known->choices, ' ');
    if (std::ranges::find(choices, value) == choices.end())
      return Error{"api_parameter_invalid", name, shortened(value)};
  }
  return {};
}

bool is_json(std::string_view content_type) {
  const std::string type = ascii_lower(trimmed(content_type.substr(0, content_type.find(';'))));
  return type == "application/json" || type == "application/merge-patch+json";
}

// The body, judged by its shape; what is wrong with it is in `faults`.
Result<Json> body_of(const HttpRequest& request, const ApiRoute& route,
                     std::vector<Error>& faults) {
  if (route.takes.empty()) return Json::object();
  if (!is_json(request.content_type))
    return Error{"api_type_unsupported", "Content-Type", shortened(request.content_type)};
  auto body = parse_json(request.body);
  if (!body) return body.error();
  if (route.judges_itself) {
    if (!body->is_object()) return Error{"api_object_expected"};
    return body;
  }
  faults = faults_of(shape_of(route.takes), *body);
  if (!faults.empty()) return faults.front();
  return body;
}

// What stands between a request and its operation; none: nothing does.
std::optional<HttpResponse> refusal_of(ApiCall& call, const ApiRoute& route) {
  const HttpRequest& request = call.request();
  if (media_quality(weighted_ranges(request.accept), route.type) == 0)
    return problem_answer(request,
                          Error{"api_accept_unmet", "Accept", {}, {}, {{"known", route.type}}});
  if (route.right) {
    if (auto admitted = call.admit(); !admitted) {
      HttpResponse refused = problem_answer(request, admitted.error());
      refused.guess_missed = admitted.error().code == "api_token_unknown";
      return refused;
    }
    if (!may(call.token().role, *route.right))
      return problem_answer(request,
                            Error{"api_role_too_small", "role", to_text(call.token().role)});
  }
  if (route.whole && !call.scope().empty())
    return problem_answer(request, Error{"api_all_needed", "cooperative", call.scope()});
  if (auto query = check_query(request, route); !query)
    return problem_answer(request, query.error());
  if (route.edits && request.if_match.empty())
    return problem_answer(request, Error{"api_if_match_missing", "If-Match"});
  if (!request.idempotency_key.empty())
    if (auto key = check_idempotency_key(request.idempotency_key); !key)
      return problem_answer(request, key.error());
  std::vector<Error> faults;
  auto body = body_of(request, route, faults);
  if (!body) return problem_answer(request, body.error(), faults);
  call.set_body(*std::move(body));
  return std::nullopt;
}

// A request with a key, from its first look to the answer that is kept.
HttpResponse done_once(ApiCall& call, const ApiRoute& route) {
  const HttpRequest& request = call.request();
  const RequestName name{call.token().id, request.idempotency_key};
  const std::string digest = request_digest(request);
  if (!call.house().at_work.begin(name.token_id, name.key))
    return problem_answer(request, Error{"api_key_running", "Idempotency-Key"});
  struct AtWork {
    RequestsAtWork& all;
    const RequestName& name;
    ~AtWork() { all.end(name.token_id, name.key); }
  } const at_work{call.house().at_work, name};
  Accounts& accounts = call.accounts();
  if (const auto kept = accounts.answer(name)) {
    auto again = given_again(*kept, digest);
    if (!again) return problem_answer(request, again.error());
    if (*again) return **again;
  }
  accounts.keep_answer(name, {digest}, call.now());
  call.ask_once(to_hex(sha256(as_bytes("api " + name.token_id + " " + name.key))));
  HttpResponse response = route.answer(call);
  if (is_kept(response))
    keep(accounts, name, digest, response, call.now());
  else
    accounts.forget_answer(name);
  return response;
}

HttpResponse answered(const HttpRequest& request, House& house, Accounts& accounts,
                      const Found& found) {
  ApiCall call(request, house, accounts);
  call.set_places(found.places);
  if (auto refusal = refusal_of(call, *found.route)) return *std::move(refusal);
  // Lots have a guard of their own, in the commit that issues them.
  const bool once = found.route->method == "POST" && !found.route->judges_itself &&
                    !request.idempotency_key.empty();
  return once ? done_once(call, *found.route) : found.route->answer(call);
}

// A broken world is an answer too.
template <class Work>
HttpResponse guarded(const HttpRequest& request, Work work) {
  try {
    return work();
  } catch (const SystemFailure& failure) {
    const unsigned status = status_of(failure.error());
    return problem_answer(request, status == 422 ? 503 : status, failure.error());
  } catch (const std::exception& failure) {
    return problem_answer(request, 500, unforeseen(failure));
  }
}

}  // namespace

HttpResponse answer_api(const HttpRequest& request, House& house, Accounts& accounts) {
  const Found found = find_route(request);
  if (!found.route) {
    HttpResponse response = no_such_operation(request, found);
    response.route = "api unknown";
    return response;
  }
  HttpResponse response =
      guarded(request, [&] { return answered(request, house, accounts, found); });
  response.route = found.route->operation;
  return response;
}

bool answer_api_later(const HttpRequest& request, House& house, Accounts& accounts, Reply reply) {
  const Found found = find_route(request);
  if (!found.route || !found.route->judges_itself) return false;
  const HttpResponse refused = guarded(request, [&]() -> HttpResponse {
    ApiCall call(request, house, accounts);
    if (auto refusal = refusal_of(call, *found.route)) return *std::move(refusal);
    hand_in_lots(call, reply);
    return {.status = 0};
  });
  if (refused.status != 0) {
    HttpResponse response = refused;
    response.route = found.route->operation;
    reply(share(std::move(response)));
  }
  return true;
}

}  // namespace temgoc
