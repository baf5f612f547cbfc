// What the help, the man pages and the completions say about an option.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace temgoc {

// The options that every command takes.
const std::vector<Option>& global_options();

// The words under `key`, or nothing.
std::string described(Language language, const std::string& key);
// The command's own words for the option, else the shared ones.
std::string option_help(Language language, const Command& command, const std::string& option);
// What stands for the option's value: "FILE", "N", or the choices as "vi|en". Empty for an
// argument.
std::string placeholder(const Option& option);

}  // namespace temgoc
