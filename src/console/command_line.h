// The command that does what a page has just done: shown beside it, so that nobody depends on the
// page.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

class CommandLine {
 public:
  explicit CommandLine(std::string_view words) : text_("temgoc " + std::string(words)) {}
  // Quoted where a shell would take it apart; left out where the value is empty.
  CommandLine& add(std::string_view option, std::string_view value);
  CommandLine& add(std::string_view argument);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace temgoc
