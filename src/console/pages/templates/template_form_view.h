// The controls of a template's form as a page shows them: whole, stock, styles, boxes.
#pragma once

#include "console/pages/templates/template_form.h"
#include "console/pages/templates/template_look.h"
#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// REQUIRES a text that parse_toml reads.
void put_controls(const Visit& visit, View& view, const TemplateForm& form,
                  const TemplateLook& look);

}  // namespace temgoc
