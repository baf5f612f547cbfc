// The floors of ARCHITECTURE.md: include downwards only, never sideways, another module only
// through its folder in include/temgoc/; and each third-party header has one door.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

const std::map<std::string, int> kFloors = {
    {"base", 0},        {"markup", 1},     {"manual", 1},   {"model", 1},    {"gs1", 2},
    {"trace", 2},       {"epcis", 2},      {"events", 7},   {"seal", 2},     {"http", 3},
    {"signer", 3},      {"log", 3},        {"registry", 3}, {"label", 3},    {"readback", 3},
    {"scan", 3},        {"bundle", 3},     {"tables", 3},   {"verdict", 4},  {"pictures", 3},
    {"check", 5},       {"workplace", 6},  {"import", 7},   {"keys", 7},     {"people", 7},
    {"scans", 7},       {"exchange", 8},   {"records", 8},  {"printing", 8}, {"evidence", 8},
    {"lots", 9},        {"upkeep", 9},     {"cli", 10},     {"web", 10},     {"console", 10},
    {"verify_cli", 10}, {"credential", 3}, {"store", 3}};

// A third-party header may stand in these files alone. A folder ends in "/".
struct Door {
  std::string header;
  std::vector<std::string> files;
};
const std::vector<Door> kThirdParty = {
    {"openssl/",
     {"src/base/digest.cpp", "src/base/random.cpp", "src/signer/signing_key.cpp",
      "src/http/tls_context.cpp"}},
    {"sodium", {"src/seal/signature.cpp", "src/signer/signing_key.cpp"}},
    {"zlib.h", {"src/base/compression.cpp"}},
    {"argon2.h", {"src/signer/password_hash.cpp"}},
    {"p11-kit/", {"src/signer/cryptoki.h"}},
    {"sqlite3.h", {"src/registry/sqlite/"}},
    {"libpq-fe.h", {"src/registry/postgres/"}},
    {"curl/", {"src/store/object_store.cpp", "src/store/web_file.cpp"}},
    {"hpdf", {"src/label/pdf_file.cpp", "src/label/raw_pdf.cpp"}},
    {"qrencode.h", {"src/label/qr_symbol.cpp"}},
    {"png.h", {"src/label/picture.cpp", "src/pictures/png.cpp"}},
    {"jpeglib.h", {"src/pictures/jpeg.cpp"}},
    {"jerror.h", {"src/pictures/jpeg.cpp"}},
    {"valijson/", {"src/label/schema_check.cpp"}},
    {"poppler/", {"src/readback/page_reader.cpp"}},
    {"ZXing/", {"src/readback/decode.cpp"}},
    {"nlohmann/", {"include/temgoc/base/json.h"}},
    {"toml++/", {"src/base/toml.cpp"}},
    {"utf8proc.h", {"src/base/unicode.cpp"}},
    {"zip.h", {"src/tables/"}},
    {"pugixml.hpp", {"src/tables/"}},
    {"xlsxwriter.h", {"src/tables/workbook_file.h"}},
    {"CLI/", {"src/cli/options.cpp", "src/verify_cli/verify_cli.cpp"}},
    {"boost/beast/", {"src/http/request_head.cpp"}},
    {"boost/", {"src/http/"}},
    {"fmt/", {"src/"}},
};

struct Include {
  std::string file;    // relative to the source folder
  std::string header;  // as written
};

std::vector<Include> includes() {
  const fs::path root = TEMGOC_SOURCE_DIR;
  const std::regex line_of(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> all;
  for (const char* folder : {"src", "include"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      std::ifstream file(entry.path());
      std::smatch match;
      for (std::string line; std::getline(file, line);) {
        if (std::regex_search(line, match, line_of))
          all.push_back({fs::relative(entry.path(), root).string(), match[1]});
      }
    }
  }
  REQUIRE_FALSE(all.empty());
  return all;
}

// Folders that hold modules and are none themselves.
const std::set<std::string> kStoreys = {"src", "operations", "include", "temgoc"};

// The module whose folder a path lies in, "src/operations/lots/recall.cpp" -> lots and
// "temgoc/seal/seal.h" -> seal; mains -> "".
std::string module_of(const fs::path& path) {
  for (const fs::path& part : path.parent_path())
    if (!kStoreys.contains(part.string())) return part.string();
  return "";
}

bool is_floor_fault(const Include& include) {
  const std::string from = module_of(include.file);
  if (from.empty()) return false;  // the mains stand above all
  const bool door = include.header.starts_with("temgoc/");
  const std::string to = module_of(include.header);
  if (!kFloors.contains(to)) return door;
  if (from == to) return false;
  return !door || kFloors.at(to) >= kFloors.at(from);
}

bool is_door_fault(const Include& include) {
  for (const Door& door : kThirdParty) {
    const bool names_it = include.header.starts_with(door.header) ||
                          (door.header == "poppler/" && include.header.starts_with("poppler"));
    if (!names_it) continue;
    for (const std::string& file : door.files) {
      if (file.ends_with('/') ? include.file.starts_with(file) : include.file == file) return false;
    }
    return true;
  }
  return false;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("no module includes upwards, sideways or past a front door") {
  const auto all = includes();
  REQUIRE(all.size() > 100);
  for (const Include& include : all) {
    CAPTURE(include.file);
    CAPTURE(include.header);
    CHECK_FALSE(is_floor_fault(include));
  }
}

TEST_CASE("no module is linked with one beside it or above it") {
  const std::regex module(R"(temgoc_module\(\s*NAME\s+(\w+)([^()]*)\))");
  int linked = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src")) {
    if (entry.path().filename() != "CMakeLists.txt") continue;
    const std::string text = text_of(entry.path());
    std::smatch found;
    if (!std::regex_search(text, found, module)) continue;
    const std::string name = found[1];
    std::istringstream words(found[2]);
    bool uses = false;
    for (std::string word; words >> word;) {
      if (word == "SOURCES" || word == "LINKS") uses = false;
      if (uses) {
        CAPTURE(name);
        CAPTURE(word);
        CHECK(kFloors.at(word) < kFloors.at(name));
        ++linked;
      }
      if (word == "USES") uses = true;
    }
  }
  CHECK(linked > 100);
}

TEST_CASE("every third-party header is included through its door alone") {
  for (const Include& include : includes()) {
    CAPTURE(include.file);
    CAPTURE(include.header);
    CHECK_FALSE(is_door_fault(include));
  }
}

TEST_CASE("every source begins with a sentence that says what lives there") {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src")) {
    if (entry.path().extension() != ".cpp") continue;
    CAPTURE(entry.path().string());
    CHECK(text_of(entry.path()).starts_with("// "));
  }
}

TEST_CASE("the check itself sees a fault") {
  CHECK(is_floor_fault({"src/seal/claim.cpp", "temgoc/registry/registry.h"}));
  CHECK(is_floor_fault({"src/label/label.cpp", "temgoc/registry/registry.h"}));
  CHECK(is_floor_fault({"src/operations/lots/issue_lot.cpp", "registry/sqlite/database.h"}));
  CHECK(is_floor_fault({"src/operations/keys/issuer_keys.cpp", "temgoc/people/people.h"}));
  CHECK(is_floor_fault({"src/operations/lots/recall.cpp", "operations/printing/print_run.h"}));
  CHECK(is_floor_fault({"include/temgoc/model/lot.h", "temgoc/seal/seal.h"}));
  CHECK_FALSE(is_floor_fault({"src/operations/lots/issue_lot.cpp", "temgoc/registry/registry.h"}));
  CHECK_FALSE(is_floor_fault({"src/operations/lots/issue_lot.cpp", "temgoc/printing/printing.h"}));
  CHECK(is_door_fault({"src/cli/cli.cpp", "sqlite3.h"}));
  CHECK(is_door_fault({"src/operations/lots/issue_lot.cpp", "openssl/evp.h"}));
}

TEST_CASE(
    "every folder of code is a module with a floor, and its headers lie in a folder of its name") {
  const fs::path root = TEMGOC_SOURCE_DIR;
  for (const char* storey : {"src", "src/operations", "include/temgoc"}) {
    for (const auto& entry : fs::directory_iterator(root / storey)) {
      CAPTURE(entry.path().string());
      if (!entry.is_directory()) {
        CHECK(entry.path().extension() != ".h");
        continue;
      }
      const std::string name = entry.path().filename().string();
      CHECK((kStoreys.contains(name) || kFloors.contains(name)));
    }
  }
}
