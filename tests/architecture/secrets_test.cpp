// A passphrase or PIN is kept in a SecretText, which is locked in memory and wiped, or passed on as
// a view of one. A std::string leaves its characters behind.
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
