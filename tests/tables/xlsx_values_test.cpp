#include "tables/xlsx_values.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

namespace {

std::string shape_of(std::string_view code) {
  const NumberFormat format = custom_format(code);
  switch (format.shape) {
    case NumberShape::plain:
      return "plain";
    case NumberShape::day:
      return "day";
    case NumberShape::month:
      return "month";
    case NumberShape::year:
      return "year";
    case NumberShape::padded:
      return "padded " + std::to_string(format.width);
  }
  return {};
}

std::string iso_of(double serial, bool from_1904 = false) {
  const auto day = day_of_serial(serial, from_1904);
  return day ? to_iso(*day) : "none";
}

}  // namespace

TEST_CASE("a number format is a date's where it shows a day, a month or a year") {
  CHECK(shape_of("dd/mm/yyyy") == "day");
  CHECK(shape_of("[$-42A]dd mmmm yyyy;@") == "day");
  CHECK(shape_of("yyyy\\-mm\\-dd\\ hh:mm") == "day");
  CHECK(shape_of("\"ngày\" dd") == "day");
  CHECK(shape_of("mmm-yy") == "month");
  CHECK(shape_of("yyyy") == "year");
  CHECK(shape_of("h:mm AM/PM") == "plain");
  CHECK(shape_of("[h]:mm:ss") == "plain");
  CHECK(shape_of("#,##0.00") == "plain");
  CHECK(shape_of("General") == "plain");
  CHECK(shape_of("[Red]0.0") == "plain");
  CHECK(shape_of("0 \"day\"") == "plain");
  CHECK(shape_of("00000000000000") == "padded 14");
  CHECK(shape_of("0") == "plain");
  CHECK(shape_of("\"never closed") == "plain");
  CHECK(shape_of("\\") == "plain");
  CHECK(built_in_format(14).shape == NumberShape::day);
  CHECK(built_in_format(17).shape == NumberShape::month);
  CHECK(built_in_format(21).shape == NumberShape::plain);
}

TEST_CASE("a serial number is Excel's day, with its leap year error") {
  CHECK(iso_of(1) == "1900-01-01");
  CHECK(iso_of(59) == "1900-02-28");
  CHECK(iso_of(60) == "none");
  CHECK(iso_of(61) == "1900-03-01");
  CHECK(iso_of(45839) == "2025-07-01");
  CHECK(iso_of(45839.999) == "2025-07-01");
  CHECK(iso_of(0) == "none");
  CHECK(iso_of(-1) == "none");
  CHECK(iso_of(1e18) == "none");
  CHECK(iso_of(2'958'465) == "9999-12-31");
  CHECK(iso_of(2'958'466) == "none");
  CHECK(iso_of(0, true) == "1904-01-01");
}

TEST_CASE("a number is written without an exponent, short and exact") {
  CHECK(number_text(2990001000018) == "2990001000018");
  CHECK(number_text(1.1000000000000001) == "1.1");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(1e20) == "100000000000000000000");
  CHECK(number_text(1e300) == "1e+300");
  CHECK(rc::check([](double number) {
    if (number == 0) return;
    const auto back = parse_number(number_text(number));
    RC_ASSERT(back.has_value());
    RC_ASSERT(!(*back < number) && !(number < *back));
  }));
}

TEST_CASE("a cell address is letters and a row") {
  CHECK(parse_cell_address("A1") == CellAddress{1, 1});
  CHECK(parse_cell_address("XFD1048576") == CellAddress{1'048'576, 16'384});
  for (const char* wrong :
       {"", "A", "1", "A0", "XFE1", "A1048577", "a1", "A1B", "AAAAAAAAAAAAAAAAAA1", "A99999999"}) {
    CHECK_FALSE(parse_cell_address(wrong).has_value());
  }
}
