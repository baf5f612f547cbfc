// A template's drawing as a page shows it, with its faults and what it may be drawn of.
#pragma once

#include "console/pages/templates/template_form.h"
#include "console/pages/templates/template_look.h"
#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// `drawing`, `faults`, `code_words` and what the drawing may be of.
void put_look(const Visit& visit, View& view, const TemplateForm& form, const TemplateLook& look,
              const LookWish& wish);

}  // namespace temgoc
