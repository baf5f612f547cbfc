// What people read in the repository: no line of a document is longer than a window is wide.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "temgoc/base/text.h"

namespace {
namespace fs = std::filesystem;

constexpr std::size_t kMostColumns = 160;

// Tables, code and links have lines of their own length; a generated document too.
bool is_prose(const std::string& line) {
  static const std::regex code("`[^`]*`");
  const std::string text = temgoc::trimmed(std::regex_replace(line, code, ""));
  return !text.starts_with("|") && text.find(' ') != std::string::npos;
}

std::vector<std::string> long_lines(const fs::path& document) {
  std::vector<std::string> found;
  std::ifstream file(document);
  bool in_code = false;
  for (std::string line; std::getline(file, line);) {
    if (line.find("```") != line.npos) in_code = !in_code;  // also behind a list's number
    const bool counts = !in_code && is_prose(line);
    if (counts && temgoc::length_in_characters(line) > kMostColumns) found.push_back(line);
  }
  return found;
}

}  // namespace

TEST_CASE("no line of prose in the documents has more than 160 columns") {
  const fs::path root = TEMGOC_SOURCE_DIR;
  std::vector<fs::path> documents = {root / "README.md", root / "ARCHITECTURE.md",
                                     root / "CONTRIBUTING.md", root / "CHANGELOG.md",
                                     root / "SECURITY.md"};
  for (const auto& entry : fs::recursive_directory_iterator(root / "docs"))
    if (entry.path().extension() == ".md" && entry.path().filename() != "errors.md")
      documents.push_back(entry.path());
  REQUIRE(documents.size() > 20);
  for (const fs::path& document : documents) {
    CAPTURE(document.string());
    for (const std::string& line : long_lines(document)) {
      CAPTURE(line);
      CHECK(line.empty());
    }
  }
}
