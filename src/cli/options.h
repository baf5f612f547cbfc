// The door to CLI11: from argv to a command of the table and what was given to it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/command.h"

namespace temgoc {

struct Global {
  std::string workplace = ".";
  Language language = Language::vi;
  std::string language_name;  // as given with --lang
  bool json = false;
  bool quiet = false;
  bool clock_is_right = false;  // the person says so
};
struct Chosen {
  const Command* command;
  Given given;
  Global global;
};
struct Help {
  std::string text;  // for stdout, exit 0
};
struct Misused {
  Error error;  // code usage
  Global global;
};

std::variant<Chosen, Help, Misused> parse_command_line(int argc, const char* const* argv,
                                                       const std::vector<Command>& commands);

}  // namespace temgoc
