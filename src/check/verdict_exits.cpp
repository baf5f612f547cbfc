// What each exit code of a verdict means, in words.
#include "temgoc/check/verdict_exits.h"

#include <map>

#include "temgoc/verdict/verdict.h"

namespace temgoc {

std::vector<NameAndWords> verdict_exits(Language language) {
  std::map<int, std::string> by_code;
  for (int at = 0; at <= static_cast<int>(Headline::valid); ++at) {
    const auto headline = static_cast<Headline>(at);
    by_code[exit_code(headline)] = words(language, "headline." + to_text(headline));
  }
  std::vector<NameAndWords> all;
  for (const auto& [code, said] : by_code) all.push_back({std::to_string(code), said});
  return all;
}

}  // namespace temgoc
