// Faults of a template beside the controls where they are mended.
#pragma once

#include <string>
#include <vector>

#include "console/pages/templates/template_form.h"
#include "console/pages/templates/template_look.h"
#include "console/pages/templates/template_places.h"
#include "temgoc/markup/view.h"

namespace temgoc {

struct PlacedFault {
  Error error;
  ControlPlace place;
};
// Those of what was typed, then those of the look. `value`: the template as it reads.
std::vector<PlacedFault> placed_faults(const Visit& visit, const TemplateForm& form,
                                       const TemplateLook& look, const Json& value);
// The HTML id of a control: "c-b-3-x_mm".
std::string control_id(std::string control);
// `check_faults`: the first of them, each with a link to its control unless the text is edited.
void put_faults(const Visit& visit, View& view, const std::vector<PlacedFault>& faults,
                bool as_text);

}  // namespace temgoc
