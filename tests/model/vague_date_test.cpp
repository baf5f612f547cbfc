#include <doctest/doctest.h>

#include "temgoc/model/certification.h"

using namespace temgoc;

namespace {
Day on(int y, unsigned m, unsigned d) { return Day{std::chrono::year{y} / m / d}; }
std::string code_of(std::string_view text) {
  const auto date = VagueDate::parse(text, "issued");
  return date ? to_text(date->precision) + " " + to_iso(date->first) + " " + to_iso(date->last)
              : date.error().code;
}
}  // namespace

TEST_CASE("a date keeps the precision that it was written with") {
  CHECK(code_of("2026-11-24") == "day 2026-11-24 2026-11-24");
  CHECK(code_of("24/11/2026") == "day 2026-11-24 2026-11-24");
  CHECK(code_of("2026-11") == "month 2026-11-01 2026-11-30");
  CHECK(code_of("2/2024") == "month 2024-02-01 2024-02-29");
  CHECK(code_of(" 11/2026 ") == "month 2026-11-01 2026-11-30");
  CHECK(code_of("2021") == "year 2021-01-01 2021-12-31");
}

TEST_CASE("a vague date that is none says why") {
  for (const auto* text : {"2026-13", "0/2026", "1899", "2200", "31/02/2026", "01/1899"}) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == "date_not_real");
  }
  for (const auto* text : {"", "21", "năm 2021", "2021-", "2021-1-1-1", "11-26", "2026/111"}) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == "date_unreadable");
  }
  CHECK(code_of("24/11/26") == "date_two_digit_year");
  CHECK(VagueDate::parse("x", "issued").error().field == "issued");
}

TEST_CASE("an announced date is some day of its year up to the announcement") {
  const auto date = VagueDate::announced("2023", on(2023, 6, 30), "issued");
  REQUIRE(date);
  CHECK(date->first == on(2023, 1, 1));
  CHECK(date->last == on(2023, 6, 30));
  CHECK(date->text() == "2023");
  CHECK(VagueDate::announced("2022", on(2023, 6, 30), "issued")->last == on(2022, 12, 31));
  CHECK(VagueDate::announced("2024", on(2023, 6, 30), "issued").error().code == "date_not_real");
  CHECK(VagueDate::announced("2023-05", on(2023, 6, 30), "").error().code == "date_unreadable");
}

TEST_CASE("text is as precise as the date and parses back") {
  for (const auto* text : {"2026-11-24", "2026-11", "2021"}) {
    CHECK(VagueDate::parse(text, "")->text() == text);
  }
}

TEST_CASE("every precision has a name that reads back") {
  using Precision = VagueDate::Precision;
  for (const auto each :
       {Precision::day, Precision::month, Precision::year, Precision::announced}) {
    CHECK(date_precision(to_text(each)) == each);
  }
  CHECK_FALSE(date_precision("week"));
}
