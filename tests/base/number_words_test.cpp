#include "temgoc/base/number_words.h"

#include <doctest/doctest.h>

using namespace temgoc;

TEST_CASE("thousands and decimals have the marks of the language") {
  CHECK(number_words(Language::vi, "200000") == "200.000");
  CHECK(number_words(Language::en, "200000") == "200,000");
  CHECK(number_words(Language::vi, "1234567.25") == "1.234.567,25");
  CHECK(number_words(Language::en, "1234567.25") == "1,234,567.25");
  CHECK(number_words(Language::vi, "999") == "999");
  CHECK(number_words(Language::vi, "1000") == "1.000");
  CHECK(number_words(Language::vi, "0.5") == "0,5");
}

TEST_CASE("a sign before a number and a unit behind it stay as they are") {
  CHECK(number_words(Language::vi, "-1234.5") == "-1.234,5");
  CHECK(number_words(Language::vi, "+0.50") == "+0,50");
  CHECK(number_words(Language::vi, "1500 kg") == "1.500 kg");
  CHECK(number_words(Language::en, "1500.5 kg") == "1,500.5 kg");
}

TEST_CASE("a text that begins with no digit, and a full stop behind a number, are left alone") {
  CHECK(number_words(Language::vi, "abc 12.5") == "abc 12.5");
  CHECK(number_words(Language::vi, "") == "");
  CHECK(number_words(Language::vi, "-") == "-");
  CHECK(number_words(Language::vi, "12.") == "12.");
}

TEST_CASE("a count has its marks, the largest too") {
  CHECK(number_words(Language::vi, std::uint64_t{9'999'999}) == "9.999.999");
  CHECK(number_words(Language::en, std::uint64_t{18'446'744'073'709'551'615U}) ==
        "18,446,744,073,709,551,615");
}

TEST_CASE("a sentence says its counts in the same way") {
  CHECK(words(Language::vi, "page.step.printed.what", {{"labels", "200000"}}) == "200.000 tem");
  CHECK(words(Language::en, "page.step.printed.what", {{"labels", "200000"}}) == "200,000 labels");
}
