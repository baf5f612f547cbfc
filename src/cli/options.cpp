// Builds CLI11's commands from our table, translates its help, and collects what was typed.
#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "cli/option_words.h"
#include "cli/usage_error.h"

namespace temgoc {
namespace {

// Values land here; CLI11 keeps references, so each has a fixed address.
struct Slot {
  std::vector<std::string> values;
  bool flag = false;
};
struct Binding {
  const Command* command;
  CLI::App* app;
  std::map<std::string, std::unique_ptr<Slot>> slots;
};

// The language must be known before the help can be made.
Language language_of(int argc, const char* const* argv) {
  const auto named = [](std::string_view name) {
    return name == "en" ? Language::en : Language::vi;
  };
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc) return named(argv[i + 1]);
    if (word.starts_with("--lang=")) return named(word.substr(7));
  }
  const char* environment = std::getenv("TEMGOC_LANG");
  return named(environment ? environment : "vi");
}

void add_to(CLI::App& app, const Option& option, Slot& slot, const std::string& help) {
  if (option.kind == Option::Kind::flag) {
    app.add_flag("--" + option.name, slot.flag, help);
    return;
  }
  const std::string name = option.kind == Option::Kind::argument ? option.name : "--" + option.name;
  CLI::Option* added = app.add_option(name, slot.values, help);
  // A verified text may begin with anything; a repeated option is given several times, not a list
  // at once.
  added->allow_extra_args(false);
  added->type_name(placeholder(option));
  if (option.kind == Option::Kind::repeated) {
    added->take_all();
  } else {
    added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
  if (option.required) added->required();
}

void add_global(CLI::App& app, Global& global, Language language) {
  const std::map<std::string_view, std::string*> values = {{"workplace", &global.workplace},
                                                           {"lang", &global.language_name}};
  const std::map<std::string_view, bool*> flags = {
      {"json", &global.json}, {"clock-is-right", &global.clock_is_right}, {"quiet", &global.quiet}};
  for (const Option& option : global_options()) {
    const std::string name = "--" + option.name;
    const std::string help = described(language, "option." + option.name);
    if (option.kind == Option::Kind::flag) {
      app.add_flag(name, *flags.at(option.name), help);
      continue;
    }
    CLI::Option* added = app.add_option(name, *values.at(option.name), help);
    added->type_name(placeholder(option));
    if (option.name == "workplace") added->envname("TEMGOC_WORKPLACE");
    if (option.name == "lang") added->check(CLI::IsMember({"vi", "en"}));
  }
}

// The library's own few words, in the reader's language.
void speak(CLI::App& app, Language language) {
  app.option_defaults()->group(words(language, "usage.options"));
  app.set_help_flag("-h,--help", words(language, "usage.help"))
      ->group(words(language, "usage.options"));
  const auto formatter = std::make_shared<CLI::Formatter>();
  for (auto [theirs, ours] : {std::pair{"Usage", "usage.usage"},
                              {"Options", "usage.options"},
                              {"Subcommands", "usage.commands"},
                              {"Positionals", "usage.arguments"},
                              {"OPTIONS", "usage.options_place"},
                              {"SUBCOMMAND", "usage.command_place"},
                              {"Env", "usage.environment"}}) {
    formatter->label(theirs, words(language, ours));
  }
  formatter->label("REQUIRED", "*");  // the column is set in bytes, so a longer word would break it
  formatter->column_width(34);
  app.footer("\n* " + words(language, "usage.required"));
  app.formatter(formatter);
}

CLI::App* noun_app(CLI::App& root, std::map<std::string, CLI::App*>& nouns, const std::string& noun,
                   Language language) {
  CLI::App*& app = nouns[noun];
  if (!app) {
    app = root.add_subcommand(noun, described(language, "help." + noun));
    speak(*app, language);
    app->group(words(language, "usage.commands"));
    app->fallthrough();
  }
  return app;
}

std::vector<Binding> bind_all(CLI::App& root, const std::vector<Command>& commands,
                              Language language) {
  std::vector<Binding> bindings;
  std::map<std::string, CLI::App*> nouns;
  for (const Command& command : commands) {
    CLI::App* app = noun_app(root, nouns, command.noun, language);
    if (!command.verb.empty()) {
      app->require_subcommand(1);
      app = app->add_subcommand(command.verb,
                                described(language, "help." + command.noun + "." + command.verb));
      speak(*app, language);
      app->group(words(language, "usage.commands"));
      app->fallthrough();
    }
    Binding binding{&command, app, {}};
    for (const Option& option : command.options) {
      auto slot = std::make_unique<Slot>();
      add_to(*app, option, *slot, option_help(language, command, option.name));
      binding.slots.emplace(option.name, std::move(slot));
    }
    bindings.push_back(std::move(binding));
  }
  return bindings;
}

Given given_of(const Binding& binding) {
  Given given;
  for (const auto& [name, slot] : binding.slots) {
    if (slot->flag) given.add(name, "1");
    for (const std::string& value : slot->values) given.add(name, value);
  }
  return given;
}

}  // namespace

std::variant<Chosen, Help, Misused> parse_command_line(int argc, const char* const* argv,
                                                       const std::vector<Command>& commands) {
  Global global;
  global.language = language_of(argc, argv);
  // A fault may be met before the flag is.
  global.json =
      std::any_of(argv, argv + argc, [](std::string_view word) { return word == "--json"; });
  CLI::App root(described(global.language, "help.temgoc"), "temgoc");
  speak(root, global.language);
  root.set_version_flag("--version", std::string("temgoc ") + TEMGOC_VERSION,
                        words(global.language, "usage.version"));
  root.require_subcommand(1);
  root.failure_message(CLI::FailureMessage::simple);
  add_global(root, global, global.language);
  const std::vector<Binding> bindings = bind_all(root, commands, global.language);
  try {
    root.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* shown = &root;
    std::string path;
    while (!shown->get_subcommands().empty()) {
      path += (path.empty() ? "" : " ") + shown->get_name();
      shown = shown->get_subcommands().front();
    }
    return Help{shown->help(path)};
  } catch (const CLI::CallForVersion&) {
    return Help{root.version() + "\n"};
  } catch (const CLI::ParseError& error) {
    return Misused{usage_error(error.get_name(), error.what(), {argv + 1, argv + argc}, commands),
                   global};
  }
  for (const Binding& binding : bindings) {
    if (binding.app->parsed()) return Chosen{binding.command, given_of(binding), global};
  }
  return Misused{{"usage_no_command"}, global};
}

}  // namespace temgoc
