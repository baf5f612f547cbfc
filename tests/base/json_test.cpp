#include "temgoc/base/json.h"
#include "temgoc/base/repeated_json.h"

#include <doctest/doctest.h>

using namespace temgoc;

TEST_CASE("JSON keeps the order of members") {
  const auto json = parse_json(R"({"b":1,"a":[true,null,"đ"]})");
  REQUIRE(json);
  CHECK(json->dump() == R"({"b":1,"a":[true,null,"đ"]})");
}

TEST_CASE("broken JSON names the byte") {
  const auto json = parse_json(R"({"a":})");
  REQUIRE_FALSE(json);
  CHECK(json.error().code == "json_unreadable");
  REQUIRE(json.error().position);
  CHECK(json.error().position->column == 6);
}

TEST_CASE("JSON that is not one value of valid text is refused") {
  for (const auto* text : {"", "{", "[1,]", "1 2", "nul", "\"\xff\"", "\"\\ud800\"", "1e999",
                           "{a:1}", "// c\n1", "\"a\nb\""}) {
    CAPTURE(std::string(text));
    REQUIRE_FALSE(parse_json(text));
    CHECK(parse_json(text).error().code == "json_unreadable");
  }
}

TEST_CASE("a key given twice is refused, in one object only") {
  CHECK(parse_json(R"({"a":{"b":1,"b":2}})").error().code == "json_duplicate_key");
  CHECK(parse_json(R"({"a":{"b":1,"b":2}})").error().value == "b");
  CHECK(parse_json(R"([{"a":1},{"a":2}])"));
  CHECK(parse_json(R"({"a":{"a":1}})"));
}

TEST_CASE("a member that may stand twice counts as it stands last, and no other one may") {
  const std::string text = R"({"a":{"id":1,"b":2,"id":3}})";
  CHECK(parse_json(text).error().code == "json_duplicate_key");
  CHECK(dump(parse_json_with_repeated(text, "id").value()) == R"({"a":{"id":3,"b":2}})");
  CHECK(parse_json_with_repeated(text, "b").error().value == "id");
}

TEST_CASE("JSON deeper than 64 levels is refused and however deep it is does no harm") {
  CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
  for (const std::size_t levels : {65, 1'000'000}) {
    const auto refused = parse_json(std::string(levels, '[') + std::string(levels, ']'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "json_unreadable");
    CHECK(refused.error().value == "depth");
  }
}

TEST_CASE("canonical JSON sorts members at every level and has no white space") {
  const auto json = parse_json(R"({ "b" : {"z":1, "a":[{"y":1,"x":2}]}, "a" : "đ" })");
  CHECK(canonical_json(*json) == R"({"a":"đ","b":{"a":[{"x":2,"y":1}],"z":1}})");
}

TEST_CASE("TOML comes back in the order written, dates as text") {
  const auto toml = parse_toml(
      "name = 'tem'\nday = 2026-11-24\ntimes = [1, 2.5, true]\n[size]\nwidth = 60\nheight = 40\n");
  REQUIRE(toml);
  CHECK(
      toml->dump() ==
      R"({"name":"tem","day":"2026-11-24","times":[1,2.5,true],"size":{"width":60,"height":40}})");
}

TEST_CASE("broken TOML names line and column") {
  const auto toml = parse_toml("a = 1\nb = = 2\n");
  REQUIRE_FALSE(toml);
  CHECK(toml.error().code == "toml_unreadable");
  CHECK(toml.error().position == Position{2, 5, true});
  CHECK(toml.error().args.at("reason") == "value");
  const auto endless = parse_toml("a = 1\nb = inf\n");
  CHECK(endless.error().position == Position{2, 5, true});
  CHECK(endless.error().args.at("reason") == "number");
  CHECK(parse_toml("a = \"x").error().args.at("reason") == "string");
  CHECK(parse_toml("a = 1\na = 2\n").error().args.at("reason") == "twice");
  CHECK(parse_toml("a = " + std::string(100, '[')).error().args.at("reason") == "deep");
}

TEST_CASE("a text that is nested without end is refused, not read") {
  const auto nested = [](std::size_t levels) {
    return parse_toml("a = " + std::string(levels, '[') + std::string(levels, ']') + "\n");
  };
  CHECK(nested(64).has_value());
  for (const std::size_t levels : {65, 1'000, 100'000})
    CHECK(nested(levels).error().code == "toml_unreadable");
  std::string dotted = "a";
  for (int i = 0; i < 50'000; ++i) dotted += ".a";
  CHECK(parse_toml(dotted + " = 1\n").error().code == "toml_unreadable");
  CHECK(parse_toml("a = \"" + std::string(500, '[') + "\"\n").has_value());
}
