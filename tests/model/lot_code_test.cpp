#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "temgoc/model/identifiers.h"

using namespace temgoc;

namespace {
template <class Parsed>
std::string code_of(std::string_view text) {
  const auto parsed = Parsed::parse(text);
  return parsed ? parsed->text() : parsed.error().code;
}
}  // namespace

TEST_CASE("lot codes have 1 to 20 digits, capitals, dashes and dots, as they stand") {
  for (const auto* text : {"A", "261124-01", "LO.1", "-", "..A", "ABCDEFGHIJKLMNOPQRST"}) {
    CHECK(code_of<LotCode>(text) == text);
    CHECK(code_of<Serial>(text) == text);
  }
}

TEST_CASE("a lot code that is none says why") {
  const std::pair<const char*, const char*> table[] = {{"", "length"},
                                                       {"ABCDEFGHIJKLMNOPQRSTU", "length"},
                                                       {".", "dots"},
                                                       {"..", "dots"},
                                                       {"....................", "dots"},
                                                       {"a", "character"},
                                                       {"A B", "character"},
                                                       {"A/B", "character"},
                                                       {"LÔ1", "character"},
                                                       {"A%2F", "character"},
                                                       {" A", "character"},
                                                       {"A\n", "character"}};
  for (const auto& [text, what] : table) {
    CAPTURE(std::string(text));
    CHECK(code_of<LotCode>(text) == std::string("lot_code_") + what);
    CHECK(code_of<Serial>(text) == std::string("serial_") + what);
  }
  CHECK(LotCode::parse("LÔ1").error().args.at("character") == "Ô");
  CHECK(LotCode::parse("L\xff").error().args.at("character") == "\uFFFD");
}

TEST_CASE("any bytes either parse to themselves or are refused") {
  CHECK(rc::check([](const std::string& text) {
    const auto code = LotCode::parse(text);
    if (code) RC_ASSERT(code->text() == text && text.size() <= 20);
  }));
}

TEST_CASE("the suggested lot code is the day and a number, and itself valid") {
  const Day day{std::chrono::year{2026} / 11 / 24};
  CHECK(LotCode::suggest(day, 1).text() == "261124-01");
  CHECK(LotCode::suggest(day, 123).text() == "261124-123");
  CHECK(LotCode::parse(LotCode::suggest(day, 4294967295U).text()));
}

TEST_CASE("sealed serials are seven digits and give their number back") {
  CHECK(Serial::sealed(1).text() == "0000001");
  CHECK(Serial::sealed(9'999'999).sealed_number() == 9'999'999);
  CHECK_THROWS_AS(Serial::sealed(0), std::logic_error);
  CHECK_THROWS_AS(Serial::sealed(10'000'000), std::logic_error);
  CHECK(Serial::parse("000001")->sealed_number() == 0);
  CHECK(Serial::parse("00000001")->sealed_number() == 0);
  CHECK(Serial::parse("000000A")->sealed_number() == 0);
  CHECK(Serial::parse("0000000")->sealed_number() == 0);
}

TEST_CASE("listed serials are 13 Crockford characters of the randomness given") {
  std::uint8_t next = 250;
  const RandomSource counting = [&](std::span<std::uint8_t> out) {
    for (auto& byte : out) byte = next++;
  };
  CHECK(Serial::listed(counting).text() == "TVWXYZ0123456");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(Serial::listed(system_random()).text());
  CHECK(seen.size() == 1000);
  CHECK(Serial::listed(counting).sealed_number() == 0);
}

TEST_CASE("record identifiers are plain words without spaces") {
  CHECK(*parse_record_id(" C01 ", "id") == "C01");
  CHECK(*parse_record_id("htx_a-1.2", "id") == "htx_a-1.2");
  CHECK(parse_record_id("", "id").error().code == "field_missing");
  CHECK(parse_record_id("  ", "coop_id").error().field == "coop_id");
  for (const auto* text : {"a b", "Đ1", "a/b", "..", "123456789012345678901234567890123"}) {
    CHECK(parse_record_id(text, "id").error().code == "record_id_invalid");
  }
}
