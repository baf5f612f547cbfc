// Completion for bash, without the helper functions of the package bash-completion.
#include <fmt/format.h>

#include "manual/completion_scripts.h"

namespace temgoc {
namespace {

std::string names_of(const std::vector<ProgramOption>& options) {
  std::string names;
  for (const ProgramOption& option : options)
    names += fmt::format("{}--{}", names.empty() ? "" : " ", option.name);
  return names;
}

std::string choices_of(const ProgramOption& option) {
  std::string all;
  for (const std::string& choice : option.choices()) all += (all.empty() ? "" : " ") + choice;
  return all;
}

// What is offered after an option that takes a value.
std::string offer_for(const std::string& function, const ProgramOption& option) {
  if (option.value == "FILE") return fmt::format("_{}_paths -f \"$current\"", function);
  if (option.value == "DIR") return fmt::format("_{}_paths -d \"$current\"", function);
  if (const std::string choices = choices_of(option); !choices.empty())
    return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\"))", choices);
  return "COMPREPLY=()";
}

// `at`: the command as the script knows it, "label print"; "*" for any.
std::string value_cases(const std::string& function, const std::string& at,
                        const std::vector<ProgramOption>& options) {
  std::string cases;
  for (const ProgramOption& option : options) {
    if (option.value.empty()) continue;
    const std::string pattern =
        at == "*" ? "*'/--" + option.name + "'" : single_quoted(at + "/--" + option.name);
    cases += fmt::format("    {}) {}; return ;;\n", pattern, offer_for(function, option));
  }
  return cases;
}

// Names of the global options that take a value, as a pattern of `case`.
std::string skipped_options(const Program& program) {
  std::string pattern;
  for (const ProgramOption& option : program.options)
    if (!option.value.empty())
      pattern += fmt::format("{}--{}", pattern.empty() ? "" : "|", option.name);
  return pattern.empty() ? "''" : pattern;
}

std::string word_cases(const Program& program) {
  std::string nouns;
  std::string cases;
  for (const NameAndWords& noun : program.nouns) {
    nouns += (nouns.empty() ? "" : " ") + noun.name;
    std::string verbs;
    for (const ProgramCommand& command : program.commands_of(noun.name)) {
      if (!command.verb.empty()) verbs += (verbs.empty() ? "" : " ") + command.verb;
      cases += fmt::format("    {}) offered={} ;;\n", single_quoted(command.name()),
                           single_quoted(names_of(command.options)));
    }
    if (!verbs.empty())
      cases +=
          fmt::format("    {}) offered={} ;;\n", single_quoted(noun.name), single_quoted(verbs));
  }
  return fmt::format("    '') offered={} ;;\n", single_quoted(nouns)) + cases;
}

std::string verbs_pattern(const Program& program) {
  std::string pattern;
  for (const NameAndWords& noun : program.nouns) {
    const auto commands = program.commands_of(noun.name);
    if (!commands.empty() && commands.front().verb.empty())
      pattern += (pattern.empty() ? "" : "|") + noun.name;
  }
  return pattern.empty() ? "''" : pattern;
}

}  // namespace

std::string bash_completion(const Program& program) {
  const std::string function = function_name(program);
  std::string script =
      fmt::format(R"sh(# bash completion of {0}
_{1}_paths() {{
  mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
  compopt -o filenames 2>/dev/null
}}
_{1}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
  local at='' offered='' word skip='' position
  for ((position = 1; position < COMP_CWORD; ++position)); do
    word=${{COMP_WORDS[position]}}
    if [ -n "$skip" ]; then skip=''; continue; fi
    case $word in
    {2}) skip=1; continue ;;
    -*) continue ;;
    esac
    case $at in
    '') at=$word ;;
    {3}) ;;
    *' '*) ;;
    *) at="$at $word" ;;
    esac
  done
)sh",
                  program.name, function, skipped_options(program), verbs_pattern(program));
  script += "  case \"$at/$previous\" in\n";
  for (const ProgramCommand& command : program.commands)
    script += value_cases(function, command.name(), command.options);
  script += value_cases(function, "*", program.options) + "  esac\n";
  script += "  case $at in\n" + word_cases(program) + "  esac\n";
  script += fmt::format(R"sh(  case $current in
  -*) offered="$offered {0} --help" ;;
  *) [[ $offered == -* ]] && offered='' ;;
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}}
complete -o default -F _{1} {2}
)sh",
                        names_of(program.options), function, program.name);
  return script;
}

}  // namespace temgoc
