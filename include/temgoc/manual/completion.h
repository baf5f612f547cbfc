// What a shell needs to complete a program's commands, options and values.
#pragma once

#include <optional>
#include <string>

#include "temgoc/manual/program.h"

namespace temgoc {

enum class Shell { bash, zsh, fish };

std::optional<Shell> shell_named(std::string_view name);  // "bash", "zsh", "fish"

// The script, to be put where the shell looks for completions, or to be sourced.
std::string completion_of(const Program& program, Shell shell);

}  // namespace temgoc
