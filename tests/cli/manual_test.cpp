// The man pages and the completions hold what the command table and the help hold.
#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "cli/command_manual.h"
#include "cli/options.h"
#include "temgoc/manual/completion.h"
#include "temgoc/manual/man_page.h"
#include "verify_cli/verifier_options.h"

using namespace temgoc;

namespace {

// The options in a man page, as they begin an item of their own.
std::set<std::string> options_of(const ManPage& page) {
  const std::regex item(R"(\.TP\n\\fB\\-\\-([^ \n]*?)\\fR)");
  std::set<std::string> names;
  for (std::sregex_iterator at(page.text.begin(), page.text.end(), item), end; at != end; ++at)
    names.insert(std::regex_replace((*at)[1].str(), std::regex(R"(\\-)"), "-"));
  return names;
}

// The options that --help shows for `words`.
std::set<std::string> options_in_help(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"temgoc"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  argv.push_back("--help");
  const std::vector<Command> table = commands();
  const auto parsed = parse_command_line(static_cast<int>(argv.size()), argv.data(), table);
  const auto* help = std::get_if<Help>(&parsed);
  REQUIRE(help != nullptr);
  const std::regex option(R"(\n  (?:-h,)?--([a-z0-9-]+))");
  std::set<std::string> names;
  for (std::sregex_iterator at(help->text.begin(), help->text.end(), option), end; at != end; ++at)
    names.insert((*at)[1]);
  names.erase("help");
  names.erase("version");
  return names;
}

const ManPage& page_of(const std::vector<ManPage>& pages, const std::string& file) {
  const auto found =
      std::ranges::find_if(pages, [&](const ManPage& page) { return page.file == file; });
  REQUIRE(found != pages.end());
  return *found;
}

bool is_in(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the man page of a noun has the options of each of its commands, and no others") {
  for (const Language language : {Language::vi, Language::en}) {
    const auto pages = man_pages(command_manual(language), language);
    const auto globals = options_in_help({});
    std::map<std::string, std::set<std::string>> wanted;
    for (const Command& command : commands()) {
      const auto shown = command.verb.empty() ? options_in_help({command.noun})
                                              : options_in_help({command.noun, command.verb});
      auto& all = wanted[command.noun];
      all.insert(shown.begin(), shown.end());
      all.insert(globals.begin(), globals.end());
      CHECK(
          is_in(page_of(pages, "temgoc-" + command.noun + ".1").text,
                std::regex_replace(command.noun + (command.verb.empty() ? "" : " " + command.verb),
                                   std::regex("-"), "\\-")));
    }
    REQUIRE(wanted.size() > 20);
    for (const auto& [noun, options] : wanted) {
      CAPTURE(noun);
      CHECK(options_of(page_of(pages, "temgoc-" + noun + ".1")) == options);
    }
    CHECK(options_of(pages.front()) == globals);
  }
}

TEST_CASE("every command, argument and option has words in the manual") {
  for (const Language language : {Language::vi, Language::en}) {
    const Program program = command_manual(language);
    for (const ProgramCommand& command : program.commands) {
      CAPTURE(command.name());
      CHECK_FALSE(command.words.empty());
      for (const auto* all : {&command.options, &command.arguments})
        for (const ProgramOption& option : *all) CHECK_FALSE(option.words.empty());
    }
  }
}

TEST_CASE("every shell completes every command and option") {
  const Program program = command_manual(Language::en);
  for (const Shell shell : {Shell::bash, Shell::zsh, Shell::fish}) {
    const std::string script = completion_of(program, shell);
    for (const Command& command : commands()) {
      CAPTURE(command.noun);
      CAPTURE(command.verb);
      CHECK(is_in(script, command.noun));
      CHECK(is_in(script, command.verb));
      for (const Option& option : command.options) {
        if (option.kind == Option::Kind::argument) continue;
        CAPTURE(option.name);
        CHECK(is_in(script, (shell == Shell::fish ? "-l " : "--") + option.name));
      }
    }
  }
}

TEST_CASE("the verifier's manual has its whole table") {
  const auto pages = man_pages(verifier_manual(Language::en), Language::en);
  REQUIRE(pages.size() == 1);
  std::set<std::string> wanted;
  for (const VerifierOption& option : kVerifierOptions) wanted.insert(option.name);
  CHECK(options_of(pages.front()) == wanted);
  for (const char* status : {"20", "23", "28"})
    CHECK(is_in(pages.front().text, "\\fB" + std::string(status) + "\\fR"));
}
