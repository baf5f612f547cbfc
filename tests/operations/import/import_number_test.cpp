#include <doctest/doctest.h>

#include "temgoc/import/import_row.h"

using namespace temgoc;

namespace {

std::string read(std::string_view text, bool whole = false) {
  const auto number = parse_written_number(text, whole);
  return number ? std::to_string(*number) : number.error().code;
}

}  // namespace

TEST_CASE("numbers are read as Vietnamese and English write them") {
  CHECK(read("1234") == "1234.000000");
  CHECK(read("1234,5") == "1234.500000");
  CHECK(read("1234.5") == "1234.500000");
  CHECK(read("1.234,5") == "1234.500000");
  CHECK(read("1,234.5") == "1234.500000");
  CHECK(read("1.234.567") == "1234567.000000");
  CHECK(read("1,234,567") == "1234567.000000");
  CHECK(read("12 000,50") == "12000.500000");
  CHECK(read("0.125") == "0.125000");
  CHECK(read("1234.567") == "1234.567000");
}

TEST_CASE(
    "a lone mark before three digits is never guessed at, but in a whole number parts thousands") {
  CHECK(read("1.234") == "number_ambiguous");
  CHECK(read("1,234") == "number_ambiguous");
  CHECK(read("1.234", true) == "1234.000000");
  CHECK(read("12,5", true) == "12.500000");
}

TEST_CASE("what is no number is refused") {
  for (const char* text : {"-5", "+5", "abc", "1.2.3", "1,23,456", "1.234.56", "1,234,5.6.7", ".",
                           ",5", "5,", "1e5", "1.234,5,6", "½"}) {
    INFO(std::string(text));
    CHECK(read(text) == "number_unreadable");
  }
}
