// docs/errors.md has every error code: what it says, what to do, and which test provokes it. Made
// anew with TEMGOC_WRITE_DOCUMENTS=1.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <vector>

#include "temgoc/base/json.h"

namespace {
namespace fs = std::filesystem;

// What no test can bring about, and why.
const std::map<std::string, std::string> kNotProvoked = {
    {"reports_busy", "20,000 scans and reports that wait to be stored"},
    {"compression_failed", "a library fails without cause in the input"},
    {"export_too_large", "more than a million days of scans"},
    {"random_source_repeats", "a computer whose random numbers repeat"},
    {"recall_chain_too_long", "a lot of which more than 100,000 others were made"},
    {"registry_refused", "a mistake of the program"},
    {"table_too_large_cells", "a workbook of millions of cells"},
    {"table_too_large_rows", "a table of more than 100,000 rows"},
    {"token_no_ed25519", "a token without Ed25519"},
    {"trace_too_wide", "a trace of more than 20,000 events"},
    {"trust_busy", "somebody who signs for more than half a minute"},
    {"unexpected", "a mistake of the program"}};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Files of tests, those that run the whole program first.
std::vector<std::pair<std::string, std::string>> tests() {
  std::map<std::string, std::string> journeys, units;
  const fs::path root = fs::path(TEMGOC_SOURCE_DIR) / "tests";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = fs::relative(entry.path(), root).string();
    if (entry.path().extension() != ".cpp" || name.starts_with("architecture")) continue;
    (name.starts_with("journeys") ? journeys : units)[name] = text_of(entry.path());
  }
  std::vector<std::pair<std::string, std::string>> all;
  if (const auto first = journeys.extract("journeys/errors_test.cpp"); !first.empty())
    all.emplace_back(first.key(), first.mapped());
  all.insert(all.end(), journeys.begin(), journeys.end());
  all.insert(all.end(), units.begin(), units.end());
  return all;
}

std::string provoked_by(const std::string& code) {
  static const auto files = tests();
  // As a literal, or in the text of several that a test compares at once.
  const bool long_name = code.find('_') != std::string::npos;
  for (const std::string& form : {"\"" + code + "\"", long_name ? code : "/" + code}) {
    for (const auto& [name, text] : files) {
      if (text.find(form) != std::string::npos) return "`tests/" + name + "`";
    }
  }
  const auto reason = kNotProvoked.find(code);
  return reason == kNotProvoked.end() ? std::string() : reason->second;
}

std::string cell(std::string text) {
  // How a value is said is the affair of the words.
  text = std::regex_replace(text, std::regex(R"(\{[a-z_.]+:)"), "{");
  text = std::regex_replace(text, std::regex(R"(\|)"), "\\|");
  return std::regex_replace(text, std::regex("<"), "&lt;");
}

const char* kHead =
    "# Error codes\n\n"
    "Made from `words/vi.json` and the tests (`tests/architecture/errors_document_test.cpp`; anew "
    "with `TEMGOC_WRITE_DOCUMENTS=1 ctest -R architecture`). A code never\n"
    "changes its meaning within 1.x. `{name}` stands for a value; a person never sees the braces. "
    "The last column names the test that brings the error\n"
    "about, the whole program before a part of it, or says why none does. `--json` has the code; "
    "exit codes: [cli.md](cli.md).\n\n"
    "| code | says | what to do | provoked by |\n| --- | --- | --- | --- |\n";

std::vector<std::string> codes(const temgoc::Json& words) {
  std::set<std::string> found;
  for (const auto& [key, text] : words.items()) {
    if (key.starts_with("error.") && !key.ends_with(".hint")) found.insert(key.substr(6));
  }
  return {found.begin(), found.end()};
}

}  // namespace

TEST_CASE("docs/errors.md has every error code with its sentence, remedy and provocation") {
  const auto words =
      temgoc::parse_json(text_of(fs::path(TEMGOC_SOURCE_DIR) / "words" / "vi.json")).value();
  std::string document = kHead;
  for (const std::string& code : codes(words)) {
    const std::string by = provoked_by(code);
    CAPTURE(code);
    CHECK_MESSAGE(!by.empty(), code, " is provoked by no test");
    document += "| `" + code + "` | " + cell(words["error." + code]) + " | " +
                cell(words.value("error." + code + ".hint", "–")) + " | " + by + " |\n";
  }
  const fs::path file = fs::path(TEMGOC_SOURCE_DIR) / "docs" / "errors.md";
  if (std::getenv("TEMGOC_WRITE_DOCUMENTS") != nullptr)
    std::ofstream(file, std::ios::binary) << document;
  CHECK(text_of(file) == document);
}
