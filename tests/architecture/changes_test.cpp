// One door for every change: the faces hand what they are asked to an operation, which knows who
// acts, records it in one transaction and settles the log.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

const fs::path kRoot = TEMGOC_SOURCE_DIR;
constexpr std::array kFaces = {"src/cli", "src/web", "src/console", "src/verify_cli"};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sources of a folder by their path from the root.
std::map<std::string, std::string> texts_in(const char* folder, const char* extension) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder))
    if (entry.path().extension() == extension)
      texts[fs::relative(entry.path(), kRoot).string()] = text_of(entry.path());
  return texts;
}

// Member functions of Registry that are not const.
std::set<std::string> changing_functions() {
  const std::string header = text_of(kRoot / "include/temgoc/registry/registry.h");
  const std::string body = header.substr(header.find("class Registry {"));
  const std::regex declaration(R"(\n  [\w:<>&,\* ]+ (\w+)\(([^;{]*)\)( const)?;)");
  std::set<std::string> names, readers;
  for (std::sregex_iterator at(body.begin(), body.end(), declaration), end; at != end; ++at)
    ((*at)[3].matched ? readers : names).insert((*at)[1]);
  for (const std::string& reader : readers) names.erase(reader);
  return names;
}

// What a text calls on a registry that it was handed.
std::set<std::string> registry_calls(const std::string& text) {
  const std::regex call(R"(registry_?(?:\(\))?(?:\.|->)(\w+)\()");
  std::set<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), call), end; at != end; ++at)
    names.insert((*at)[1]);
  return names;
}

bool changes_registry(const std::string& text) {
  static const std::set<std::string> changes = changing_functions();
  for (const std::string& call : registry_calls(text))
    if (changes.contains(call)) return true;
  return false;
}

bool settles(const std::string& text) {
  return std::regex_search(text, std::regex(R"(\bsettle_logs?\()"));
}

bool records(const std::string& text) {
  return std::regex_search(
      text, std::regex(R"((orkplace_?(\.|->)(record|record_together)|\badd_act)\()"));
}

// `Registry&` where it is not `const Registry&`.
bool takes_mutable_registry(std::string text) {
  static const std::regex constant(R"(const\s+Registry\s*&)");
  static const std::regex taken(R"(\bRegistry\s*&(?!&))");
  return std::regex_search(std::regex_replace(text, constant, ""), taken);
}

std::vector<std::string> operation_modules() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot / "src/operations"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  return names;
}

// Operations that write without Workplace::record, and why.
const std::map<std::string, std::string> kWithoutAct = {
    {"src/operations/scans/count_scan.cpp", "nobody knows who scanned"},
    {"src/operations/lots/lot_issuing.cpp", "within the transaction of issue_lot"},
    {"src/operations/import/table_import.cpp", "within the transaction of recorded_import"},
    {"src/operations/import/import.cpp", "within the transaction of recorded_import"},
    {"src/operations/upkeep/restore_facts.cpp", "the workplace is in the making"},
    {"src/operations/upkeep/restore.cpp", "likewise"},
    {"src/operations/upkeep/backup_create.cpp", "reads, at one moment"},
    {"src/operations/evidence/bundle_records.cpp", "a registry of its own, which a bundle fills"},
    {"src/operations/evidence/witness.cpp", "shuts writers out, and writes a file"},
};

}  // namespace

TEST_CASE("the faces change nothing: what writes to the registry is called by operations alone") {
  const std::set<std::string> changes = changing_functions();
  REQUIRE(changes.contains("add_recall"));
  REQUIRE(changes.contains("issue_lot"));
  REQUIRE_FALSE(changes.contains("products"));
  // Nobody knows who scans or reports: the public service keeps their words and counts, no fact.
  const std::string of_strangers = "src/web/scan_recorder.cpp";
  const std::set<std::string> counts = {"transaction", "add_scans", "add_scan_alarm",
                                        "add_report",  "open",      "thin_scans"};
  for (const char* face : kFaces)
    for (const auto& [file, text] : texts_in(face, ".cpp"))
      if (file != of_strangers) CHECK_MESSAGE(!changes_registry(text), file);
  for (const std::string& call : registry_calls(text_of(kRoot / of_strangers)))
    CHECK_MESSAGE((!changes.contains(call) || counts.contains(call)), call);
}

TEST_CASE("the faces record nothing and settle nothing: operations do both") {
  // Before a change they publish what a crash left out.
  const std::set<std::string> openers = {"src/cli/session.cpp", "src/console/visit.cpp"};
  for (const char* face : kFaces)
    for (const auto& [file, text] : texts_in(face, ".cpp"))
      CHECK_MESSAGE((!records(text) && (!settles(text) || openers.contains(file))), file);
  for (const std::string& opener : openers) CHECK(settles(text_of(kRoot / opener)));
}

TEST_CASE("who acts is known wherever something is changed") {
  // A workplace is opened for somebody, so an operation that takes one takes who acts.
  const std::string workplace = text_of(kRoot / "include/temgoc/workplace/workplace.h");
  CHECK(std::regex_search(
      workplace, std::regex(R"(open\(const std::filesystem::path& folder, const Actor& actor,)")));
  CHECK(workplace.find("Actor actor = {};") != std::string::npos);  // of InitRequest
  int headers = 0;
  for (const std::string& module : operation_modules())
    for (const auto& [file, text] : texts_in(("include/temgoc/" + module).c_str(), ".h")) {
      ++headers;
      if (file != "include/temgoc/import/import_step.h")  // a step, of an operation's transaction
        CHECK_MESSAGE(!takes_mutable_registry(text), file);
    }
  CHECK(headers > 60);
  for (const char* face : kFaces)
    for (const auto& [file, text] : texts_in(face, ".cpp"))
      CHECK_MESSAGE(text.find("import_step.h") == std::string::npos, file);
}

TEST_CASE("an operation that changes the registry records its act with it") {
  std::set<std::string> without;
  for (const auto& [file, text] : texts_in("src/operations", ".cpp"))
    if (changes_registry(text) && !records(text)) without.insert(file);
  for (const std::string& file : without) CHECK_MESSAGE(kWithoutAct.contains(file), file);
  for (const auto& [file, reason] : kWithoutAct)
    CHECK_MESSAGE(without.contains(file), file, ": ", reason);
}

TEST_CASE("the rules of one door see a fault") {
  CHECK(changes_registry("workplace.registry().add_recall(recall, id, now)"));
  CHECK_FALSE(changes_registry("workplace.registry().products(id)"));
  CHECK(settles("if (auto settled = workplace->settle_logs(); !settled)"));
  CHECK(records("auto done = workplace.record([&]() -> Result<RecordedAct> {"));
  CHECK_FALSE(records("recorder.record(scan)"));
  CHECK(takes_mutable_registry("Result<void> f(Registry& registry, Instant now);"));
  CHECK_FALSE(takes_mutable_registry("void f(const Registry& registry);"));
}
