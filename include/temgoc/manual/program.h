// A program's command line as data. Man pages and shell completions are written from it, so they
// say what `--help` says.
#pragma once

#include <string>
#include <vector>

namespace temgoc {

// A name and what is said of it: a noun, an exit status, a variable of the environment, a file.
struct NameAndWords {
  std::string name;
  std::string words;
};

// One option, or one argument.
struct ProgramOption {
  std::string name;   // without the dashes
  std::string value;  // "FILE", "DIR", "DATE", "N" …, or the choices as "vi|en"; empty for a flag
  std::string words;
  bool required = false;
  bool repeated = false;

  std::vector<std::string> choices() const;  // of "vi|en"; empty where the value is free
};

struct ProgramCommand {
  std::string noun;
  std::string verb;  // empty if the noun alone is the command
  std::string words;
  std::vector<ProgramOption> options;
  std::vector<ProgramOption> arguments;

  std::string name() const;  // "label print", "init"
};

struct Program {
  std::string name;
  std::string version;
  std::string words;                     // one line
  std::vector<std::string> examples;     // command lines
  std::vector<ProgramOption> options;    // those that every command takes
  std::vector<ProgramOption> arguments;  // of a program without commands
  std::vector<NameAndWords> nouns;       // in the order of the help
  std::vector<ProgramCommand> commands;  // grouped by noun in that order; may be empty
  std::vector<NameAndWords> exits;
  std::vector<NameAndWords> environment;
  std::vector<NameAndWords> files;
  std::vector<std::string> see_also;  // other programs, "temgoc-verify"

  std::vector<ProgramCommand> commands_of(const std::string& noun) const;
};

}  // namespace temgoc
