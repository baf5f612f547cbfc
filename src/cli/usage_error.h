// What was wrong with a command line, said in the product's words instead of a library's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace temgoc {

// `said` is the parser's own sentence, `kind` its name for the fault ("RequiredError" …).
// usage_no_command, usage_unknown (args nearest), usage_missing,
// usage_value_missing, usage_value_unknown, or usage with the sentence where
// nothing better is known.
Error usage_error(std::string_view kind, const std::string& said,
                  const std::vector<std::string>& words, const std::vector<Command>& commands);

}  // namespace temgoc
