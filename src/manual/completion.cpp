// The choice of a shell, and what the scripts of all shells share.
#include "temgoc/manual/completion.h"

#include <algorithm>

#include "manual/completion_scripts.h"

namespace temgoc {

std::optional<Shell> shell_named(std::string_view name) {
  if (name == "bash") return Shell::bash;
  if (name == "zsh") return Shell::zsh;
  if (name == "fish") return Shell::fish;
  return std::nullopt;
}

std::string completion_of(const Program& program, Shell shell) {
  if (shell == Shell::bash) return bash_completion(program);
  return shell == Shell::zsh ? zsh_completion(program) : fish_completion(program);
}

std::string function_name(const Program& program) {
  std::string name = program.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

std::string single_quoted(std::string_view text) {
  std::string all = "'";
  for (const char letter : text) {
    if (letter == '\'')
      all += "'\\''";
    else
      all += letter;
  }
  return all + "'";
}

}  // namespace temgoc
