// What people type and paste, made safe: UTF-8, NFC, no control characters, old encodings named.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

bool is_utf8(std::string_view text);                // strict: no surrogates, no overlong forms
std::u32string code_points(std::string_view utf8);  // REQUIRES is_utf8
std::string to_utf8(std::u32string_view points);
std::string to_nfc(std::string_view utf8);                // REQUIRES is_utf8
std::size_t length_in_characters(std::string_view utf8);  // code points

// At most `bytes` bytes of `text`, cut at a character, with "…" where something was cut. For
// messages.
std::string shortened(std::string_view text, std::size_t bytes = 60);

// Text as it may be stored: trimmed, NFC. Refuses with `text_not_utf8`, `text_control_character`
// (args: code point), `text_legacy_encoding` (args encoding: TCVN3 or VNI), `text_too_long` (args
// limit, length). `limit` counts characters. A line break is a control character.
Result<std::string> clean_text(std::string_view raw, std::string_view field,
                               std::size_t limit = 500);

// "TCVN3" or "VNI" where `utf8` is Vietnamese typed with such a font and read as Latin-1; none
// otherwise.
std::optional<std::string> legacy_encoding(std::string_view utf8);

std::string trimmed(std::string_view text);  // ASCII white space and U+00A0, U+FEFF
std::string ascii_lower(std::string_view text);
std::string ascii_upper(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
bool is_digits(std::string_view text);  // ASCII, not empty

// Vietnamese without marks, lower case, words joined by one '_': for matching headers. Bytes that
// are no UTF-8 come back as they are, and so match nothing.
std::string folded(std::string_view utf8);

// Crockford base 32 (0-9 A-Z without I L O U). `crockford_forgiven` maps O to 0, I and L to 1,
// drops white space and '-', upper-cases; none when another character stands in it.
inline constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
std::optional<std::string> crockford_forgiven(std::string_view typed);

}  // namespace temgoc
