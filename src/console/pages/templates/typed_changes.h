// What was typed into the form's controls, laid into the template's text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "console/pages/templates/template_form.h"
#include "temgoc/label/template_text.h"

namespace temgoc {

using TypedControls = std::map<std::string, std::string>;

// Changes the form's text where a control differs from it. What is no value stays in `unread`, with
// its fault. A text that does not read, or is too long for a form, is edited as text.
void lay_in(Language language, const TypedControls& typed, TemplateForm& form);
// Takes over a changed text.
void take_text(TemplateForm& form, ChangedText changed);
// A name for a style that may be given; else the fault stands at the control.
bool is_free_style(const std::string& name, const std::vector<std::string>& styles,
                   const std::string& control, TemplateForm& form);

// A form's text fields come with CR LF.
std::string with_plain_lines(std::string text);

}  // namespace temgoc
