// From the command table and its words to a program that man pages can be written of.
#include "cli/command_manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/option_words.h"
#include "temgoc/base/text.h"
#include "temgoc/check/verdict_exits.h"

namespace temgoc {
namespace {

ProgramOption manual_option(const Option& option, std::string help) {
  const bool takes_value =
      option.kind != Option::Kind::flag && option.kind != Option::Kind::argument;
  return {option.name, takes_value ? placeholder(option) : "", std::move(help), option.required,
          option.kind == Option::Kind::repeated};
}

std::string command_words(Language language, const Command& command) {
  return described(language, command.verb.empty()
                                 ? "help." + command.noun
                                 : fmt::format("help.{}.{}", command.noun, command.verb));
}

ProgramCommand manual_command(Language language, const Command& command) {
  ProgramCommand manual{command.noun, command.verb, command_words(language, command), {}, {}};
  for (const Option& option : command.options) {
    auto& into = option.kind == Option::Kind::argument ? manual.arguments : manual.options;
    into.push_back(manual_option(option, option_help(language, command, option.name)));
  }
  return manual;
}

std::vector<NameAndWords> nouns_of(Language language, const std::vector<Command>& table) {
  std::vector<NameAndWords> nouns;
  for (const Command& command : table) {
    const bool is_known = std::ranges::any_of(
        nouns, [&](const NameAndWords& noun) { return noun.name == command.noun; });
    if (!is_known) nouns.push_back({command.noun, described(language, "help." + command.noun)});
  }
  return nouns;
}

// The first line of the help says what the program is; the indented ones are examples.
void describe(Program& program, const std::string& help) {
  for (const std::string_view line : split(help, '\n')) {
    if (program.words.empty())
      program.words = line;
    else if (line.starts_with("  "))
      program.examples.push_back(trimmed(line));
  }
}

std::vector<NameAndWords> exits(Language language) {
  std::vector<NameAndWords> all;
  for (int status = kDone; status <= kDisk; ++status)
    all.push_back({std::to_string(status), words(language, fmt::format("manual.exit.{}", status))});
  for (const NameAndWords& verdict : verdict_exits(language))
    if (verdict.name != "0") all.push_back({verdict.name, "verify: " + verdict.words});
  return all;
}

std::vector<NameAndWords> named_words(Language language, const std::string& kind,
                                      const std::vector<std::string>& names) {
  std::vector<NameAndWords> all;
  for (const std::string& name : names)
    all.push_back({name, words(language, fmt::format("manual.{}.{}", kind, name))});
  return all;
}

}  // namespace

Program command_manual(Language language) {
  const std::vector<Command> table = commands();
  Program program;
  program.name = "temgoc";
  program.version = TEMGOC_VERSION;
  describe(program, described(language, "help.temgoc"));
  for (const Option& option : global_options())
    program.options.push_back(manual_option(option, described(language, "option." + option.name)));
  program.nouns = nouns_of(language, table);
  for (const NameAndWords& noun : program.nouns)
    for (const Command& command : table)
      if (command.noun == noun.name) program.commands.push_back(manual_command(language, command));
  program.exits = exits(language);
  program.environment =
      named_words(language, "environment", {"TEMGOC_WORKPLACE", "TEMGOC_LANG", "TEMGOC_FONT_DIR"});
  program.files = named_words(language, "file",
                              {"temgoc.toml", "registry.sqlite", "keys/", "trust/", "log/",
                               "labels/", "label_templates/", "/etc/default/temgoc"});
  program.see_also = {"temgoc-verify"};
  return program;
}

}  // namespace temgoc
