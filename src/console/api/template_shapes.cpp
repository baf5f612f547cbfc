// The shapes of label templates.
#include "console/api/shape_tables.h"

namespace temgoc {

using namespace shape_words;

void add_template_shapes(std::vector<Shape>& all) {
  all.push_back({"NewTemplate", {{"template"}, {"toml"}}});
  all.push_back({"TemplateChange", {{"toml"}}});
  all.push_back({"TemplateDraft", {{"toml"}, may("template"), may_count("dpi", 100, 1'200)}});
  all.push_back(
      {"TemplateText",
       {{"template"}, {"own", kYesNo}, {"version"}, or_none("number", kWhole), {"toml"}}});
  all.push_back(
      {"TemplateCheck",
       {{"reads", kYesNo}, {"good", kYesNo}, or_none("dpi", kWhole), has_list("faults", "Fault")}});
  const std::vector<Member> version{
      {"template"}, {"number", kWhole}, {"found", kYesNo}, {"version"}, {"at"}, has("by", "Actor")};
  all.push_back({"TemplateVersion", version});
  all.push_back({"TemplateVersionText", with(version, {{"toml"}})});
}

}  // namespace temgoc
