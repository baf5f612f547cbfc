// Rules of CONTRIBUTING.md that can be told from the sources as they stand.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = TEMGOC_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Paths from the root of the sources and tests in C++, without what npm puts beside them.
std::vector<std::string> sources(const std::vector<std::string>& folders) {
  std::vector<std::string> all;
  for (const std::string& folder : folders) {
    for (auto at = fs::recursive_directory_iterator(kRoot / folder);
         at != fs::recursive_directory_iterator(); ++at) {
      if (at->path().filename() == "node_modules") {
        at.disable_recursion_pending();
        continue;
      }
      const auto extension = at->path().extension();
      if (extension == ".cpp" || extension == ".h")
        all.push_back(fs::relative(at->path(), kRoot).string());
    }
  }
  REQUIRE(all.size() > 100);
  return all;
}

}  // namespace

TEST_CASE(
    "the world is passed in: no source but the programs' own asks for the time or for chance") {
  // The clocks themselves, the names of files that wait, and who of several waits longer.
  const std::set<std::string> kOwn{"src/base/clock.cpp", "src/base/random.cpp",
                                   "include/temgoc/base/clock.h", "src/web/scan_queue.cpp",
                                   "src/registry/postgres/connection.cpp"};
  const std::vector<std::string> kAsks{"system_clock()", "system_random()", "system_clock::now",
                                       "random_device", "time(nullptr)"};
  std::size_t asked = 0;
  for (const std::string& path : sources({"src", "include"})) {
    const std::string text = text_of(kRoot / path);
    if (std::ranges::none_of(kAsks,
                             [&](const std::string& each) { return text.find(each) != text.npos; }))
      continue;
    ++asked;
    const bool program = path.starts_with("src/cli/") || path.starts_with("src/verify_cli/");
    CHECK_MESSAGE((program || kOwn.contains(path)), path);
  }
  CHECK(asked > kOwn.size());
}

TEST_CASE("nothing is named for helping, and no file grows without end") {
  constexpr std::ptrdiff_t kMostLines = 700;
  const std::vector<std::string> kVague{"Helper ",  "Helpers ", "Manager ", "Utils ",
                                        "Utility ", "Util ",    "helpers ", "utils "};
  const std::regex vague_file(R"((^|_)(utils?|helpers?|managers?|misc)(_|\.))");
  for (const std::string& path : sources({"src", "include", "tests", "fuzz"})) {
    CAPTURE(path);
    CHECK_FALSE(std::regex_search(fs::path(path).filename().string(), vague_file));
    const std::string text = text_of(kRoot / path);
    if (path != "tests/architecture/rules_test.cpp") {
      for (const char* kind : {"\nclass ", "\nstruct ", "\nnamespace "}) {
        for (std::size_t at = text.find(kind); at != text.npos; at = text.find(kind, at + 1)) {
          const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1) + " ";
          for (const std::string& word : kVague) CHECK_MESSAGE(line.find(word) == line.npos, line);
        }
      }
    }
    if (!path.starts_with("tests/")) CHECK(std::ranges::count(text, '\n') <= kMostLines);
  }
}

TEST_CASE("no test is commented out, and each has a name that is a sentence") {
  constexpr std::string_view kCase = "\nTEST_CASE(";
  std::size_t cases = 0;
  for (const std::string& path : sources({"tests"})) {
    CAPTURE(path);
    const std::string text = text_of(kRoot / path);
    if (path != "tests/architecture/rules_test.cpp")
      for (const char* out : {"//TEST_CASE(", "// TEST_CASE(", "/*TEST_CASE(", "/* TEST_CASE("})
        CHECK(text.find(out) == text.npos);
    for (std::size_t at = text.find(kCase); at != text.npos; at = text.find(kCase, at + 1)) {
      const std::size_t begin = text.find('"', at) + 1;
      const std::string name = text.substr(begin, text.find('"', begin) - begin);
      ++cases;
      CHECK_MESSAGE(std::ranges::count(name, ' ') >= 2, name);
    }
  }
  CHECK(cases > 1'000);
}
