// Questions about a program that every form of its manual asks.
#include "temgoc/manual/program.h"

#include "temgoc/base/text.h"

namespace temgoc {

std::vector<std::string> ProgramOption::choices() const {
  if (value.find('|') == std::string::npos) return {};
  std::vector<std::string> all;
  for (const std::string_view choice : split(value, '|')) all.emplace_back(choice);
  return all;
}

std::string ProgramCommand::name() const { return verb.empty() ? noun : noun + " " + verb; }

std::vector<ProgramCommand> Program::commands_of(const std::string& noun) const {
  std::vector<ProgramCommand> found;
  for (const ProgramCommand& command : commands)
    if (command.noun == noun) found.push_back(command);
  return found;
}

}  // namespace temgoc
