// A template as its TOML reads: its parts, and how the form's controls number them.
#pragma once

#include <string>
#include <vector>

#include "console/pages/templates/template_keys.h"

namespace temgoc {

// Null if there is none, or if `object` is no table.
const Json& member(const Json& object, const std::string& key);
double number_in(const Json& object, const char* key, double otherwise);

// Of a box: "text" where it says none.
std::string kind_of(const Json& box);

// Names of controls: "r.code", "k.dpi", "s.0.bold", "b.3.x_mm", "b.3.text.vi".
std::string control_prefix(TemplatePart part, std::size_t nth = 0);
// The names of the styles, as "s.0", "s.1" … number them.
std::vector<std::string> style_names(const Json& value);
std::size_t boxes_in(const Json& value);
// A list in it; null: there is none.
const Json* part_at(const Json& value, TemplatePart part, std::size_t nth);

}  // namespace temgoc
