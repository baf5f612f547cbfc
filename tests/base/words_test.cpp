#include "temgoc/base/words.h"

#include <doctest/doctest.h>

#include <set>

#include "temgoc/base/files.h"
#include "temgoc/base/json.h"

using namespace temgoc;

namespace {
const Error kCellError{.code = "date_two_digit_year",
                       .field = "packed_on",
                       .value = "24/11/26",
                       .position = Position{14, 4}};

Json words_file(const char* name) {
  const auto text = read_file(std::string(TEMGOC_SOURCE_DIR "/words/") + name, 1 << 20);
  return parse_json(text.value()).value();
}
}  // namespace

TEST_CASE("a message says where, what and what to do") {
  CHECK(message(Language::en, kCellError) ==
        "row 14, column D (packed_on): packed_on \"24/11/26\" has a year of two digits");
  CHECK(message(Language::vi, kCellError) ==
        "dòng 14, cột D (packed_on): packed_on \"24/11/26\" chỉ ghi năm bằng hai chữ số");
  CHECK(hint(Language::en, kCellError) ==
        "write the year with four digits, for example 24/11/2026");
}

TEST_CASE("columns have the letters of a spreadsheet") {
  const std::pair<std::size_t, const char*> table[] = {{1, "A"},     {26, "Z"},     {27, "AA"},
                                                       {52, "AZ"},   {53, "BA"},    {702, "ZZ"},
                                                       {703, "AAA"}, {16384, "XFD"}};
  for (const auto& [column, letters] : table) {
    const auto text = message(Language::en, Error{.code = "x", .position = Position{1, column}});
    CHECK(text == "row 1, column " + std::string(letters) + ": an unexpected failure: x");
  }
}

TEST_CASE("a position without a column, in a text or in bytes is said as such") {
  const auto said = [](Position position) {
    return message(Language::en, Error{.code = "x", .position = position});
  };
  CHECK(said({3, 0}) == "row 3: an unexpected failure: x");
  CHECK(said({3, 7, true}) == "line 3, character 7: an unexpected failure: x");
  CHECK(said({0, 9, true}) == "at byte 9: an unexpected failure: x");
}

TEST_CASE("a key that has no words shows its last part, and its hint is empty") {
  CHECK(words(Language::vi, "no.such.key") == "key");
  CHECK(hint(Language::vi, Error{.code = "no_such_code"}).empty());
  CHECK_FALSE(has_words(Language::vi, "no.such.key"));
}

TEST_CASE("a noun has the form that goes with its number") {
  const auto said = [](const char* labels) {
    return words(Language::en, "page.step.printed.what", {{"labels", labels}});
  };
  CHECK(said("1") == "1 label");
  CHECK(said("0") == "0 labels");
  CHECK(said("11") == "11 labels");
  CHECK(words(Language::en, "page.step.printed.what") == "(?) (?)");
}

TEST_CASE("a machine's numbers, days, moments and field codes are said in the reader's way") {
  const Error too_far{.code = "reading_too_large", .value = "12.5", .args = {{"limit", "10"}}};
  CHECK(message(Language::vi, too_far) == "số đo 12,5 mm không thể đúng");
  CHECK(message(Language::en, too_far) == "a reading of 12.5 mm cannot be right");
  const Error forked{.code = "bundle_forked", .args = {{"made_at", "2026-11-24T17:30:00.000Z"}}};
  CHECK(message(Language::vi, forked) == "hai gói dữ liệu khác nhau cùng lập lúc 00:30 25/11/2026");
  const Error ended{.code = "certification_end_before_issue",
                    .value = "2024",
                    .args = {{"issued", "2026-11-24"}}};
  CHECK(message(Language::en, ended) ==
        "the certificate ends (2024) before it was issued (24/11/2026)");
  const Error differs{.code = "record_differs", .value = "P1", .args = {{"fields", "name, gtin"}}};
  CHECK(message(Language::vi, differs) ==
        "mã P1 đã có trong hồ sơ với nội dung khác: tên, mã vạch (GTIN)");
}

TEST_CASE("records are called by their kind, and a kind that nobody knows by itself") {
  const auto said = [](const char* record) {
    return message(Language::vi, Error{.code = "record_gap", .value = record});
  };
  CHECK(said("product P01") == "hồ sơ sản phẩm P01 thiếu phiên bản");
  CHECK(said("tractor T1") == "hồ sơ tractor T1 thiếu phiên bản");
  CHECK(said("") == "hồ sơ  thiếu phiên bản");
  CHECK(words(Language::en, "restore.records", {{"records", "cooperative C01, product P01"}}) ==
        "records to enter again: cooperative C01, product P01");
  CHECK(words(Language::vi, "restore.records", {{"records", "cooperative C01, product P01"}}) ==
        "hồ sơ phải nhập lại: HTX C01, sản phẩm P01");
}

TEST_CASE("what a library or the system says in English is said in the reader's language") {
  const auto said = [](const char* code, const char* reason) {
    return message(Language::vi, Error{.code = code, .args = {{"reason", reason}}});
  };
  CHECK(said("input_unreadable", "Is a directory") ==
        "không đọc được dữ liệu vào: đây là một thư mục");
  CHECK(said("settings_unreadable", "list") ==
        "temgoc.toml không đọc được: danh sách viết sai hoặc thiếu dấu ngoặc đóng");
  CHECK(said("image_unreadable", "damaged") ==
        "không đọc được ảnh : tệp bị hỏng, bị cắt cụt hoặc không phải PNG");
}

TEST_CASE("no placeholder is shown for a value that was not given") {
  CHECK(message(Language::en, Error{.code = "trust_rolled_back", .value = "2"}) ==
        "trust list version 2 is older than version (?), seen before");
  CHECK(words(Language::en, "error.issuer_level_unusual", {{"expected", "moon"}}).find("moon") !=
        std::string::npos);
}

TEST_CASE("both languages have the same keys with the same placeholders") {
  const auto placeholders = [](const std::string& text) {
    std::set<std::string> names;
    for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      const std::string name = text.substr(at + 1, text.find_first_of("|}", at) - at - 1);
      names.insert(name.substr(name.find(':') + 1));
    }
    return names;
  };
  const auto vi = words_file("vi.json");
  const auto en = words_file("en.json");
  CHECK(vi.size() == en.size());
  for (const auto& [key, text] : vi.items()) {
    CAPTURE(key);
    REQUIRE(en.contains(key));
    CHECK(placeholders(text) == placeholders(en[key]));
  }
}
