// temgoc settings show|set
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/upkeep/settings_change.h"

namespace temgoc {
namespace {

// A list of lines stands on one.
std::string one_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  std::string line;
  for (const char c : text) line += c == '\n' ? std::string("; ") : std::string(1, c);
  return line;
}

int shown(const Session& session, const Settings& settings) {
  Json json = Json::object();
  std::string text;
  for (const auto& [name, value] : changeable_settings(settings)) {
    json[name] = value;
    text += fmt::format("{:<28} {}\n", name, one_line(value));
  }
  return session.terminal.done({{"settings", std::move(json)}}, text);
}

int settings_show(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  return shown(session, workplace->settings());
}

int settings_set(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const std::vector<SettingText> changes = {{given.text("setting"), given.text("value")}};
  if (auto done = change_settings(*workplace, changes); !done)
    return session.terminal.fail(done.error());
  return shown(session, workplace->settings());
}

}  // namespace

void add_settings_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"settings", "show", {}, settings_show});
  all.push_back({"settings",
                 "set",
                 {{"setting", Kind::argument, true}, {"value", Kind::argument, true}},
                 settings_set});
}

}  // namespace temgoc
