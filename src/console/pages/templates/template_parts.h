// Boxes and styles of a template, added, copied, moved and taken out.
#pragma once

#include <string>

#include "console/pages/templates/template_form.h"
#include "console/visit.h"

namespace temgoc {

// Adds, copies, moves or takes out a box or a style, as the button `act` says; false: it says none
// of these.
bool change_parts(const Visit& visit, const std::string& act, TemplateForm& form);

// A new template of that size with a code, nothing else.
std::string blank_template(double width_mm, double height_mm);

}  // namespace temgoc
