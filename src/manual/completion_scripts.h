// One script for each shell. completion.cpp chooses among them.
#pragma once

#include <string>

#include "temgoc/manual/program.h"

namespace temgoc {

std::string bash_completion(const Program& program);
std::string zsh_completion(const Program& program);
std::string fish_completion(const Program& program);

// The program's name as a part of a function's name: temgoc-verify is temgoc_verify.
std::string function_name(const Program& program);
// `text` between single quotes of a POSIX shell.
std::string single_quoted(std::string_view text);

}  // namespace temgoc
