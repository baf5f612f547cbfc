// Settings: what holds, and what may be changed from here.
#include <fmt/format.h>

#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/upkeep/settings_change.h"

namespace temgoc {
namespace {

View fact(const Visit& visit, const char* name, std::string value) {
  View view;
  view.set("name", visit.word(std::string("console.settings.") + name));
  view.set("value", value.empty() ? "–" : std::move(value));
  return view;
}

// Of one address; 0 is no limit.
std::string limit_words(const Visit& visit, unsigned limit) {
  return limit == 0 ? visit.word("console.settings.no_limit") : number_words(visit, limit);
}

// What is changed in the file, with a list signed or a service started anew.
void put_fixed(const Visit& visit, View& view) {
  const Settings& settings = visit.site().settings();
  const ConsoleSettings& console = visit.house().settings;
  View list = list_view();
  list.push_back(fact(visit, "hosts", fmt::format("{}", fmt::join(settings.hosts, ", "))));
  list.push_back(fact(visit, "realm", settings.realm));
  list.push_back(fact(visit, "folder", visit.house().folder.string()));
  list.push_back(fact(visit, "serve_listen", settings.serve.listen));
  list.push_back(
      fact(visit, "serve_limit", limit_words(visit, settings.serve.requests_per_second)));
  list.push_back(
      fact(visit, "serve_connections", number_words(visit, settings.serve.max_connections)));
  list.push_back(fact(visit, "console_listen", console.listen));
  list.push_back(fact(visit, "console_limit", limit_words(visit, console.requests_per_second)));
  list.push_back(fact(visit, "key_minutes", std::to_string(console.key_stays_open.count())));
  view.set("fixed", std::move(list));
}

bool is_flag(const std::string& value) { return value == "true" || value == "false"; }

View setting_view(const Visit& visit, const SettingText& setting, const std::string& shown,
                  const std::optional<Error>& error) {
  View view;
  const auto& [name, value] = setting;
  view.set("name", name);
  view.set("label", visit.word("console.setting." + name));
  view.set("hint", visit.word("console.setting." + name + ".hint"));
  view.set("value", shown);
  view.set("flag", View(is_flag(value)));
  view.set("yes", View(shown == "true"));
  view.set("lines", View(name == "programme.communes"));
  view.set("line", View(!is_flag(value) && name != "programme.communes"));
  if (error && error->field == name) view.set("wrong", message(visit.language(), *error));
  return view;
}

// A box that is not ticked is not sent.
std::string typed_value(const Visit& visit, const SettingText& setting) {
  const auto& [name, value] = setting;
  if (is_flag(value)) return visit.typed(name).empty() ? "false" : "true";
  return visit.typed(name);
}

HttpResponse page(Visit& visit, const std::optional<Error>& error = {}) {
  View view, list = list_view();
  for (const SettingText& each : changeable_settings(visit.site().settings()))
    list.push_back(
        setting_view(visit, each, error ? typed_value(visit, each) : each.second, error));
  view.set("settings", std::move(list));
  put_fixed(visit, view);
  if (visit.asked("saved") == "1") view.set("saved", View(true));
  return office_page(visit, "settings", "settings", std::move(view), error);
}

}  // namespace

HttpResponse settings_page(Visit& visit) { return page(visit); }

HttpResponse settings_sent(Visit& visit) {
  std::vector<SettingText> changes;
  for (const SettingText& each : changeable_settings(visit.site().settings()))
    changes.emplace_back(each.first, typed_value(visit, each));
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  if (auto done = change_settings(*workplace, changes); !done) return page(visit, done.error());
  return redirect("/settings?saved=1");
}

}  // namespace temgoc
