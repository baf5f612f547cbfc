#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/model/lot.h"

using namespace temgoc;

namespace {
std::string read(std::string_view amount) {
  const auto quantity = Quantity::parse(amount, "kg");
  return quantity ? std::to_string(quantity->thousandths) : quantity.error().code;
}
}  // namespace

TEST_CASE("amounts are read with either decimal mark and either thousands mark") {
  const std::pair<const char*, const char*> table[] = {{"12", "12000"},
                                                       {"12.5", "12500"},
                                                       {"12,5", "12500"},
                                                       {"12,05", "12050"},
                                                       {"1.234,5", "1234500"},
                                                       {"1,234.5", "1234500"},
                                                       {"1.234,567", "1234567"},
                                                       {"1.234.567", "1234567000"},
                                                       {"1,234,567", "1234567000"},
                                                       {"1.234.567,25", "1234567250"},
                                                       {"0,125", "125"},
                                                       {"0.001", "1"},
                                                       {"1234.567", "1234567"},
                                                       {" 12 ", "12000"},
                                                       {"007", "7000"},
                                                       {"1000000000", "1000000000000"},
                                                       {"1234", "1234000"},
                                                       {"00,125", "125"}};
  for (const auto& [amount, thousandths] : table) {
    CAPTURE(std::string(amount));
    CHECK(read(amount) == thousandths);
  }
}

TEST_CASE("one mark and three digits may be thousands or decimals and is not guessed") {
  for (const auto* amount : {"1.234", "1,234", "12.500", "250,000", "-1.234"}) {
    CAPTURE(std::string(amount));
    const auto code = read(amount);
    CHECK((code == "quantity_ambiguous" || amount[0] == '-'));
    CHECK(code != "1234000");
  }
  const auto error = Quantity::parse("1.234", "kg").error();
  CHECK(error.args.at("high") == "1234");
  CHECK(error.args.at("low") == "1.2340");
  CHECK(read(error.args.at("high")) == "1234000");
}

TEST_CASE("an amount that is none says why") {
  const std::pair<const char*, const char*> table[] = {
      {"", "quantity_unreadable"},          {"abc", "quantity_unreadable"},
      {"12 kg", "quantity_unreadable"},     {"1e3", "quantity_unreadable"},
      {"+5", "quantity_unreadable"},        {"12.", "quantity_unreadable"},
      {".5", "quantity_unreadable"},        {",5", "quantity_unreadable"},
      {"1.2345", "quantity_unreadable"},    {"12.34.56", "quantity_unreadable"},
      {"1,2,3", "quantity_unreadable"},     {"1234.567,5", "quantity_unreadable"},
      {"1.234,5,6", "quantity_unreadable"}, {"1.234,567.8", "quantity_unreadable"},
      {"0.123,5", "quantity_unreadable"},   {"1 250", "quantity_unreadable"},
      {"--5", "quantity_unreadable"},       {"-", "quantity_unreadable"},
      {"0", "quantity_not_positive"},       {"0,0", "quantity_not_positive"},
      {"-5", "quantity_not_positive"},      {"-1,5", "quantity_not_positive"},
      {"-0", "quantity_not_positive"},      {"1000000000,001", "quantity_too_large"},
      {"1000000001", "quantity_too_large"}, {"99999999999999999999999", "quantity_too_large"}};
  for (const auto& [amount, code] : table) {
    CAPTURE(std::string(amount));
    CHECK(read(amount) == code);
  }
}

TEST_CASE("a quantity has a unit of at most 20 characters") {
  CHECK(Quantity::parse("1", " hộp ")->unit == "hộp");
  CHECK(Quantity::parse("1", " ").error().code == "unit_missing");
  CHECK(Quantity::parse("1", "k\ng").error().code == "text_control_character");
  CHECK(Quantity::parse("1", std::string(21, 'k')).error().code == "text_too_long");
}

TEST_CASE("an amount is shown with no more decimals than it needs") {
  CHECK(Quantity{12500, "kg"}.amount_text() == "12.5");
  CHECK(Quantity{12000, "kg"}.amount_text() == "12");
  CHECK(Quantity{120000, "kg"}.amount_text() == "120");
  CHECK(Quantity{1, "kg"}.amount_text() == "0.001");
  CHECK(Quantity{1234567, "kg"}.amount_text() == "1234.567");
}

TEST_CASE("any shown amount reads back as the same, unless it is ambiguous") {
  CHECK(rc::check([] {
    const Quantity quantity{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000'001), "kg"};
    const auto back = Quantity::parse(quantity.amount_text(), "kg");
    if (back) {
      RC_ASSERT(*back == quantity);
    } else {
      RC_ASSERT(back.error().code == "quantity_ambiguous");
      RC_ASSERT(quantity.thousandths < 1'000'000);
    }
  }));
}

TEST_CASE("any text is read or refused") {
  CHECK(rc::check([] {
    const auto amount =
        *rc::gen::container<std::string>(rc::gen::element('0', '1', '5', '.', ',', '-', ' '));
    const auto quantity = Quantity::parse(amount, "kg");
    if (quantity) RC_ASSERT(quantity->thousandths > 0);
  }));
}
