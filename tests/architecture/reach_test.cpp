// The programs wait for others and call on nobody: no printer, hook or address that a stranger may
// write is ever connected to. And whatever they are built of stands in docs/dependencies.md.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace {
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("no program reaches out but to the server and the store of its settings") {
  const fs::path root = TEMGOC_SOURCE_DIR;
  const std::regex reaches(
      R"(\b(async_connect|async_resolve|getaddrinfo|gethostbyname|curl_easy_\w+|popen|posix_spawnp?|execlp?|execvp?e?|system|fork)\s*\(|include <(netdb\.h|curl/|boost/asio/connect\.hpp))");
  int files = 0;
  for (const char* folder : {"include", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = fs::relative(entry.path(), root).string();
      if (!name.ends_with(".h") && !name.ends_with(".cpp")) continue;
      ++files;
      if (name.starts_with("src/store/")) continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);)
        CHECK_MESSAGE(!std::regex_search(line, reaches), name, ": ", line);
    }
  }
  CHECK(files > 400);
  CHECK(std::regex_search("socket.async_connect(end, done)", reaches));
  CHECK(std::regex_search("  ::system(command.c_str());", reaches));
  CHECK_FALSE(std::regex_search("page_system(page, kDpi, {})", reaches));
}

TEST_CASE("every library that the program is built of stands in the list of dependencies") {
  const std::string document = text_of(TEMGOC_SOURCE_DIR "/docs/dependencies.md");
  const std::string script = text_of(TEMGOC_SOURCE_DIR "/dev");
  const std::size_t begin = script.find("build_packages=(");
  const std::string packages = script.substr(begin, script.find(')', begin) - begin);
  const std::regex package(
      R"(\b(lib[a-z0-9+.-]+-dev|nlohmann-json3-dev|zlib1g-dev|fonts-[a-z-]+))");
  int named = 0;
  for (std::sregex_iterator at(packages.begin(), packages.end(), package), end; at != end; ++at) {
    ++named;
    CHECK_MESSAGE(document.find("`" + at->str() + "`") != std::string::npos, at->str());
  }
  CHECK(named > 20);
  const std::string vendor = text_of(TEMGOC_SOURCE_DIR "/web/inspect/vendor/README.md");
  const std::regex row(R"(npm `([^`]+)`[^|]*\| ([0-9.]+) \|)");
  int vendored = 0;
  for (std::sregex_iterator at(vendor.begin(), vendor.end(), row), end; at != end; ++at) {
    ++vendored;
    CHECK_MESSAGE(
        document.find("`" + (*at)[1].str() + "` | " + (*at)[2].str()) != std::string::npos,
        (*at)[1].str());
  }
  CHECK(vendored == 3);
}
