// The operations of label templates.
#include "console/api/handlers.h"
#include "console/api/route_tables.h"

namespace temgoc {

void add_template_routes(std::vector<ApiRoute>& all) {
  const std::string one = "/templates/{template}";
  all.push_back(
      {"GET", "/templates", Right::read, "listTemplates", list_templates, {}, "TemplatePage"});
  all.push_back({.method = "POST",
                 .path = "/templates",
                 .right = Right::administer,
                 .operation = "createTemplate",
                 .answer = create_template,
                 .takes = "NewTemplate",
                 .gives = "TemplateText",
                 .status = 201,
                 .tagged = true,
                 .whole = true});
  all.push_back({.method = "POST",
                 .path = "/templates/check",
                 .right = Right::print,
                 .operation = "checkTemplate",
                 .answer = check_template_asked,
                 .takes = "TemplateDraft",
                 .gives = "TemplateCheck",
                 .whole = true});
  all.push_back({.method = "GET",
                 .path = one,
                 .right = Right::read,
                 .operation = "getTemplate",
                 .answer = show_template,
                 .gives = "TemplateText",
                 .tagged = true});
  all.push_back({.method = "PUT",
                 .path = one,
                 .right = Right::administer,
                 .operation = "putTemplate",
                 .answer = put_template,
                 .takes = "TemplateChange",
                 .gives = "TemplateText",
                 .edits = true,
                 .tagged = true,
                 .whole = true});
  all.push_back({"GET",
                 one + "/versions",
                 Right::read,
                 "listTemplateVersions",
                 list_template_versions,
                 {},
                 "TemplateVersionPage"});
  all.push_back({"GET",
                 one + "/versions/{number}",
                 Right::read,
                 "getTemplateVersion",
                 show_template_version,
                 {},
                 "TemplateVersionText"});
}

}  // namespace temgoc
