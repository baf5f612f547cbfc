// Completion for fish.
#include <fmt/format.h>

#include "manual/completion_scripts.h"

namespace temgoc {
namespace {

// Between single quotes fish reads \\ and \' alone.
std::string fish_quoted(std::string_view text) {
  std::string all = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') all += '\\';
    all += letter;
  }
  return all + "'";
}

std::string value_of(const ProgramOption& option) {
  if (option.value.empty()) return "";
  if (option.value == "FILE") return " -r -F";
  if (option.value == "DIR") return " -x -a '(__fish_complete_directories)'";
  std::string choices;
  for (const std::string& choice : option.choices())
    choices += (choices.empty() ? "" : " ") + choice;
  return choices.empty() ? " -x" : fmt::format(" -x -a '{}'", choices);
}

class Script {
 public:
  explicit Script(const Program& program)
      : name_(program.name), at_("__" + function_name(program) + "_at") {}

  // `where`: the arguments of the function that knows where the cursor stands; empty anywhere.
  void word(const std::string& where, const std::string& word, const std::string& what) {
    begin(where);
    text_ += fmt::format(" -a {} -d {}\n", word, fish_quoted(what));
  }
  void option(const std::string& where, const ProgramOption& option) {
    begin(where);
    text_ +=
        fmt::format(" -l {}{} -d {}\n", option.name, value_of(option), fish_quoted(option.words));
  }
  void files(const std::string& where) {
    begin(where);
    text_ += " -F\n";
  }
  void add(const std::string& text) { text_ += text; }
  const std::string& at() const { return at_; }
  std::string done() && { return std::move(text_); }

 private:
  void begin(const std::string& where) {
    text_ += "complete -c " + name_;
    if (!where.empty()) text_ += fmt::format(" -n '{} {}'", at_, where);
  }

  std::string name_;
  std::string at_;
  std::string text_;
};

std::string skipped_options(const Program& program) {
  std::string names;
  for (const ProgramOption& option : program.options)
    if (!option.value.empty()) names += " --" + option.name;
  return names;
}

// True if exactly the words $argv[2..] were typed ("only"), or these first ("after").
std::string where_function(const Program& program, const std::string& at) {
  return fmt::format(R"sh(function {}
  set -l typed
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case{}
        set skip 1
      case '-*'
      case '*'
        set -a typed $word
    end
  end
  set -l wanted $argv[2..-1]
  set -l many (count $wanted)
  test (count $typed) -ge $many; or return 1
  if test $argv[1] = only
    test (count $typed) -eq $many; or return 1
  end
  test $many -eq 0; and return 0
  test "$typed[1..$many]" = "$wanted"
end
)sh",
                     at, skipped_options(program));
}

void add_commands(Script& script, const Program& program) {
  for (const NameAndWords& noun : program.nouns) {
    script.word("only", noun.name, noun.words);
    for (const ProgramCommand& command : program.commands_of(noun.name)) {
      const std::string after = "after " + command.name();
      if (!command.verb.empty()) script.word("only " + noun.name, command.verb, command.words);
      for (const ProgramOption& option : command.options) script.option(after, option);
      if (!command.arguments.empty()) script.files(after);
    }
  }
}

}  // namespace

std::string fish_completion(const Program& program) {
  Script script(program);
  script.add(fmt::format("# fish completion of {}\n", program.name));
  if (!program.commands.empty()) script.add(where_function(program, script.at()));
  if (program.arguments.empty()) script.add(fmt::format("complete -c {} -f\n", program.name));
  for (const ProgramOption& option : program.options) script.option("", option);
  add_commands(script, program);
  return std::move(script).done();
}

}  // namespace temgoc
