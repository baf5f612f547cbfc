#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/model/identifiers.h"

using namespace temgoc;

namespace {
std::string code_of(std::string_view text) {
  const auto gtin = Gtin::parse(text);
  return gtin ? gtin->digits() : gtin.error().code;
}
}  // namespace

TEST_CASE("GTINs of every length are kept as 14 digits and printed as they came") {
  const std::pair<const char*, const char*> table[] = {
      {"96385074", "00000096385074"},       {"036000291452", "00036000291452"},
      {"4006381333931", "04006381333931"},  {"8934563138165", "08934563138165"},
      {"2990001000018", "02990001000018"},  {"10614141000415", "10614141000415"},
      {" 8934563138165 ", "08934563138165"}};
  for (const auto& [text, digits] : table) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == digits);
  }
  CHECK(Gtin::parse("96385074")->printed() == "96385074");
  CHECK(Gtin::parse("036000291452")->printed() == "036000291452");
  CHECK(Gtin::parse("4006381333931")->printed() == "4006381333931");
  CHECK(Gtin::parse("10614141000415")->printed() == "10614141000415");
}

TEST_CASE("the demo products' GTINs are valid and restricted") {
  for (const auto* text : {"2990001000018", "2990001000094", "2990001000100", "2990001000193",
                           "2990001000209", "2990001000308", "2990001000315", "2990001000353"}) {
    CAPTURE(std::string(text));
    REQUIRE(Gtin::parse(text));
    CHECK(Gtin::parse(text)->is_restricted());
    CHECK(Gtin::parse(text)->has_prefix("299"));
  }
}

TEST_CASE("a GTIN that is none says why") {
  const std::pair<const char*, const char*> table[] = {{"", "gtin_length"},
                                                       {"893456313816", "gtin_check_digit"},
                                                       {"1234567", "gtin_length"},
                                                       {"123456789012345", "gtin_length"},
                                                       {"123456789", "gtin_length"},
                                                       {"8934563138166", "gtin_check_digit"},
                                                       {"893-4563138165", "gtin_not_digits"},
                                                       {"893 4563138165", "gtin_not_digits"},
                                                       {"８934563138165", "gtin_not_digits"},
                                                       {"abc", "gtin_not_digits"},
                                                       {"e", "gtin_not_digits"},
                                                       {"8934563138165.0", "gtin_not_digits"},
                                                       {"8.93E+12", "gtin_excel_damaged"},
                                                       {"8,93456E+12", "gtin_excel_damaged"},
                                                       {"8.93e12", "gtin_excel_damaged"},
                                                       {"8E+12", "gtin_excel_damaged"}};
  for (const auto& [text, code] : table) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == code);
  }
  CHECK(Gtin::parse("8934563138166").error().args.at("expected") == "5");
  CHECK(Gtin::parse("1234567").error().args.at("length") == "7");
}

TEST_CASE("any one wrong digit is seen") {
  const std::string good = "8934563138165";
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto bad = good;
      bad[at] = digit;
      CHECK((code_of(bad) == "gtin_check_digit") == (digit != good[at]));
    }
  }
}

TEST_CASE("any body with its check digit parses, and prints back to itself") {
  CHECK(rc::check([] {
    const auto length = *rc::gen::element<std::size_t>(7, 11, 12, 13);
    auto text = *rc::gen::container<std::string>(length, rc::gen::inRange('0', char('9' + 1)));
    text += Gtin::check_digit(text);
    const auto gtin = Gtin::parse(text);
    RC_ASSERT(gtin.has_value());
    RC_ASSERT(Gtin::parse(gtin->digits())->digits() == gtin->digits());
    RC_ASSERT(Gtin::parse(gtin->printed())->digits() == gtin->digits());
  }));
}

TEST_CASE("prefixes are matched after the indicator and restricted ranges are told") {
  CHECK(Gtin::parse("18934563138162")->has_prefix("893"));
  CHECK_FALSE(Gtin::parse("18934563138162")->has_prefix("189"));
  const auto restricted = [](std::string body) {
    body += Gtin::check_digit(body);
    return Gtin::parse(body)->is_restricted();
  };
  for (const auto* body : {"020000000000", "040000000000", "200000000000", "299999999999",
                           "2000000", "0000001", "1290001000010"}) {
    CAPTURE(std::string(body));
    CHECK(restricted(body));
  }
  for (const auto* body : {"010000000000", "030000000000", "050000000000", "190000000000",
                           "300000000000", "893000000000", "9638507"}) {
    CAPTURE(std::string(body));
    CHECK_FALSE(restricted(body));
  }
}
