// docs/threat_model.md, docs/security_review.md and docs/mutants.md name tests as their evidence;
// each must be there.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
    found.insert((*at)[1]);
  return found;
}

std::set<std::string> test_cases() {
  static const std::regex kCase(R"re(TEST_CASE\(\s*"([^"]+)")re");
  std::set<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(TEMGOC_SOURCE_DIR "/tests")) {
    if (entry.path().extension() == ".cpp") all.merge(matches(text_of(entry.path()), kCase));
  }
  return all;
}

// What stands in quotes in the last column of a table.
std::set<std::string> named_tests(const std::string& document) {
  static const std::regex kRow(R"(\n\|[^\n]*\|([^|\n]*)\|)"), kName(R"re("([^"]+)")re");
  std::set<std::string> all;
  for (const std::string& column : matches(document, kRow)) all.merge(matches(column, kName));
  return all;
}

}  // namespace

TEST_CASE("every test that the threat model names is there") {
  const std::string document = text_of(TEMGOC_SOURCE_DIR "/docs/threat_model.md");
  const auto named = named_tests(document);
  const auto known = test_cases();
  CHECK(named.size() > 40);
  for (const std::string& name : named) {
    CAPTURE(name);
    CHECK(known.contains(name));
  }
}

TEST_CASE("every test that the security review names is there") {
  const auto named = named_tests(text_of(TEMGOC_SOURCE_DIR "/docs/security_review.md"));
  const auto known = test_cases();
  CHECK(named.size() > 30);
  for (const std::string& name : named) {
    CAPTURE(name);
    CHECK(known.contains(name));
  }
}

TEST_CASE("every test that the table of slips names is there, and every slip") {
  const std::string document = text_of(TEMGOC_SOURCE_DIR "/docs/mutants.md");
  const auto known = test_cases();
  const auto named = named_tests(document);
  CHECK(named.size() > 15);
  for (const std::string& name : named) {
    CAPTURE(name);
    CHECK(known.contains(name));
  }
  static const std::regex kSlip(R"(`([a-z]+(?:-[a-z]+)+)`)");
  const auto slips = matches(document, kSlip);
  CHECK(slips.size() > 15);
  for (const std::string& slip : slips) {
    CAPTURE(slip);
    CHECK(fs::exists(fs::path(TEMGOC_SOURCE_DIR "/tests/mutants") / (slip + ".patch")));
  }
}

TEST_CASE("the threat model has the twenty attacks") {
  const std::string document = text_of(TEMGOC_SOURCE_DIR "/docs/threat_model.md");
  for (int number = 1; number <= 20; ++number) {
    CAPTURE(number);
    CHECK(document.find("\n| " + std::to_string(number) + " | ") != std::string::npos);
  }
}
