// Every place that makes an error gives what its sentence and its hint name. So no sentence is left
// with a place that nothing fills.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "temgoc/base/json.h"

namespace {
namespace fs = std::filesystem;
using Names = std::set<std::string>;

// Their value is the file or the cell that their callers know: at_path, about_bundle, load_key,
// ImportRow::fail, read_table.
const Names kValueByCaller = {"bundle_older",           "bundle_key_not_delegated",
                              "bundle_key_replaced",    "bundle_not_in_log",
                              "bundle_section_missing", "bundle_section_unknown",
                              "bundle_is_delta",        "bundle_newer",
                              "bundle_not_signed",      "key_file_unreadable",
                              "file_not_found",         "number_ambiguous",
                              "number_unreadable",      "cooperative_unknown",
                              "image_unreadable",       "backup_unreadable"};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

temgoc::Json language_file(const char* name) {
  return temgoc::parse_json(
             text_of(fs::path(TEMGOC_SOURCE_DIR) / "words" / (std::string(name) + ".json")))
      .value();
}

// What a sentence names: {reason}, {os:reason}, {count|one|many}.
void add_places(const std::string& sentence, Names& places) {
  static const std::regex place(R"(\{(?:[a-z_]+:)?([a-z_0-9]+)(?:\|[^}]*)?\})");
  for (std::sregex_iterator at(sentence.begin(), sentence.end(), place), end; at != end; ++at)
    places.insert((*at)[1]);
}

Names places_of(const std::string& code) {
  static const temgoc::Json vi = language_file("vi"), en = language_file("en");
  Names places;
  for (const auto* words : {&vi, &en}) {
    for (const char* part : {"", ".hint"})
      add_places(words->value("error." + code + part, ""), places);
  }
  return places;
}

// From the bracket at `open` to the one that closes it.
std::string_view enclosed(std::string_view text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '"' && text[at - 1] != '\\') quoted = !quoted;
    if (quoted) continue;
    if (text[at] == '{' || text[at] == '(') ++depth;
    if ((text[at] == '}' || text[at] == ')') && --depth == 0)
      return text.substr(open, at + 1 - open);
  }
  return {};
}

std::size_t members_of(std::string_view body) {
  int depth = 0;
  std::size_t members = 1;
  bool quoted = false;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (body[at] == '"' && body[at - 1] != '\\') quoted = !quoted;
    if (quoted) continue;
    if (body[at] == '{' || body[at] == '(') ++depth;
    if (body[at] == '}' || body[at] == ')') --depth;
    if (body[at] == ',' && depth == 1) ++members;
  }
  return members;
}

struct Site {
  std::string code;
  std::string_view body;    // the initialiser
  std::string_view around;  // it, and what is said before and after of its members
};

std::vector<Site> sites_in(const std::string& text) {
  static const std::regex made(
      R"re(\bError\s*(?:[a-z_]+\s*)?(\{)\s*(?:\.code = )?"([a-z][a-z0-9_]*)")re");
  std::vector<Site> sites;
  for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at) {
    const auto open = static_cast<std::size_t>(at->position(1));
    const auto body = enclosed(text, open);
    const std::size_t from = open < 700 ? 0 : open - 700;
    sites.push_back(
        {(*at)[2], body, std::string_view(text).substr(from, open - from + body.size() + 700)});
  }
  return sites;
}

bool gives(const Site& site, const std::string& name) {
  if (name == "field") return true;
  if (name == "value") {
    return members_of(site.body) >= 3 || site.body.find(".value") != site.body.npos ||
           site.around.find("error.value =") != site.around.npos ||
           kValueByCaller.contains(site.code);
  }
  return site.around.find("\"" + name + "\"") != site.around.npos ||
         site.body.find(".args") != site.body.npos;
}

}  // namespace

TEST_CASE("each place that makes an error gives what its sentence names") {
  std::size_t seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src")) {
    const auto kind = entry.path().extension();
    if (kind != ".cpp" && kind != ".h") continue;
    const std::string text =
        std::regex_replace(text_of(entry.path()), std::regex("//[^\n]*"), std::string());
    for (const Site& site : sites_in(text)) {
      ++seen;
      for (const std::string& name : places_of(site.code)) {
        CAPTURE(entry.path().string());
        CAPTURE(site.code);
        CAPTURE(name);
        CHECK(gives(site, name));
      }
    }
  }
  CHECK(seen > 200);
}
