// The tabs of the office.
#include "console/pages/office/office_views.h"

#include "console/routes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

struct Tab {
  std::string_view name;
  std::string_view path;
};
constexpr Tab kTabs[] = {
    {"people", "/people"},       {"tokens", "/tokens"},      {"keys", "/issuer-keys"},
    {"trust", "/trust"},         {"bundles", "/bundles"},    {"log", "/log"},
    {"backup", "/backup"},       {"privacy", "/privacy"},    {"settings", "/settings"},
    {"templates", "/templates"}, {"programme", "/programme"}};

}  // namespace

void put_office_tabs(const Visit& visit, View& view, std::string_view here) {
  View tabs = list_view();
  for (const Tab& each : kTabs) {
    if (!lets_in(*page_at(each.path), visit)) continue;
    View tab;
    tab.set("href", std::string(each.path));
    tab.set("text", visit.word("console.office." + std::string(each.name)));
    tab.set("here", View(each.name == here));
    tabs.push_back(std::move(tab));
  }
  view.set("tabs", std::move(tabs));
}

HttpResponse office_page(Visit& visit, std::string_view template_name, std::string_view here,
                         View view, const std::optional<Error>& error) {
  put_office_tabs(visit, view, here);
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = template_name,
                       .title = visit.word("console.office." + std::string(here)),
                       .section = "office",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<unsigned> days_typed(const Visit& visit, const char* name) {
  const std::string typed = visit.typed(name);
  if (!is_digits(typed) || typed.size() > 6)
    return Error{"number_unreadable", name, shortened(typed)};
  return static_cast<unsigned>(std::stoul(typed));
}

Result<SecretText> new_passphrase(const Visit& visit, std::string_view name) {
  SecretText typed = visit.secret(name);
  if (!(visit.secret(std::string(name) + "_again") == typed.view()))
    return Error{"passwords_differ", std::string(name)};
  return typed;
}

}  // namespace temgoc
