// Finds the parts of a template in its parsed TOML.
#include "console/pages/templates/template_value.h"

namespace temgoc {

const Json& member(const Json& object, const std::string& key) {
  static const Json none;
  return object.is_object() && object.contains(key) ? object.at(key) : none;
}

double number_in(const Json& object, const char* key, double otherwise) {
  const Json& value = member(object, key);
  return value.is_number() ? value.get<double>() : otherwise;
}

std::string kind_of(const Json& box) {
  return box.is_object() && box.contains("kind") && box.at("kind").is_string()
             ? box.at("kind").get<std::string>()
             : "text";
}

std::string control_prefix(TemplatePart part, std::size_t nth) {
  switch (part) {
    case TemplatePart::whole:
      return "r.";
    case TemplatePart::stock:
      return "k.";
    case TemplatePart::style:
      return "s." + std::to_string(nth) + ".";
    case TemplatePart::box:
      return "b." + std::to_string(nth) + ".";
  }
  return {};
}

std::vector<std::string> style_names(const Json& value) {
  std::vector<std::string> names;
  const Json& styles = member(value, "style");
  if (styles.is_object())
    for (const auto& [name, style] : styles.items()) names.push_back(name);
  return names;
}

std::size_t boxes_in(const Json& value) {
  const Json& boxes = member(value, "box");
  return boxes.is_array() ? boxes.size() : 0;
}

const Json* part_at(const Json& value, TemplatePart part, std::size_t nth) {
  if (part == TemplatePart::whole) return &value;
  if (part == TemplatePart::stock) return value.contains("stock") ? &value.at("stock") : nullptr;
  if (part == TemplatePart::box) return nth < boxes_in(value) ? &value.at("box").at(nth) : nullptr;
  const auto names = style_names(value);
  return nth < names.size() ? &value.at("style").at(names[nth]) : nullptr;
}

}  // namespace temgoc
