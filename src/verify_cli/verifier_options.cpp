// The options of `temgoc-verify` as the manual knows a program.
#include "verify_cli/verifier_options.h"

#include <fmt/format.h>

#include "temgoc/check/verdict_exits.h"

namespace temgoc {

Program verifier_manual(Language language) {
  Program program;
  program.name = "temgoc-verify";
  program.version = TEMGOC_VERSION;
  program.words = words(language, "verifier.does");
  program.examples = {"temgoc-verify --roots roots --trust trust_list 'https://…'",
                      "temgoc-verify --roots roots --bundle today.bundle -"};
  for (const VerifierOption& option : kVerifierOptions)
    program.options.push_back(
        {option.name, option.value, words(language, option.words), false, option.repeated});
  program.arguments = {{"text", "", words(language, "verifier.text"), false, false}};
  program.exits = verdict_exits(language);
  for (const int status : {1, 2, 3, 5, 6, 9})
    program.exits.push_back(
        {std::to_string(status), words(language, fmt::format("manual.exit.{}", status))});
  program.environment = {{"TEMGOC_LANG", words(language, "manual.environment.TEMGOC_LANG")}};
  program.see_also = {"temgoc"};
  return program;
}

}  // namespace temgoc
