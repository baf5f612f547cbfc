// Finds the word that was mistyped, and offers the nearest command or option.
#include "cli/usage_error.h"

#include <algorithm>

#include "cli/option_words.h"
#include "temgoc/base/edit_distance.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

Error unknown(const std::string& word, const std::vector<std::string>& candidates) {
  const auto nearer = [&](const std::string& a, const std::string& b) {
    return edit_distance(word, a) < edit_distance(word, b);
  };
  const auto nearest = std::ranges::min_element(candidates, nearer);
  return {"usage_unknown",
          {},
          shortened(word),
          {},
          {{"nearest", nearest == candidates.end() ? "--help" : *nearest}}};
}

// The words that are no option and no global option's value: noun, verb, arguments.
std::vector<std::string> plain_words(const std::vector<std::string>& words) {
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--workplace" || words[i] == "--lang")
      ++i;
    else if (!words[i].starts_with("-"))
      plain.push_back(words[i]);
  }
  return plain;
}

std::vector<std::string> verbs_of(const std::vector<Command>& commands, const std::string& noun) {
  std::vector<std::string> verbs;
  for (const Command& command : commands) {
    if (command.noun == noun && !command.verb.empty()) verbs.push_back(command.verb);
  }
  return verbs;
}

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

// Of the words that nothing takes, an option rather than what was meant as its value.
std::string first_extra(const std::string& extras) {
  const std::size_t option = extras.starts_with("-") ? 0 : extras.find(" -");
  const std::size_t begin = option == std::string::npos ? 0 : option + (option == 0 ? 0 : 1);
  return extras.substr(begin, extras.find(' ', begin) - begin);
}

// All options of the command that was named, with their dashes.
std::vector<std::string> options_of(const std::vector<Command>& commands, const std::string& noun,
                                    const std::string& verb) {
  std::vector<std::string> options = {"--help"};
  for (const Option& option : global_options()) options.push_back("--" + option.name);
  for (const Command& command : commands) {
    if (command.noun != noun || (!command.verb.empty() && command.verb != verb)) continue;
    for (const Option& option : command.options) {
      if (option.kind != Option::Kind::argument) options.push_back("--" + option.name);
    }
  }
  return options;
}

}  // namespace

Error usage_error(std::string_view kind, const std::string& said,
                  const std::vector<std::string>& words, const std::vector<Command>& commands) {
  const std::vector<std::string> plain = plain_words(words);
  if (plain.empty()) return {"usage_no_command"};
  std::vector<std::string> nouns;
  for (const Command& command : commands) nouns.push_back(command.noun);
  if (std::ranges::find(nouns, plain[0]) == nouns.end()) return unknown(plain[0], nouns);
  const std::vector<std::string> verbs = verbs_of(commands, plain[0]);
  if (!verbs.empty() && plain.size() < 2) return {"usage_no_command"};
  if (!verbs.empty() && std::ranges::find(verbs, plain[1]) == verbs.end())
    return unknown(plain[1], verbs);
  if (said.find("not expected: ") != std::string::npos)
    return unknown(first_extra(after(said, ": ")),
                   options_of(commands, plain[0], verbs.empty() ? "" : plain[1]));
  if (kind == "RequiredError")
    return {"usage_missing", {}, said.substr(0, said.find(" is required"))};
  const std::string option = said.substr(0, said.find(':'));
  if (kind == "ArgumentMismatch") return {"usage_value_missing", {}, shortened(option)};
  if (kind == "ValidationError") return {"usage_value_unknown", {}, shortened(option)};
  return {"usage", {}, said};
}

}  // namespace temgoc
