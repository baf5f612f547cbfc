// Commands as a person would type them.
#include "console/command_line.h"

#include <algorithm>

namespace temgoc {
namespace {

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_' || c == '/' || c == ':' || c == ',';
}

std::string quoted(std::string_view value) {
  if (!value.empty() && std::ranges::all_of(value, is_plain)) return std::string(value);
  std::string text = "'";
  for (const char c : value) c == '\'' ? text += "'\\''" : text += c;
  return text + "'";
}

}  // namespace

CommandLine& CommandLine::add(std::string_view option, std::string_view value) {
  if (value.empty()) return *this;
  text_ += " --" + std::string(option) + " " + quoted(value);
  return *this;
}

CommandLine& CommandLine::add(std::string_view argument) {
  text_ += " " + quoted(argument);
  return *this;
}

}  // namespace temgoc
