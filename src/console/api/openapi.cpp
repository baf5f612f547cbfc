// From the tables to the document.
#include "console/api/openapi.h"

#include <algorithm>

#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/api/routes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

Json reference(std::string_view shape) {
  return {{"$ref", "#/components/schemas/" + std::string(shape)}};
}

// Of one shape, or of any of several with bars between them.
Json schema_named(const std::string& names) {
  if (names.empty()) return {{"type", "object"}};
  if (names.find('|') == names.npos) return reference(names);
  Json any = Json::array();
  for (const std::string_view each : split(names, '|')) any.push_back(reference(each));
  return {{"anyOf", std::move(any)}};
}

Json parameter(std::string_view name, const char* where, bool required, Json schema) {
  return {{"name", std::string(name)},
          {"in", where},
          {"required", required},
          {"schema", std::move(schema)}};
}

Json query_schema(Member member) {
  member.required = true;  // a parameter that is not there is not null
  return schema_of(member);
}

Json parameters_of(const ApiRoute& route) {
  Json all = Json::array();
  for (std::string_view rest = route.path; rest.find('{') != rest.npos;) {
    rest.remove_prefix(rest.find('{') + 1);
    all.push_back(parameter(rest.substr(0, rest.find('}')), "path", true, {{"type", "string"}}));
  }
  for (const Member& each : route.query)
    all.push_back(parameter(each.name, "query", false, query_schema(each)));
  if (route.edits) all.push_back(parameter("If-Match", "header", true, {{"type", "string"}}));
  if (route.method == "POST")
    all.push_back(parameter("Idempotency-Key", "header", false,
                            {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}));
  return all;
}

Json content(std::string_view type, Json schema) {
  return {{std::string(type), {{"schema", std::move(schema)}}}};
}

Json header_schema() { return {{"schema", {{"type", "string"}}}}; }

Json success_of(const ApiRoute& route, Language language) {
  Json answer{{"description", words(language, "api.done")}};
  if (route.type == "application/json") {
    answer["content"] = content(route.type, schema_named(route.gives));
  } else {
    // What a thermal printer is sent has no type of its own.
    const Json file{{"type", "string"}, {"contentEncoding", "binary"}};
    answer["content"] = content(route.type, file);
    answer["content"].update(content("application/octet-stream", file));
  }
  Json headers = Json::object();
  if (route.tagged) headers["ETag"] = header_schema();
  const bool is_paged =
      std::ranges::any_of(route.query, [](const Member& each) { return each.name == "cursor"; });
  if (is_paged) headers["Link"] = header_schema();
  if (route.status == 201 || route.status == 202) headers["Location"] = header_schema();
  if (!headers.empty()) answer["headers"] = std::move(headers);
  return answer;
}

Json responses_of(const ApiRoute& route, Language language) {
  Json all{{std::to_string(route.status), success_of(route, language)}};
  // Several lots at once, or one that stood before.
  if (route.judges_itself) all["200"] = success_of(route, language);
  all["default"] = {{"description", words(language, "api.refused")},
                    {"content", content(kProblemType, reference("Problem"))}};
  return all;
}

std::string tag_of(const ApiRoute& route) {
  const std::string_view path = std::string_view(route.path).substr(1);
  return std::string(path.substr(0, std::min(path.find('/'), path.find('.'))));
}

std::string right_name(Right right) {
  switch (right) {
    case Right::read:
      return "viewer";
    case Right::enter:
      return "data_entry";
    case Right::print:
      return "printer";
    case Right::administer:
      return "administrator";
  }
  return {};
}

Json operation_of(const ApiRoute& route, Language language) {
  Json operation{{"operationId", route.operation},
                 {"summary", words(language, "api.op." + route.operation)},
                 {"tags", Json::array({tag_of(route)})}};
  if (Json parameters = parameters_of(route); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (!route.takes.empty())
    operation["requestBody"] = {
        {"required", true}, {"content", content("application/json", schema_named(route.takes))}};
  operation["responses"] = responses_of(route, language);
  if (route.whole) operation["x-all-cooperatives"] = true;
  if (route.right)
    operation["x-least-role"] = right_name(*route.right);
  else
    operation["security"] = Json::array();
  return operation;
}

std::string lower(std::string method) { return ascii_lower(method); }

}  // namespace

Json openapi_document(Language language) {
  Json paths = Json::object(), schemas = Json::object();
  for (const ApiRoute& route : api_routes())
    paths[route.path][lower(route.method)] = operation_of(route, language);
  for (const Shape& shape : all_shapes()) schemas[shape.name] = schema_of(shape);
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "temgoc"},
            {"version", "1"},
            {"description", words(language, "api.what")},
            {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
          {"servers", Json::array({{{"url", std::string(kApiRoot)}}})},
          {"security", Json::array({{{"token", Json::array()}}})},
          {"paths", std::move(paths)},
          {"components",
           {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
            {"schemas", std::move(schemas)}}}};
}

}  // namespace temgoc
