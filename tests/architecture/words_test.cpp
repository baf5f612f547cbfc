// Both languages say the same things, and everything that the code can say has words.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "cli/command.h"
#include "temgoc/base/json.h"
#include "temgoc/base/words.h"

namespace {
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

temgoc::Json language_file(const char* name) {
  return temgoc::parse_json(
             text_of(fs::path(TEMGOC_SOURCE_DIR) / "words" / (std::string(name) + ".json")))
      .value();
}

// With the kind in which each is said.
std::set<std::string> places_of(const std::string& sentence) {
  const std::regex place(R"(\{((?:[a-z_.]+:)?[a-z_]+)\})");
  std::set<std::string> places;
  for (std::sregex_iterator at(sentence.begin(), sentence.end(), place), end; at != end; ++at)
    places.insert((*at)[1]);
  return places;
}

// The codes that stand in the sources as Error{"code" or {"code", field}: a literal in snake_case
// that opens an initialiser.
std::set<std::string> error_codes() {
  const std::regex code(
      R"re((?:Error|SystemFailure)\s*[({]+\s*"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)")re");
  std::set<std::string> codes;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
      codes.insert((*at)[1]);
  }
  return codes;
}

}  // namespace

TEST_CASE("both languages have the same keys with the same places") {
  const auto vi = language_file("vi");
  const auto en = language_file("en");
  for (const auto& [key, sentence] : vi.items()) {
    CAPTURE(key);
    REQUIRE(en.contains(key));
    CHECK(places_of(sentence.get<std::string>()) == places_of(en[key].get<std::string>()));
  }
  for (const auto& [key, sentence] : en.items()) {
    CAPTURE(key);
    CHECK(vi.contains(key));
  }
}

// 200.000 in Vietnamese and 200,000 in English: {number:count}, never {count}. A number that people
// type, a serial or an entry of the log is no count.
TEST_CASE("a count is said with the marks of its language") {
  const std::regex plain(
      R"(\{(count|labels|lots|entries|scans|reports|asked|places|added|updated|unchanged|packs|)"
      R"(pages|printed|jobs|products|cooperatives|listed|recalls|voids|events|held|pending|more|)"
      R"(recognised|target|met|first_time|not_known|written|total|limit)\})");
  // Lists of lots and of places, and a number to type.
  const std::set<std::string> others = {"restore.lots", "rating.material",
                                        "error.erasure_unconfirmed.hint"};
  for (const char* language : {"vi", "en"}) {
    const auto words = language_file(language);
    for (const auto& [key, sentence] : words.items()) {
      if (others.contains(key)) continue;
      CAPTURE(key);
      CAPTURE(sentence.get<std::string>());
      CHECK_FALSE(std::regex_search(sentence.get<std::string>(), plain));
    }
  }
}

// One word for one thing, no jargon and no machine words: what Vietnamese sentences say instead of
// these stands in docs/words.md.
TEST_CASE("a retired Vietnamese word does not come back") {
  const std::regex retired(
      "[Mm]ã gõ tay|[Mm]ã ngắn|[Ss]ê-ri|[Ss]ố thứ tự|[Ss]ổ nhật ký|^[Bb]ước tiếp[:,]|"
      "[Tt]ên gốc|[Vv]ùng tin cậy|[Ll]ượt in|[Mm]ã GTIN|[Mm]ã lô|ngày tuổi|ra tệp in|[Hh]ạn dùng|"
      "ai được phép có|[Pp]hục hồi|[Mm]ốc kiểm tra|KHÔNG CÓ CHỮ KÝ|[Nn]gười kiểm tra|[Ll]àm khóa|"
      "[Kk]ích thước thật|[Bb]áo nghi ngờ|[Xx]oá|[Ss]ố tem đã| FILE\\b| DIR\\b|LÝ_DO|THƯ_MỤC");
  const auto vi = language_file("vi");
  for (const auto& [key, sentence] : vi.items()) {
    CAPTURE(key);
    CAPTURE(sentence.get<std::string>());
    CHECK_FALSE(std::regex_search(sentence.get<std::string>(), retired));
  }
}

TEST_CASE("a Vietnamese sentence names no column of a table by its code alone") {
  const std::regex code(
      "(^|[^(/._\\w-])(shelf_life_days|storage_vi|coop_id|growing_area|"
      "packing_house|processing_site)");
  const auto vi = language_file("vi");
  for (const auto& [key, sentence] : vi.items()) {
    CAPTURE(key);
    CAPTURE(sentence.get<std::string>());
    CHECK_FALSE(std::regex_search(sentence.get<std::string>(), code));
  }
}

TEST_CASE("every error code in the sources has a sentence") {
  const auto codes = error_codes();
  REQUIRE(codes.size() > 50);
  for (const std::string& code : codes) {
    CAPTURE(code);
    CHECK(temgoc::has_words(temgoc::Language::vi, "error." + code));
  }
}

// What its operations refuse, people of the office meet on a page: they never type a command. What
// only commands and programs can bring about stands here.
TEST_CASE("no page of the console advises its people to type a command") {
  const std::set<std::string> not_on_pages = {
      "api_token_address", "api_token_expired",   "api_token_revoked", "api_token_unknown",
      "folder_not_found",  "lot_code_alone",      "out_exists",        "recall_chain_too_long",
      "registry_damaged",  "token_key_unreadable"};
  const std::regex code(R"re("([a-z][a-z0-9]*(?:_[a-z0-9]+)+)")re"), command("temgoc | --");
  const auto vi = language_file("vi");
  std::set<std::string> advised;
  for (const char* room :
       {"lots", "printing", "import", "records", "scans", "people", "exchange"}) {
    const fs::path folder = fs::path(TEMGOC_SOURCE_DIR) / "src" / "operations" / room;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string text = text_of(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) {
        const std::string hint = vi.value("error." + (*at)[1].str() + ".hint", "");
        if (std::regex_search(hint, command)) advised.insert((*at)[1]);
      }
    }
  }
  REQUIRE(advised.size() > 40);
  for (const std::string& each : advised) {
    if (not_on_pages.contains(each)) continue;
    CAPTURE(each);
    CHECK(vi.contains("console.hint." + each));
  }
  for (const auto& [key, sentence] : vi.items()) {
    if (!key.starts_with("console.hint.") || key.starts_with("console.hint.clock_")) continue;
    CAPTURE(key);
    CHECK_FALSE(std::regex_search(sentence.get<std::string>(), command));
  }
}

// A key that nobody wrote a sentence for would reach a reader as it stands here. Keys that are put
// together of parts are found by the tests that render every page and make every error.
TEST_CASE("every sentence that the sources and the pages ask for by its key is there") {
  const std::regex in_code(
      R"re(\b(?:words\(\s*[\w.()>-]+,|(?:asked|visit|page|desk|who|call)\.word\()\s*"([a-z][\w.-]*)"\s*[,)])re");
  const std::regex in_page(R"re(\[\[([a-z][\w.-]*)\]\])re");
  std::set<std::string> asked;
  for (const char* folder : {"src", "web"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / folder)) {
      const bool is_page = entry.path().extension() == ".html";
      if (!is_page && entry.path().extension() != ".cpp") continue;
      const std::string text = text_of(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), is_page ? in_page : in_code), end;
           at != end; ++at)
        asked.insert((*at)[1]);
    }
  }
  REQUIRE(asked.size() > 1000);
  for (const std::string& key : asked) {
    CAPTURE(key);
    CHECK(temgoc::has_words(temgoc::Language::vi, key));
    CHECK(temgoc::has_words(temgoc::Language::en, key));
  }
}

TEST_CASE("every fault of a trust list or root set has words") {
  const std::regex fault(R"re((?:complain|raise)\([^;]*"([a-z_]+)"\);)re");
  std::set<std::string> faults;
  for (const auto& entry : fs::directory_iterator(fs::path(TEMGOC_SOURCE_DIR) / "src" / "seal")) {
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), fault), end; at != end; ++at)
      faults.insert((*at)[1]);
  }
  REQUIRE(faults.size() > 15);
  for (const std::string& each : faults) {
    CAPTURE(each);
    CHECK(temgoc::has_words(temgoc::Language::vi, "note_fault." + each));
  }
}

TEST_CASE("every command and option has its help") {
  for (const temgoc::Command& command : temgoc::commands()) {
    const std::string key =
        "help." + command.noun + (command.verb.empty() ? "" : "." + command.verb);
    CAPTURE(key);
    CHECK(temgoc::has_words(temgoc::Language::vi, key));
    CHECK(temgoc::has_words(temgoc::Language::vi, "help." + command.noun));
    for (const temgoc::Option& option : command.options) {
      CAPTURE(option.name);
      CHECK(temgoc::has_words(temgoc::Language::vi, "option." + option.name));
    }
  }
}
