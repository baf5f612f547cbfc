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

#include "temgoc/json.h"

namespace {
namespace fs = std::filesystem;

// What no test can bring about, and why.
const std::map<std::string, std::string> kNotProvoked = {
    {"backup_running", "two backups into one folder in one moment"},
    {"backup_unsigned", "a manifest whose signature was altered; seen as backup_unsound"},
    {"doctor_backup_old", "a backup of a week ago"},
    {"doctor_certificate_ends", "a certificate that ends within two months"},
    {"doctor_clock_ahead", "a clock years after the last fact"},
    {"doctor_clock_behind", "a clock before the last fact"},
    {"doctor_jobs_unfinished", "a print job that was killed"},
    {"doctor_key_missing", "a key's file that was taken away"},
    {"doctor_little_room", "a disk that is nearly full"},
    {"doctor_log_differs", "registry and log of two histories"},
    {"doctor_log_pending", "a kill between commit and log"},
    {"doctor_mode_stays", "a file system without modes"},
    {"doctor_no_host", "a workplace without a web address"},
    {"doctor_trust_ends", "a trust list that ends within two months"},
    {"known_by_entry_undeclared", "a registry edited by its owner"},
    {"restore_unsound", "a restore that makes what log check refuses"},
    {"reports_busy", "20,000 scans and reports that wait to be stored"},
    {"compression_failed", "a library fails without cause in the input"},
    {"column_unnamed", "a column of data without a header; warned of"},
    {"crypto_failed", "a library fails without cause in the input"},
    {"crypto_library_failed", "a library fails without cause in the input"},
    {"disk_failed", "a disk that fails; its cause is told apart in tests/base/files_test.cpp"},
    {"export_too_large", "more than a million days of scans"},
    {"entry_unread", "a log entry of a later version"},
    {"job_not_reprintable", "a print job of a version before 1.1"},
    {"passphrase_not_same", "two entries at a terminal"},
    {"gtin_block_edited", "the examples give every product a GTIN, so none is of a block"},
    {"rows_not_compared", "a table so altered that SQLite refuses to read it"},
    {"label_lacks_cooperative", "a record without address, on a label that must carry one"},
    {"label_lacks_field", "a template that calls a further field compulsory"},
    {"label_lacks_use_by", "a lot without shelf life, on a food label"},
    {"print_job_unlogged", "a registry edited by its owner in a way that the schema refuses"},
    {"print_unfinished_not_voided", "a disk that fills between two writes"},
    {"random_source_repeats", "a computer whose random numbers repeat"},
    {"registry_refused", "a mistake of the program"},
    {"report_empty", "an empty form sent from the public page"},
    {"rows_of_other_realm", "a registry put together from two"},
    {"table_too_large_cells", "a workbook of millions of cells"},
    {"table_too_large_rows", "a table of more than 100,000 rows"},
    {"token_key_ambiguous", "two keys of one label in a token"},
    {"token_no_ed25519", "a token without Ed25519"},
    {"trust_busy", "somebody who signs for more than half a minute"},
    {"trust_pending_outdated",
     "a record changed between the drafting of a list and its last signature"},
    {"unexpected", "a mistake of the program"},
    {"void_unlogged", "a registry edited by its owner in a way that the schema refuses"}};

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
