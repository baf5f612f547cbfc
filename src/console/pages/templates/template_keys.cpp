// Reads the template schema into controls, and values from and into what they show.
#include "console/pages/templates/template_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "temgoc/base/text.h"
#include "temgoc/label/label.h"

namespace temgoc {
namespace {

using Look = TemplateKey::Look;

// Follows a "$ref" into the definitions.
const Json& resolved(const Json& schema, const Json& property) {
  if (!property.contains("$ref")) return property;
  const std::string name = property.at("$ref").get<std::string>();
  return schema.at("definitions").at(name.substr(name.rfind('/') + 1));
}

std::vector<std::string> choices_of(const Json& values) {
  std::vector<std::string> choices;
  for (const Json& each : values) choices.push_back(each.get<std::string>());
  return choices;
}

TemplateKey key_of(const Json& schema, const std::string& name, const Json& property) {
  const Json& form = resolved(schema, property);
  TemplateKey key{.key = name};
  const std::string type = form.value("type", "string");
  if (name == "name" && type == "object") {
    key.look = Look::names;
  } else if (form.contains("anyOf")) {
    key.look = Look::words;
  } else if (form.contains("enum")) {
    key.look = Look::choice;
    key.choices = choices_of(form.at("enum"));
  } else if (type == "array") {
    const Json& item = resolved(schema, form.at("items"));
    key.look = item.contains("enum") ? Look::choices : Look::fields;
    if (item.contains("enum")) key.choices = choices_of(item.at("enum"));
  } else if (type == "boolean") {
    key.look = Look::yes_no;
  } else if (type == "integer" || type == "number") {
    key.look = type == "integer" ? Look::whole : Look::number;
  }
  return key;
}

// Of the whole template: a box has a style, too, and there it is a key.
bool is_part(std::string_view key) {
  return key == "stock" || key == "style" || key == "box" || key == "picture";
}

std::vector<TemplateKey> keys_in(const Json& schema, const Json& object) {
  const bool is_whole = &schema == &object;
  std::vector<TemplateKey> keys;
  const Json required = object.value("required", Json::array());
  for (const auto& [name, property] : object.at("properties").items()) {
    if (is_whole && is_part(name)) continue;
    keys.push_back(key_of(schema, name, property));
    keys.back().required = std::ranges::find(required, Json(name)) != required.end();
  }
  return keys;
}

struct AllKeys {
  std::vector<TemplateKey> whole, stock, style, box;
  AllKeys() {
    const Json schema = parse_json(template_schema()).value();
    const Json& properties = schema.at("properties");
    whole = keys_in(schema, schema);
    stock = keys_in(schema, properties.at("stock"));
    style = keys_in(schema, properties.at("style").at("additionalProperties"));
    box = keys_in(schema, schema.at("definitions").at("box"));
  }
};

std::string with_sign(Language language, std::string number) {
  if (language == Language::vi) std::ranges::replace(number, '.', ',');
  return number;
}

std::string number_text(const Json& value) {
  return value.is_number_integer() ? value.dump() : fmt::format("{}", value.get<double>());
}

}  // namespace

const std::vector<TemplateKey>& template_keys(TemplatePart part) {
  static const AllKeys all;
  switch (part) {
    case TemplatePart::whole:
      return all.whole;
    case TemplatePart::stock:
      return all.stock;
    case TemplatePart::style:
      return all.style;
    case TemplatePart::box:
      return all.box;
  }
  return all.box;
}

bool is_for_kind(std::string_view key, std::string_view kind) {
  using Keys = std::vector<std::string_view>;
  const auto among = [&](const Keys& keys) { return std::ranges::find(keys, key) != keys.end(); };
  if (among({"kind", "name", "style", "x_mm", "y_mm", "width_mm", "height_mm", "when"}))
    return true;
  if (kind == "code") return key == "module_mm";
  if (kind == "image")
    return among({"file", "optional", "align", "vertical", "motif", "repeat_mm", "line_mm", "ink"});
  if (kind == "stars") return among({"align", "ink"});
  if (kind == "line") return key == "ink";
  if (kind == "rectangle") return among({"line_mm", "corner_mm", "fill", "ink"});
  if (kind == "pattern") return among({"motif", "repeat_mm", "line_mm", "ink"});
  return among({"text", "size_pt", "min_size_pt", "max_lines", "bold", "compulsory", "align",
                "vertical", "ink"});
}

std::string shown_value(Language language, const TemplateKey& key, const Json& value) {
  switch (key.look) {
    case Look::number:
    case Look::whole:
      return value.is_number() ? with_sign(language, number_text(value)) : std::string();
    case Look::yes_no:
      return !value.is_boolean() ? "" : value.get<bool>() ? "true" : "false";
    case Look::line:
    case Look::choice:
    case Look::words:
      return value.is_string() ? value.get<std::string>() : std::string();
    case Look::choices:
    case Look::fields:
    case Look::names:
      return {};
  }
  return {};
}

Result<Json> typed_value(const TemplateKey& key, const std::string& typed) {
  if (key.look == Look::yes_no) return Json(typed == "true");
  if (key.look != Look::number && key.look != Look::whole) return Json(typed);
  std::string text = trimmed(typed);
  const auto signs = std::ranges::count_if(text, [](char c) { return c == '.' || c == ','; });
  std::ranges::replace(text, ',', '.');
  if (signs <= 1) {
    std::int64_t whole = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, whole);
    if (read.ec == std::errc() && read.ptr == end && std::abs(whole) < 1'000'000'000)
      return Json(whole);
    double number = 0;
    const auto real = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (real.ec == std::errc() && real.ptr == end && std::abs(number) < 1e9) return Json(number);
  }
  return Error{"number_unreadable", key.key, shortened(typed)};
}

}  // namespace temgoc
