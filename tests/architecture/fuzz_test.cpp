// Every fuzz target is built, begins with a corpus, and stands in docs/fuzzing.md.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = TEMGOC_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every fuzz target is built, begins with a corpus, and is told of in the documents") {
  const std::string built = text_of(kRoot / "fuzz" / "CMakeLists.txt");
  const std::string told = text_of(kRoot / "docs" / "fuzzing.md");
  std::size_t targets = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "fuzz")) {
    const std::string file = entry.path().stem().string();
    if (entry.path().extension() != ".cpp" || !file.starts_with("fuzz_")) continue;
    ++targets;
    const std::string name = file.substr(5);
    CAPTURE(name);
    CHECK(built.find("temgoc_fuzz(" + name + " ") != std::string::npos);
    CHECK(told.find("| `" + name + "` |") != std::string::npos);
    const fs::path corpus = kRoot / "fuzz" / "corpus" / name;
    CHECK((fs::is_directory(corpus) && !fs::is_empty(corpus)));
  }
  CHECK(targets >= 20);
}
