// Reads a template's form as it was sent.
#include "console/pages/templates/template_form.h"

#include "console/pages/templates/template_value.h"
#include "console/pages/templates/typed_changes.h"
#include "temgoc/base/text.h"

namespace temgoc {

bool is_too_long_for_form(const Json& value) {
  constexpr std::size_t kMostControls = 1'900, kAround = 120, kOfBox = 19, kOfStyle = 13;
  return boxes_in(value) * kOfBox + style_names(value).size() * kOfStyle + kAround > kMostControls;
}

TemplateForm sent_form(const Visit& visit, const std::string& id) {
  TemplateForm form{.id = id, .version = visit.typed("version")};
  TypedControls typed;
  for (auto& [name, text] : visit.typed_fields()) typed.try_emplace(name, text);
  const std::string open = visit.typed("open");
  for (const std::string_view part : split(open, ','))
    if (!part.empty() && part.size() < 16 && form.open.size() < 200) form.open.emplace(part);
  if (const auto text = typed.find("toml"); text != typed.end()) {
    form.as_text = true;
    form.toml = with_plain_lines(text->second);
    return form;
  }
  form.toml = with_plain_lines(typed["base"]);
  lay_in(visit.language(), typed, form);
  return form;
}

}  // namespace temgoc
