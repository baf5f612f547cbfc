// The server and its OpenAPI document against each other, in both directions, and requests that are
// made from the document.
#include <doctest/doctest.h>

#include <random>
#include <set>

#include "console/api/answer_api.h"
#include "console/api/openapi.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/api/routes.h"
#include "console/program.h"
#include "temgoc/base/percent.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Operation {
  std::string method, path;
  Json described;
};

std::vector<Operation> documented() {
  std::vector<Operation> all;
  const Json document = openapi_document(Language::en);
  for (const auto& [path, item] : document["paths"].items())
    for (const auto& [method, described] : item.items()) {
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(c));
      all.push_back({upper, path, described});
    }
  return all;
}

std::string filled(std::string path, const std::string& with) {
  while (path.find('{') != std::string::npos) {
    const std::size_t from = path.find('{');
    path.replace(from, path.find('}') - from + 1, with);
  }
  return path;
}

// Values that a schema allows, and now and then one that it does not.
class Dice {
 public:
  explicit Dice(unsigned seed) : dice_(seed) {}
  bool once_in(unsigned times) { return dice_() % times == 0; }
  std::size_t below(std::size_t most) { return dice_() % most; }

  Json value(const Json& schema) {
    if (once_in(12)) return anything();
    if (schema.contains("$ref")) return value(referred(schema["$ref"].get<std::string>()));
    if (schema.contains("anyOf")) return value(schema["anyOf"][below(schema["anyOf"].size())]);
    if (schema.contains("enum")) return schema["enum"][below(schema["enum"].size())];
    Json type = schema.value("type", Json("object"));
    if (type.is_array()) type = type[below(type.size())];
    return typed(type.get<std::string>(), schema);
  }
  std::string text() {
    static const char* const kTexts[] = {"",           "P01",
                                         "C01",        "2990001000018",
                                         "24/11/2026", "2026-11-24",
                                         "kg",         "roll-60x40-seal",
                                         "x'\"<>",     "ừ\xe1\xbb",
                                         "\xff\xfe",   "-1",
                                         "0",          "999999999999999999999999999",
                                         "a/../b",     "%2f",
                                         "1",          "ABCD-EFGH-J",
                                         "yes",        "OCOP"};
    if (once_in(15)) return std::string(3'000, 'x');
    return kTexts[below(std::size(kTexts))];
  }

 private:
  static Json referred(const std::string& name) {
    static const Json schemas = openapi_document(Language::en)["components"]["schemas"];
    return schemas[name.substr(name.rfind('/') + 1)];
  }
  Json anything() {
    static const Json kAnything[] = {nullptr,
                                     true,
                                     -1,
                                     1e300,
                                     "x",
                                     Json::array(),
                                     Json::object(),
                                     Json::array({Json::object()}),
                                     9223372036854775807LL};
    return kAnything[below(std::size(kAnything))];
  }
  Json typed(const std::string& type, const Json& schema) {
    if (type == "string") return valid_text();
    if (type == "integer")
      return schema.value("minimum", std::int64_t{0}) + static_cast<std::int64_t>(below(40));
    if (type == "number") return static_cast<double>(below(10'000)) / 8;
    if (type == "boolean") return once_in(2);
    if (type == "null") return nullptr;
    if (type == "array") {
      Json list = Json::array();
      for (std::size_t i = below(4); i > 0; --i)
        list.push_back(value(schema.value("items", Json::object())));
      return list;
    }
    Json object = Json::object();
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : properties.items())
      if (!once_in(5)) object[name] = value(member);
    if (once_in(10)) object["more"] = 1;
    return object;
  }
  std::string valid_text() {
    const std::string made = text();
    try {
      return Json(made).dump(), made;
    } catch (const std::exception&) {
      return "ừ";  // what is no UTF-8 goes into addresses alone: a JSON text cannot hold it
    }
  }
  std::mt19937 dice_;
};

}  // namespace

TEST_CASE("every operation of the server is in the document, and every one there answers") {
  Program program(office(), Role::administrator, "");
  std::set<std::string> served, described;
  for (const ApiRoute& route : api_routes()) served.insert(route.method + " " + route.path);
  for (const Operation& each : documented()) {
    CAPTURE(each.method);
    CAPTURE(each.path);
    described.insert(each.method + " " + each.path);
    HttpRequest request{.method = each.method};
    request.path = std::string(kApiRoot) + filled(each.path, "nothing");
    if (each.described.contains("requestBody")) request.content_type = "application/json";
    request.body = each.described.contains("requestBody") ? "{}" : "";
    const HttpResponse response = program.send(request);
    CHECK(code_in(response) != "api_route_unknown");
    CHECK(response.status != 405);
    CHECK(response.status < 500);
  }
  CHECK(served == described);
  CHECK(served.size() > 35);
}

TEST_CASE("the document is one of OpenAPI 3.1 whose references and names hold together") {
  for (const Language language : {Language::vi, Language::en}) {
    const Json document = openapi_document(language);
    CHECK(document["openapi"] == "3.1.0");
    std::set<std::string> names;
    for (const Operation& each : documented()) {
      const auto name = each.described["operationId"].get<std::string>();
      CHECK(names.insert(name).second);
      CHECK(has_words(language, "api.op." + name));
      CHECK(each.described["responses"].contains("default"));
    }
    const std::string text = document.dump();
    const std::string mark = "#/components/schemas/";
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const std::size_t from = at + mark.size();
      CHECK(document["components"]["schemas"].contains(
          text.substr(from, text.find('"', from) - from)));
    }
  }
}

TEST_CASE("each operation lets in the roles that it needs, and no others") {
  for (const Role role : kRoles) {
    Program program(office(), role, "");
    for (const ApiRoute& route : api_routes()) {
      if (!route.right) continue;
      CAPTURE(route.operation);
      CAPTURE(to_text(role));
      HttpRequest request{.method = route.method};
      request.path = std::string(kApiRoot) + filled(route.path, "nothing");
      if (!route.takes.empty()) request.content_type = "application/json", request.body = "{}";
      const HttpResponse response = program.send(request);
      CHECK((code_in(response) == "api_role_too_small") == !may(role, *route.right));
    }
  }
}

TEST_CASE("what HTTP asks for is refused as HTTP says") {
  Program program(office());
  CHECK(code_in(program.get("/nothing")) == "api_route_unknown");
  CHECK(code_in(program.get("/api/v2/lots")) == "api_route_unknown");
  HttpRequest wrong{.method = "PATCH"};
  wrong.path = "/api/v1/lots";
  const HttpResponse method = program.send(wrong);
  CHECK(method.status == 405);
  CHECK(code_in(method) == "api_method_unknown");
  CHECK(field(method, "Allow") == "GET, HEAD, POST, OPTIONS");
  wrong.method = "OPTIONS";
  CHECK(program.send(wrong).status == 204);
  const HttpResponse accept = program.get("/lots", {{"accept", "text/html"}});
  CHECK(accept.status == 406);
  CHECK(code_in(accept) == "api_accept_unmet");
  CHECK(program.get("/lots", {{"accept", "text/html, application/*;q=0.1"}}).status == 200);
  HttpRequest form{.method = "POST"};
  form.path = "/api/v1/lots";
  form.content_type = "application/x-www-form-urlencoded";
  form.body = "product=1";
  CHECK(program.send(form).status == 415);
  CHECK(code_in(program.send(form)) == "api_type_unsupported");
  form.content_type = "application/json; charset=utf-8";
  form.body = "{\"product\":";
  CHECK(code_in(program.send(form)) == "json_unreadable");
  form.body = "[]";
  CHECK(code_in(program.send(form)) == "api_object_expected");
  CHECK(code_in(program.get("/lots?from=yesterday")) == "api_parameter_invalid");
  CHECK(code_in(program.get("/lots?limit=0")) == "api_parameter_invalid");
  CHECK(program.get("/lots?limit=1000").status == 200);
  CHECK(code_in(program.get("/lots?limit=1001")) == "api_parameter_invalid");
  CHECK(code_in(program.get("/lots?cursor=x")) == "api_parameter_invalid");
  CHECK(code_in(program.get("/journal?channel=telex")) == "api_parameter_invalid");
  CHECK(code_in(program.get("/lots?colour=red")) == "api_parameter_unknown");
}

TEST_CASE("what the server itself refuses is a problem document under /api, and a page elsewhere") {
  for (const auto& [status, code] : {std::pair{413u, "api_body_too_large"},
                                     {429u, "api_too_many_requests"},
                                     {421u, "api_refused"}}) {
    HttpRequest request{.method = "POST"};
    HttpResponse refusal{.status = status, .content_type = "text/plain", .body = "no\n"};
    dress_as_problem(request, refusal);
    CHECK(refusal.content_type == "text/plain");
    request.path = "/api/v1/lots";
    dress_as_problem(request, refusal);
    CHECK(code_in(refusal) == code);
    CHECK(disagreement("POST", request.path, refusal) == "");
  }
}

TEST_CASE("requests that are made from the document never meet a fault of ours") {
  Office world;
  open_key(world);
  Program program(world, Role::administrator, "");
  const auto operations = documented();
  for (unsigned seed = 1; seed <= 1'500; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const Operation& each = operations[dice.below(operations.size())];
    if (each.described["operationId"] == "printLabels") continue;  // takes seconds when it is right
    HttpRequest request{.method = each.method};
    request.path = std::string(kApiRoot) +
                   filled(each.path, percent_encoded(dice.once_in(2) ? "P01" : dice.text()));
    for (const Json& parameter : each.described.value("parameters", Json::array())) {
      if (dice.once_in(2)) continue;
      const std::string text = dice.text();
      if (parameter["in"] == "query")
        request.query += (request.query.empty() ? "" : "&") + parameter["name"].get<std::string>() +
                         "=" + percent_encoded(text);
      if (parameter["name"] == "Idempotency-Key") request.idempotency_key = text;
      if (parameter["name"] == "If-Match") request.if_match = text;
    }
    if (each.described.contains("requestBody")) {
      request.content_type = "application/json";
      request.body =
          dice.value(each.described["requestBody"]["content"]["application/json"]["schema"]).dump();
    }
    if (request.path.size() > 4'000 || request.query.size() > 4'000) continue;
    CAPTURE(request.path);
    CAPTURE(request.body);
    CHECK(program.send(request).status < 500);
  }
}
