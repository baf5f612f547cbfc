// A passphrase or PIN is kept in a SecretText, which is locked in memory and wiped, or passed on as
// a view of one. A std::string leaves its characters behind. Whatever a stranger may guess at is
// compared in a time that tells nothing.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace {
namespace fs = std::filesystem;

// The one room for a secret that comes as a string wipes it.
const std::set<std::string> kWipes = {"src/signer/secret.h", "src/signer/signing_key.cpp"};

}  // namespace

TEST_CASE("no passphrase, PIN or secret is a plain string") {
  const fs::path root = TEMGOC_SOURCE_DIR;
  const std::regex plain(R"(std::string\s*&?\s+\w*(passphrase|passphrases|pin|secret|password)\b)",
                         std::regex::icase);
  int files = 0;
  for (const char* folder : {"include", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = fs::relative(entry.path(), root).string();
      const bool code = name.ends_with(".h") || name.ends_with(".cpp");
      if (!code || kWipes.contains(name)) continue;
      ++files;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);)
        CHECK_MESSAGE(!std::regex_search(line, plain), name, ": ", line);
    }
  }
  CHECK(files > 200);
}

TEST_CASE("a token, a code or its digest is compared in a time that tells nothing") {
  const fs::path root = TEMGOC_SOURCE_DIR;
  const std::regex compared(
      R"((form_token(_of\([^)]*\)|\(\))?|code_digest(\([^)]*\))?|\btoken_)\)? *(==|!=) |(==|!=) *\*?(form_token|code_digest|token_\b|visit\.form_token))");
  int files = 0;
  for (const char* folder : {"src/console", "src/operations/people", "src/web"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = fs::relative(entry.path(), root).string();
      if (!name.ends_with(".h") && !name.ends_with(".cpp")) continue;
      ++files;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);)
        CHECK_MESSAGE(!std::regex_search(line, compared), name, ": ", line);
    }
  }
  CHECK(files > 100);
  CHECK(std::regex_search("visit.typed(\"form_token\") != visit.form_token()", compared));
  CHECK(std::regex_search("known.code_digest == code_digest(code)", compared));
  CHECK_FALSE(std::regex_search("!is_same_secret(a, visit.form_token())", compared));
}
