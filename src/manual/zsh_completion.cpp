// Completion for zsh.
#include <fmt/format.h>

#include "manual/completion_scripts.h"

namespace temgoc {
namespace {

// In a description of _arguments and _describe a colon or bracket would end it.
std::string described(std::string_view text) {
  std::string all;
  for (const char letter : text) {
    if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') all += '\\';
    all += letter;
  }
  return all;
}

std::string action_of(const ProgramOption& option) {
  if (option.value == "FILE") return "_files";
  if (option.value == "DIR") return "_files -/";
  std::string choices;
  for (const std::string& choice : option.choices())
    choices += (choices.empty() ? "" : " ") + choice;
  return choices.empty() ? " " : "(" + choices + ")";
}

std::string option_spec(const ProgramOption& option) {
  std::string spec = option.repeated ? "*" : "";
  spec += "--" + option.name;
  spec += fmt::format("[{}]", described(option.words));
  if (!option.value.empty())
    spec += fmt::format(":{}:{}", described(option.value), action_of(option));
  return single_quoted(spec);
}

std::string option_specs(const std::vector<ProgramOption>& options) {
  std::string specs;
  for (const ProgramOption& option : options) specs += " \\\n    " + option_spec(option);
  return specs;
}

// Words with what they mean, as _describe takes them.
std::string described_words(const std::vector<NameAndWords>& all) {
  std::string list;
  for (const NameAndWords& each : all)
    list += "\n    " + single_quoted(described(each.name) + ":" + described(each.words));
  return list;
}

std::string arguments_of(const ProgramCommand& command, const std::string& globals) {
  std::string call = fmt::format("_arguments \"${{{}[@]}}\"", globals);
  call += option_specs(command.options);
  if (!command.arguments.empty()) call += " \\\n    '*:file:_files'";
  return call;
}

// The function that completes what follows a noun.
std::string noun_function(const Program& program, const NameAndWords& noun,
                          const std::string& globals) {
  const std::string name = fmt::format("_{}_{}", function_name(program), noun.name);
  const auto commands = program.commands_of(noun.name);
  if (commands.size() == 1 && commands.front().verb.empty())
    return fmt::format("{}() {{\n  {}\n}}\n", name, arguments_of(commands.front(), globals));
  std::vector<NameAndWords> verbs;
  std::string cases;
  for (const ProgramCommand& command : commands) {
    verbs.push_back({command.verb, command.words});
    cases += fmt::format("    {})\n    {}\n    ;;\n", command.verb, arguments_of(command, globals));
  }
  return fmt::format(R"sh({0}() {{
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a verbs=({1})
  _arguments -C "${{{2}[@]}}" '1: :->verb' '*:: :->rest'
  case $state in
  verb) _describe command verbs ;;
  rest)
    case $words[1] in
{3}    esac
    ;;
  esac
}}
)sh",
                     name, described_words(verbs), globals, cases);
}

}  // namespace

std::string zsh_completion(const Program& program) {
  const std::string function = "_" + function_name(program);
  const std::string globals = function + "_globals";
  std::string script =
      fmt::format("#compdef {}\n# zsh completion of {}\n", program.name, program.name);
  script += fmt::format("typeset -ga {}\n{}=({})\n", globals, globals,
                        option_specs(program.options) + " \\\n    '(- *)--help'");
  std::string cases;
  for (const NameAndWords& noun : program.nouns) {
    script += noun_function(program, noun, globals);
    cases += fmt::format("    {}) {}_{} ;;\n", noun.name, function, noun.name);
  }
  if (program.commands.empty()) {
    script += fmt::format("{}() {{\n  _arguments \"${{{}[@]}}\" '*:file:_files'\n}}\n", function,
                          globals);
  } else {
    script += fmt::format(R"sh({0}() {{
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a nouns=({1})
  _arguments -C "${{{2}[@]}}" '1: :->noun' '*:: :->rest'
  case $state in
  noun) _describe command nouns ;;
  rest)
    case $words[1] in
{3}    esac
    ;;
  esac
}}
)sh",
                          function, described_words(program.nouns), globals, cases);
  }
  // Autoloaded the file is the function itself; sourced it has to be made known.
  script += fmt::format(
      "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  {0} \"$@\"\nelse\n  compdef {0} "
      "{1}\nfi\n",
      function, program.name);
  return script;
}

}  // namespace temgoc
