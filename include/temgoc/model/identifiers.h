// The identifiers of the GS1 world and ours, parsed once into types: whoever holds one holds a
// valid one.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

// GTIN, AI (01), GS1 General Specifications: 8, 12, 13 or 14 digits, kept as 14.
class Gtin {
 public:
  // `gtin_length` (args length), `gtin_not_digits`, `gtin_check_digit` (args expected),
  // `gtin_excel_damaged` (8.93E+12: the spreadsheet has thrown digits away). White space around it
  // is forgiven, within it is not.
  static Result<Gtin> parse(std::string_view text);
  static char check_digit(std::string_view digits_without_it);

  const std::string& digits() const { return digits_; }  // always 14
  std::string printed() const;  // without the leading zeros: 13, 12 or 8 digits, or all 14
  // Whether the number after the indicator digit (position 2 on) begins with `prefix`.
  bool has_prefix(std::string_view prefix) const;
  // Whether it lies in a restricted circulation range, valid in one realm only: GTIN-13 prefix 02,
  // 04, 20 to 29, GTIN-8 prefix 0 and 2 (GS1 General Specifications, section 1.4).
  bool is_restricted() const;
  auto operator<=>(const Gtin&) const = default;

 private:
  explicit Gtin(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

// Lot (AI 10) and serial (AI 21): 1 to 20 of 0-9 A-Z - . and not dots alone (a browser would fold
// them away).
class LotCode {
 public:
  // `lot_code_length` (args length, in bytes), `lot_code_character` (args character),
  // `lot_code_dots`. Forgives nothing.
  static Result<LotCode> parse(std::string_view text);
  // The suggestion for the nth lot of a product packed on `packed_on`: YYMMDD-NN, nth from 1, more
  // digits above 99.
  static LotCode suggest(Day packed_on, unsigned nth);
  const std::string& text() const { return text_; }
  auto operator<=>(const LotCode&) const = default;

 private:
  explicit LotCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class Serial {
 public:
  // `serial_length`, `serial_character`, `serial_dots`, as for a lot.
  static Result<Serial> parse(std::string_view text);
  static constexpr unsigned kSealedDigits =
      7;  // fixed width of the sealed serials, in sequence from 1
  static Serial sealed(std::uint32_t number);        // number 1 to 9,999,999
  static Serial listed(const RandomSource& random);  // 13 random Crockford characters (65 bits)
  // The number of a sealed serial; 0 when it is none.
  std::uint32_t sealed_number() const;
  const std::string& text() const { return text_; }
  auto operator<=>(const Serial&) const = default;

 private:
  explicit Serial(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// The typed code of a lot: 8 random Crockford characters and a check character (weighted sum over
// GF(32), x^5+x^2+1; any one wrong character and any swap of neighbours is seen). Printed as
// XXXX-XXXX-X.
class ShortCode {
 public:
  // Forgives case, spaces, dashes, O for 0, I and L for 1. `short_code_length`,
  // `short_code_character`, `short_code_check`.
  static Result<ShortCode> parse(std::string_view typed);
  static ShortCode random(const RandomSource& random);
  const std::string& text() const { return text_; }  // 9 characters
  std::string printed() const;                       // XXXX-XXXX-X
  auto operator<=>(const ShortCode&) const = default;

 private:
  explicit ShortCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// The characters that GS1 element strings may hold (GS1 General Specifications, set 82).
bool is_gs1_character(char c);

// GLN, AI (414) of a place and (417) of a party: 13 digits. White space around it is dropped.
// `gln_length`, `gln_check_digit` (args expected).
Result<std::string> parse_gln(std::string_view text, std::string_view field);
// GDTI, AI (253), of a document: 13 digits and a serial of 0 to 17 characters. White space around
// it is dropped. `gdti_invalid`, `gdti_check_digit` (args expected).
Result<std::string> parse_gdti(std::string_view text, std::string_view field);

// An identifier that the co-op gives its own records (C01, P12, K30): 1 to 32 of A-Z a-z 0-9 - _ .
// and not dots alone. White space around it is dropped.
Result<std::string> parse_record_id(
    std::string_view text, std::string_view field);  // `record_id_invalid`, `field_missing`

}  // namespace temgoc
