// An archive that is made here is one for a reader that is not ours.
#include "temgoc/tables/zip_file.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tables/zip_package.h"
#include "temgoc/base/clock.h"

using namespace temgoc;
namespace fs = std::filesystem;

TEST_CASE("files come out of an archive as they went in, with their folders and letters") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"ho-so.pdf", std::string(100'000, 'x')},
      {"minh-chung/A/sổ.txt", "Cân tại bến"},
      {"rong.txt", ""}};
  const Bytes archive = zip_file(files, parse_instant("2026-11-24T02:00:00Z").value());
  auto package = ZipPackage::open(archive);
  REQUIRE(package);
  for (const auto& [name, content] : files) CHECK(package->read(name).value() == content);
  CHECK(archive.size() < 10'000);

  const fs::path path = fs::temp_directory_path() / "temgoc-zip-file-test.zip";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(archive.data()),
             static_cast<std::streamsize>(archive.size()));
  CHECK(std::system(("python3 -m zipfile -t '" + path.string() + "' > /dev/null").c_str()) == 0);
  fs::remove(path);
}
