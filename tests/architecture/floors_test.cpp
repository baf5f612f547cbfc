// The floors of ARCHITECTURE.md: include downwards only, never sideways, another module only
// through include/temgoc/; and each third-party header has one door.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

const std::map<std::string, int> kFloors = {
    {"base", 0},      {"markup", 1},   {"model", 1},    {"http", 3},  {"seal", 2},
    {"signer", 3},    {"log", 3},      {"registry", 3}, {"label", 3}, {"readback", 3},
    {"scan", 3},      {"bundle", 3},   {"tables", 3},   {"trace", 3}, {"verdict", 4},
    {"check", 5},     {"workflow", 6}, {"cli", 7},      {"web", 7},   {"console", 7},
    {"verify_cli", 7}};

// Which module each front door belongs to.
const std::map<std::string, std::string> kDoors = {{"result", "base"},
                                                   {"bytes", "base"},
                                                   {"bitmap", "base"},
                                                   {"text", "base"},
                                                   {"captions", "base"},
                                                   {"clock", "base"},
                                                   {"compression", "base"},
                                                   {"json", "base"},
                                                   {"files", "base"},
                                                   {"failures", "base"},
                                                   {"number_lock", "base"},
                                                   {"file_lock", "base"},
                                                   {"process", "base"},
                                                   {"secret_text", "base"},
                                                   {"words", "base"},
                                                   {"invisible_signs", "base"},
                                                   {"text_file", "base"},
                                                   {"line_reader", "base"},
                                                   {"uninterrupted", "base"},
                                                   {"identifiers", "model"},
                                                   {"place", "model"},
                                                   {"province", "model"},
                                                   {"cooperative", "model"},
                                                   {"product", "model"},
                                                   {"certification", "model"},
                                                   {"certificate_order", "model"},
                                                   {"lot", "model"},
                                                   {"print_job", "model"},
                                                   {"printer", "model"},
                                                   {"print_ledger", "model"},
                                                   {"pack_count", "model"},
                                                   {"lot_facts", "model"},
                                                   {"as_issued", "model"},
                                                   {"recorded_act", "model"},
                                                   {"scan_log", "model"},
                                                   {"link", "model"},
                                                   {"report", "model"},
                                                   {"records", "model"},
                                                   {"seal", "seal"},
                                                   {"signature", "seal"},
                                                   {"checkpoint", "seal"},
                                                   {"trust_list", "seal"},
                                                   {"trust_changes", "seal"},
                                                   {"pending_note", "seal"},
                                                   {"signer", "signer"},
                                                   {"log", "log"},
                                                   {"log_leaf", "log"},
                                                   {"log_audit", "log"},
                                                   {"log_entry", "log"},
                                                   {"log_salvage", "log"},
                                                   {"receipt", "log"},
                                                   {"cosignature", "log"},
                                                   {"registry", "registry"},
                                                   {"inspections", "registry"},
                                                   {"registry_audit", "registry"},
                                                   {"registry_copy", "registry"},
                                                   {"registry_restore", "registry"},
                                                   {"label", "label"},
                                                   {"code_size", "label"},
                                                   {"qr_picture", "label"},
                                                   {"sample_notice", "label"},
                                                   {"thermal", "label"},
                                                   {"test_page", "label"},
                                                   {"readback", "readback"},
                                                   {"scan", "scan"},
                                                   {"sentence_end", "scan"},
                                                   {"bundle", "bundle"},
                                                   {"tables", "tables"},
                                                   {"verdict", "verdict"},
                                                   {"check", "check"},
                                                   {"answer_lines", "check"},
                                                   {"certificate_words", "check"},
                                                   {"workplace", "workflow"},
                                                   {"workplace_clock", "workflow"},
                                                   {"build_bundle", "workflow"},
                                                   {"backup", "workflow"},
                                                   {"doctor", "workflow"},
                                                   {"bundle_audit", "workflow"},
                                                   {"bundle_key", "workflow"},
                                                   {"site", "workflow"},
                                                   {"people", "workflow"},
                                                   {"record_editing", "workflow"},
                                                   {"record_words", "workflow"},
                                                   {"journal", "workflow"},
                                                   {"console_settings", "workflow"},
                                                   {"workplace_status", "workflow"},
                                                   {"lot_stocks", "workflow"},
                                                   {"last_backup", "workflow"},
                                                   {"printers", "workflow"},
                                                   {"template_choice", "workflow"},
                                                   {"host_cost", "workflow"},
                                                   {"reporting", "workflow"},
                                                   {"workflow", "workflow"},
                                                   {"transparency", "workflow"},
                                                   {"log_agreement", "workflow"},
                                                   {"log_watch", "workflow"},
                                                   {"issuer_keys", "workflow"},
                                                   {"inspectors", "workflow"},
                                                   {"scan_report", "workflow"},
                                                   {"export", "workflow"},
                                                   {"printing", "workflow"},
                                                   {"root_ceremony", "workflow"},
                                                   {"import", "workflow"},
                                                   {"web", "web"},
                                                   {"console", "console"},
                                                   {"http", "http"},
                                                   {"http_server", "http"},
                                                   {"ip_address", "http"},
                                                   {"accept", "http"},
                                                   {"body_pattern", "http"},
                                                   {"compress_body", "http"},
                                                   {"service", "http"},
                                                   {"uploaded_file", "http"},
                                                   {"multipart", "http"},
                                                   {"view", "markup"},
                                                   {"escape", "markup"},
                                                   {"template_set", "markup"},
                                                   {"actor", "model"},
                                                   {"role", "model"},
                                                   {"accounts", "registry"},
                                                   {"acts", "registry"},
                                                   {"password_hash", "signer"},
                                                   {"cli", "cli"},
                                                   {"verify_cli", "verify_cli"}};

// A third-party header may stand in these files alone. A folder ends in "/".
struct Door {
  std::string header;
  std::vector<std::string> files;
};
const std::vector<Door> kThirdParty = {
    {"openssl/",
     {"src/base/digest.cpp", "src/base/random.cpp", "src/seal/signature.cpp",
      "src/signer/signing_key.cpp", "src/http/tls_context.cpp"}},
    {"zlib.h", {"src/base/compression.cpp"}},
    {"argon2.h", {"src/signer/password_hash.cpp"}},
    {"p11-kit/", {"src/signer/cryptoki.h"}},
    {"sqlite3.h", {"src/registry/sqlite/"}},
    {"hpdf", {"src/label/pdf_file.cpp", "src/label/raw_pdf.cpp"}},
    {"qrencode.h", {"src/label/qr_symbol.cpp"}},
    {"png.h", {"src/label/picture.cpp"}},
    {"valijson/", {"src/label/schema_check.cpp"}},
    {"poppler/", {"src/readback/page_reader.cpp"}},
    {"ZXing/", {"src/readback/decode.cpp"}},
    {"nlohmann/", {"include/temgoc/json.h"}},
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
  return all;
}

// "src/seal/claim.cpp" -> seal; "include/temgoc/seal.h" -> its owner; mains -> "".
std::string module_of(const std::string& file) {
  const fs::path path = file;
  if (file.starts_with("include/temgoc/")) {
    const auto found = kDoors.find(path.stem().string());
    return found == kDoors.end() ? "?" : found->second;
  }
  const fs::path inner = path.lexically_relative("src");
  return inner.has_parent_path() ? inner.begin()->string() : "";
}

bool is_floor_fault(const Include& include) {
  const std::string from = module_of(include.file);
  if (from.empty()) return false;  // the mains stand above all
  const bool door = include.header.starts_with("temgoc/");
  const std::string to =
      door ? module_of("include/" + include.header) : fs::path(include.header).begin()->string();
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

TEST_CASE("every third-party header is included through its door alone") {
  for (const Include& include : includes()) {
    CAPTURE(include.file);
    CAPTURE(include.header);
    CHECK_FALSE(is_door_fault(include));
  }
}

TEST_CASE("the check itself sees a fault") {
  CHECK(is_floor_fault({"src/seal/claim.cpp", "temgoc/registry.h"}));
  CHECK(is_floor_fault({"src/label/label.cpp", "temgoc/registry.h"}));
  CHECK(is_floor_fault({"src/workflow/issue_lot.cpp", "registry/sqlite/database.h"}));
  CHECK(is_floor_fault({"include/temgoc/lot.h", "temgoc/seal.h"}));
  CHECK_FALSE(is_floor_fault({"src/workflow/issue_lot.cpp", "temgoc/registry.h"}));
  CHECK(is_door_fault({"src/cli/cli.cpp", "sqlite3.h"}));
  CHECK(is_door_fault({"src/workflow/issue_lot.cpp", "openssl/evp.h"}));
}

TEST_CASE("every front door belongs to a module and every module has a floor") {
  for (const auto& entry : fs::directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "include/temgoc")) {
    CAPTURE(entry.path().string());
    CHECK(kDoors.contains(entry.path().stem().string()));
  }
  for (const auto& entry : fs::directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src")) {
    CAPTURE(entry.path().string());
    if (entry.is_directory()) CHECK(kFloors.contains(entry.path().filename().string()));
  }
}
