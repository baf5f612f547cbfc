#include "console/program.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "console/api/answer_api.h"
#include "console/api/openapi.h"
#include "console/api/paths.h"
#include "console/routes.h"
#include "temgoc/base/text.h"

namespace temgoc::test {
namespace {

using Plain = nlohmann::json;  // valijson reads the unordered kind alone
using Adapter = valijson::adapters::NlohmannJsonAdapter;

const Plain& document() {
  static const Plain parsed = Plain::parse(openapi_document(Language::en).dump());
  return parsed;
}

// The operation of a request; null where the document has none.
const Plain* operation(const std::string& method, const std::string& path) {
  if (!path.starts_with(kApiRoot)) return nullptr;
  const std::string_view under = std::string_view(path).substr(kApiRoot.size());
  for (const auto& [pattern, item] : document()["paths"].items()) {
    const auto found = item.find(ascii_lower(method == "HEAD" ? "GET" : method));
    if (places_in(pattern, under) && found != item.end()) return &*found;
  }
  return nullptr;
}

// Compiled once each.
const valijson::Schema& compiled(const Plain& schema) {
  static std::map<std::string, std::unique_ptr<valijson::Schema>> all;
  auto& made = all[schema.dump()];
  if (made) return *made;
  made = std::make_unique<valijson::Schema>();
  const Plain whole{{"allOf", Plain::array({schema})}, {"components", document()["components"]}};
  valijson::SchemaParser().populateSchema(Adapter(whole), *made);
  return *made;
}

std::string faults_of(const Plain& schema, const Plain& value) {
  valijson::ValidationResults results;
  if (valijson::Validator().validate(compiled(schema), Adapter(value), &results)) return {};
  std::string text;
  valijson::ValidationResults::Error each;
  while (results.popError(each)) {
    for (const std::string& place : each.context) text += place;
    text += ": " + each.description + "\n";
  }
  return text;
}

HttpRequest request_to(const std::string& method, const std::string& target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  HttpRequest request{.method = method};
  request.path = target.substr(0, mark);
  if (!request.path.starts_with("/api")) request.path = std::string(kApiRoot) + request.path;
  request.query = target.substr(std::min(mark + 1, target.size()));
  request.has_query = mark < target.size();
  return request;
}

HttpRequest with_body(HttpRequest request, const Json& body) {
  request.content_type = "application/json";
  request.body = body.dump();
  return request;
}

}  // namespace

std::string disagreement(const std::string& method, const std::string& path,
                         const HttpResponse& response) {
  const Plain* known = operation(method, path);
  if (!known) {
    const bool outside = response.status == 404 || response.status == 405 || response.status == 204;
    return outside ? "" : "the document has no such operation";
  }
  if (response.status == 304) return {};
  const Plain& answers = (*known)["responses"];
  const std::string status = std::to_string(response.status);
  if (!answers.contains(status) && response.status < 400) return "no answer " + status;
  const Plain& content = answers[answers.contains(status) ? status : "default"]["content"];
  const auto type = content.find(response.content_type);
  if (type == content.end()) return "no answer of the type " + response.content_type;
  if (response.content_type.find("json") == std::string::npos) return {};
  return faults_of((*type)["schema"], Plain::parse(response.body));
}

Program::Program(Office& world, Role role, const std::string& cooperative) : world_(world) {
  Workplace works = world.workplace();
  ApiToken draft{.id = {}, .name = "phần mềm kho", .role = role, .cooperative_id = cooperative};
  NewToken made = add_token(works, world.accounts(), std::move(draft), 30).value();
  token = made.token;
  text = made.text;
}

HttpResponse Program::send(HttpRequest request, const Fields& fields) {
  request.client = address;
  request.host = "127.0.0.1:8081";
  request.authorization = "Bearer " + text;
  request.accept_language = "en";
  for (const auto& [name, value] : fields) {
    if (name == "authorization") request.authorization = value;
    if (name == "accept") request.accept = value;
    if (name == "if-match") request.if_match = value;
    if (name == "idempotency-key") request.idempotency_key = value;
    if (name == "cookie") request.cookie = value;
  }
  HttpResponse response = answer_api(request, world_.house(), world_.accounts());
  CAPTURE(request.method);
  CAPTURE(request.path);
  CAPTURE(response.status);
  CAPTURE(response.body);
  CHECK(disagreement(request.method, request.path, response) == "");
  for (const auto& [name, value] : response.headers) CHECK(name != "Set-Cookie");
  return response;
}

HttpResponse Program::get(const std::string& target, const Fields& fields) {
  return send(request_to("GET", target), fields);
}
HttpResponse Program::post(const std::string& target, const Json& body, const Fields& fields) {
  return send(with_body(request_to("POST", target), body), fields);
}
HttpResponse Program::patch(const std::string& target, const Json& body, const Fields& fields) {
  return send(with_body(request_to("PATCH", target), body), fields);
}

Json body_of(const HttpResponse& response) { return parse_json(response.body).value(); }

std::string code_in(const HttpResponse& response) {
  if (response.content_type != "application/problem+json") return {};
  return body_of(response)["code"].get<std::string>();
}

void open_key(Office& world) {
  world.house().keys.unlock("somebody", "C01", SecretText(kPassphrase),
                            std::chrono::steady_clock::now() + std::chrono::hours(1), true);
}

Json lot_draft() {
  return {
      {"product", kFish.printed()}, {"packed_on", "2026-11-24"}, {"quantity", 5}, {"unit", "kg"}};
}

}  // namespace temgoc::test
