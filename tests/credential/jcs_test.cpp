// The canonical form: every published pair, the order of names in UTF-16, and what is refused.
#include "temgoc/credential/jcs.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "temgoc/base/files.h"

using namespace temgoc;

namespace {

namespace fs = std::filesystem;
const fs::path kVectors = fs::path(TEMGOC_SOURCE_DIR) / "tests/vectors/credentials/jcs";

std::string canonical(const char* text) { return jcs(parse_json(text).value()).value(); }
std::string fault(const Json& value) {
  const auto made = jcs(value);
  return made ? "ok" : made.error().code + " " + made.error().field;
}

}  // namespace

TEST_CASE("every published pair of RFC 8785 comes out byte for byte") {
  std::size_t pairs = 0;
  for (const auto& entry : fs::directory_iterator(kVectors / "input")) {
    const std::string input = read_file(entry.path(), 1 << 20).value();
    const std::string output =
        read_file(kVectors / "output" / entry.path().filename(), 1 << 20).value();
    CHECK_MESSAGE(jcs(parse_json(input).value()).value() == output, entry.path().string());
    ++pairs;
  }
  CHECK(pairs == 4);
}

TEST_CASE("names are in the order of their UTF-16") {
  // RFC 8785, section 3.2.3.
  CHECK(
      canonical(R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})") ==
      "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"\xc3\xb6\":7,\"\xe2\x82\xac\":1,\"\xf0\x9f\x98\x80\":5,"
      "\"\xef\xac\xb3\":3}");
  CHECK(canonical(R"({"\ue000":1,"\ud800\udc00":2,"\ud7ff":3,"":4,"a":5,"aa":6})") ==
        "{\"\":4,\"a\":5,\"aa\":6,\"\xed\x9f\xbf\":3,\"\xf0\x90\x80\x80\":2,\"\xee\x80\x80\":1}");
}

TEST_CASE("texts have the escapes of the scheme and no others") {
  CHECK(canonical(R"("\b\t\n\f\r\"\\\/\u0000\u001f\u007f\u2028é")") ==
        "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\x7f\xe2\x80\xa8\xc3\xa9\"");
  CHECK(fault(Json("\xff")) == "jcs_text_unfit ");
  CHECK(fault(Json{{"a", {{"\xff", 1}}}}) == "jcs_text_unfit /a");
}

TEST_CASE("whole numbers come out plain, and fractions are refused with their place") {
  CHECK(canonical("[0,-0,-0.0,1E2,56.0,9007199254740991,-9007199254740991]") ==
        "[0,0,0,100,56,9007199254740991,-9007199254740991]");
  CHECK(fault(parse_json(R"({"a":[1,{"b":0.5}]})").value()) == "jcs_number_unfit /a/1/b");
  for (const char* number : {"9007199254740992", "-9007199254740992", "18446744073709551615",
                             "1e300", "1e-7", "0.1", "-2.5"})
    CHECK_MESSAGE(fault(parse_json(number).value()) == "jcs_number_unfit ", number);
}

TEST_CASE("a name that stands twice never gets as far") {
  CHECK(parse_json(R"({"a":1,"a":1})").error().code == "json_duplicate_key");
  CHECK(parse_json(R"({"a":1,"\u0061":2})").error().code == "json_duplicate_key");
}

TEST_CASE("the canonical form reads back as the same value, and is its own canonical form") {
  rc::check([](const std::map<std::string, std::int32_t>& numbers) {
    Json value = Json::object();
    for (const auto& [name, number] : numbers) {
      std::string ascii;
      for (const char c : name) ascii += static_cast<char>(c & 0x7f);
      value[ascii] = number;
    }
    const std::string text = jcs(value).value();
    const Json read = parse_json(text).value();
    RC_ASSERT(read.size() == value.size());
    RC_ASSERT(nlohmann::json(read) == nlohmann::json(value));
    RC_ASSERT(jcs(read).value() == text);
  });
}
