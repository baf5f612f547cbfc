// What the characters of a worksheet mean: cell addresses, numbers, dates and number formats
// (ECMA-376 part 1, 18.8.30).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"

namespace temgoc {

struct CellAddress {
  std::size_t row = 0;     // from 1
  std::size_t column = 0;  // from 1
  bool operator==(const CellAddress&) const = default;
};
// "C14"; none for anything that Excel would not write, and beyond its 1,048,576 rows and 16,384
// columns.
std::optional<CellAddress> parse_cell_address(std::string_view text);

// How a number is shown.
enum class NumberShape { plain, day, month, year, padded };
struct NumberFormat {
  NumberShape shape = NumberShape::plain;
  std::size_t width = 0;  // padded: digits, zeros in front
};
NumberFormat built_in_format(unsigned id);
// A format that shows a year and month but no day is `month`: the day in the number is not what its
// writer typed.
NumberFormat custom_format(std::string_view code);

// The day of a serial number; none for the 29/02/1900 that never was and numbers outside 1900 to
// 9999.
std::optional<Day> day_of_serial(double serial, bool from_1904);

// The shortest decimal text that reads back as `number`; without an exponent below 1e21.
std::string number_text(double number);
std::optional<double> parse_number(std::string_view text);  // as XML writes it

// _xHHHH_ turned back into its character.
std::string without_escapes(std::string_view text);

}  // namespace temgoc
