// Shapes as schemas, and requests against shapes.
#include "console/api/shapes.h"

#include <algorithm>
#include <stdexcept>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

using Kind = Member::Kind;

Json reference(std::string_view shape) {
  return {{"$ref", "#/components/schemas/" + std::string(shape)}};
}

Json list_of(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

Json plain_schema(const Member& member) {
  switch (member.kind) {
    case Kind::text:
      return {{"type", "string"}};
    case Kind::whole:
      return {{"type", "integer"}};
    case Kind::number:
      return {{"type", "number"}};
    case Kind::yes_no:
      return {{"type", "boolean"}};
    case Kind::amount:
      return {{"type", {"number", "string"}}};
    case Kind::cell:
      return {{"type", {"string", "integer", "boolean"}}};
    case Kind::texts:
      return list_of({{"type", "string"}});
    case Kind::numbers:
      return list_of({{"type", "number"}});
    case Kind::object:
      return {{"type", "object"}};
    case Kind::objects:
      return list_of({{"type", "object"}});
    case Kind::shape:
      return reference(member.of);
    case Kind::shapes:
      return list_of(reference(member.of));
  }
  return {};
}

bool has_range(const Member& member) { return member.least != 0 || member.most != 0; }

// With null beside what it may be.
Json or_null(Json schema) {
  if (!schema.contains("type")) return {{"anyOf", {std::move(schema), {{"type", "null"}}}}};
  Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
  types.push_back("null");
  schema["type"] = std::move(types);
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  return schema;
}

bool is_kind(Kind kind, const Json& value) {
  const auto all = [&](auto is) { return value.is_array() && std::ranges::all_of(value, is); };
  switch (kind) {
    case Kind::text:
      return value.is_string();
    case Kind::whole:
      return value.is_number_integer();
    case Kind::number:
      return value.is_number();
    case Kind::yes_no:
      return value.is_boolean();
    case Kind::amount:
      return value.is_number() || value.is_string();
    case Kind::cell:
      return value.is_string() || value.is_number_integer() || value.is_boolean();
    case Kind::texts:
      return all([](const Json& each) { return each.is_string(); });
    case Kind::numbers:
      return all([](const Json& each) { return each.is_number(); });
    case Kind::object:
    case Kind::shape:
      return value.is_object();
    case Kind::objects:
    case Kind::shapes:
      return all([](const Json& each) { return each.is_object(); });
  }
  return false;
}

// Of its words: api.kind.<name>.
std::string kind_name(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "text";
    case Kind::whole:
      return "whole";
    case Kind::number:
      return "number";
    case Kind::yes_no:
      return "yes_no";
    case Kind::amount:
      return "amount";
    case Kind::cell:
      return "cell";
    case Kind::texts:
    case Kind::numbers:
    case Kind::objects:
    case Kind::shapes:
      return "list";
    case Kind::object:
    case Kind::shape:
      return "object";
  }
  return {};
}

bool is_choice(std::string_view choices, std::string_view text) {
  return std::ranges::any_of(split(choices, ' '),
                             [&](std::string_view each) { return each == text; });
}

bool is_in_range(const Member& member, const Json& value) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return false;
  const auto number = value.get<std::int64_t>();
  return number >= member.least && number <= member.most;
}

std::optional<Error> fault_of(const Member& member, const Json& value, const std::string& field) {
  if (!is_kind(member.kind, value))
    return Error{
        "api_member_kind", field, shortened(dump(value)), {}, {{"kind", kind_name(member.kind)}}};
  if (!member.choices.empty() && !is_choice(member.choices, value.get<std::string>()))
    return Error{"api_member_choice",
                 field,
                 shortened(value.get<std::string>()),
                 {},
                 {{"known", std::string(member.choices)}}};
  if (member.kind == Kind::whole && has_range(member) && !is_in_range(member, value))
    return Error{"api_member_range",
                 field,
                 shortened(dump(value)),
                 {},
                 {{"least", std::to_string(member.least)}, {"most", std::to_string(member.most)}}};
  return std::nullopt;
}

// Of the objects within: "settings[2].value".
void add_inner_faults(std::vector<Error>& faults, const Member& member, const Json& value,
                      const std::string& field) {
  const auto add = [&](const Json& inner, const std::string& within) {
    for (Error& each : faults_of(shape_of(member.of), inner, within + "."))
      faults.push_back(std::move(each));
  };
  if (member.kind == Kind::shape) add(value, field);
  if (member.kind != Kind::shapes) return;
  for (std::size_t i = 0; i < value.size(); ++i)
    add(value[i], field + "[" + std::to_string(i) + "]");
}

}  // namespace

const Shape& shape_of(std::string_view name) {
  const auto& all = all_shapes();
  const auto found = std::ranges::find(all, name, &Shape::name);
  if (found == all.end()) throw std::logic_error("no shape " + std::string(name));
  return *found;
}

Json schema_of(const Member& member) {
  Json schema = plain_schema(member);
  if (!member.choices.empty()) {
    schema["enum"] = Json::array();
    for (const std::string_view each : split(member.choices, ' '))
      schema["enum"].push_back(std::string(each));
  }
  if (has_range(member)) {
    schema["minimum"] = member.least;
    schema["maximum"] = member.most;
  }
  return member.nullable || !member.required ? or_null(std::move(schema)) : schema;
}

Json schema_of(const Shape& shape) {
  Json properties = Json::object(), required = Json::array();
  for (const Member& member : shape.members) {
    properties[std::string(member.name)] = schema_of(member);
    if (member.required) required.push_back(std::string(member.name));
  }
  Json schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

std::vector<Error> faults_of(const Shape& shape, const Json& value, const std::string& within) {
  if (!value.is_object()) return {Error{"api_object_expected", within}};
  std::vector<Error> faults;
  for (const auto& [name, each] : value.items())
    if (std::ranges::find(shape.members, name, &Member::name) == shape.members.end())
      faults.push_back({"api_member_unknown", within + shortened(name)});
  for (const Member& member : shape.members) {
    const std::string field = within + std::string(member.name);
    const auto found = value.find(std::string(member.name));
    if (found == value.end() || found->is_null()) {
      if (member.required) faults.push_back({"api_member_missing", field});
    } else if (auto fault = fault_of(member, *found, field)) {
      faults.push_back(*std::move(fault));
    } else {
      add_inner_faults(faults, member, *found, field);
    }
  }
  return faults;
}

}  // namespace temgoc
