// bash completes for real; zsh and fish do so in tests/packages, where they are installed.
#include "temgoc/manual/completion.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <set>

#include "manual/sample_program.h"
#include "temgoc/base/files.h"

using namespace temgoc;

namespace {

// What bash offers for the last of `words`, sorted.
std::set<std::string> offered(const std::string& words, std::size_t count) {
  const auto folder = std::filesystem::temp_directory_path();
  const auto script = folder / fmt::format("temgoc-completion-{}", ::getpid());
  write_file(script, as_bytes(completion_of(sample_program(), Shell::bash) +
                              fmt::format("COMP_WORDS=({}); COMP_CWORD={}\n_tool\n"
                                          "printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
                                          words, count)));
  std::set<std::string> lines;
  std::FILE* bash = ::popen(("bash --norc " + script.string()).c_str(), "r");
  REQUIRE(bash != nullptr);
  const std::string answer = read_stream(bash, 1 << 16);
  CHECK(::pclose(bash) == 0);
  std::filesystem::remove(script);
  for (std::size_t at = 0; at < answer.size();) {
    const std::size_t end = answer.find('\n', at);
    if (end > at) lines.insert(answer.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

using Offered = std::set<std::string>;

}  // namespace

TEST_CASE("bash completes nouns, verbs, options and choices") {
  CHECK(offered("tool ''", 1) == Offered{"box", "start"});
  CHECK(offered("tool --place x b", 3) == Offered{"box"});
  CHECK(offered("tool box ''", 2) == Offered{"open", "shut"});
  CHECK(offered("tool box open --", 3) ==
        Offered{"--out", "--mode", "--count", "--lang", "--place", "--json", "--help"});
  CHECK(offered("tool box open --mode ''", 4) == Offered{"narrow", "wide"});
  CHECK(offered("tool box open --lang e", 4) == Offered{"en"});
  CHECK(offered("tool start --n", 2) == Offered{"--now"});
}

TEST_CASE("a number and an argument are left to the person") {
  CHECK(offered("tool box open --count ''", 4).empty());
  CHECK(offered("tool box open ''", 3).empty());
}

TEST_CASE("every shell is told every command and option, and no description breaks its quotes") {
  for (const Shell shell : {Shell::bash, Shell::zsh, Shell::fish}) {
    const std::string script = completion_of(sample_program(), shell);
    for (const char* word : {"box", "open", "shut", "start", "out", "mode", "count", "now", "lang",
                             "place", "json", "narrow"}) {
      CAPTURE(word);
      CHECK(script.find(word) != std::string::npos);
    }
  }
  CHECK(completion_of(sample_program(), Shell::zsh).find("\\[lids\\] and '\\''names'\\''") !=
        std::string::npos);
  CHECK(completion_of(sample_program(), Shell::fish).find("and \\'names\\''") != std::string::npos);
}

TEST_CASE("a shell is known by its name alone") {
  CHECK(shell_named("fish") == Shell::fish);
  CHECK_FALSE(shell_named("sh").has_value());
}
