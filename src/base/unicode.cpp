// The door to utf8proc: UTF-8, normal forms, character classes.
#include "unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "temgoc/base/captions.h"
#include "temgoc/base/invisible_signs.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

const utf8proc_uint8_t* data_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// The bytes of the character at the front of `text`, 0 when there is none; its code point in
// `point`.
std::size_t next_character(std::string_view text, char32_t& point) {
  // Most of what is read is ASCII, which needs no table.
  if (!text.empty() && (text.front() & 0x80) == 0) {
    point = static_cast<unsigned char>(text.front());
    return 1;
  }
  utf8proc_int32_t value = 0;
  const auto size =
      utf8proc_iterate(data_of(text), static_cast<utf8proc_ssize_t>(text.size()), &value);
  point = static_cast<char32_t>(value);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string mapped(std::string_view utf8, int options) {
  utf8proc_uint8_t* result = nullptr;
  const auto size = utf8proc_map(data_of(utf8), static_cast<utf8proc_ssize_t>(utf8.size()), &result,
                                 static_cast<utf8proc_option_t>(options));
  if (size < 0) throw std::logic_error(utf8proc_errmsg(size));
  std::string text(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
  ::explicit_bzero(result, static_cast<std::size_t>(size));  // it may have been a passphrase
  std::free(result);
  return text;
}

}  // namespace

bool is_utf8(std::string_view text) {
  char32_t point = 0;
  while (!text.empty()) {
    const auto size = next_character(text, point);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::u32string code_points(std::string_view utf8) {
  std::u32string points;
  points.reserve(utf8.size());
  char32_t point = 0;
  while (!utf8.empty()) {
    const auto size = next_character(utf8, point);
    if (size == 0) throw std::logic_error("code_points of a text that is not UTF-8");
    points += point;
    utf8.remove_prefix(size);
  }
  return points;
}

std::string to_utf8(std::u32string_view points) {
  constexpr std::size_t kMostBytes = 4;
  std::string text;
  text.reserve(points.size() * kMostBytes);  // it may be a secret, and growing leaves copies behind
  for (const auto point : points) {
    utf8proc_uint8_t bytes[kMostBytes];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  return text;
}

std::string to_nfc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  return mapped(utf8, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string capitalised(std::string_view text) {
  std::u32string points = code_points(text);
  if (!points.empty())
    points.front() =
        static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(points.front())));
  return to_utf8(points);
}

std::string without_caption(std::string_view value, std::string_view caption) {
  const std::u32string text = code_points(value), words = code_points(caption);
  const auto same_letter = [](char32_t a, char32_t b) {
    return utf8proc_tolower(static_cast<utf8proc_int32_t>(a)) ==
           utf8proc_tolower(static_cast<utf8proc_int32_t>(b));
  };
  const bool repeats = text.size() > words.size() &&
                       std::equal(words.begin(), words.end(), text.begin(), same_letter) &&
                       (text[words.size()] == U':' || text[words.size()] == U' ');
  if (!repeats) return std::string(value);
  const std::size_t rest = text.find_first_not_of(U": ", words.size());
  return rest == std::u32string::npos ? std::string(value)
                                      : to_utf8(std::u32string_view(text).substr(rest));
}

std::size_t length_in_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_printable(char32_t point) {
  if (point < 0x7F) return point >= 0x20;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  char32_t point = 0;
  while (!text.empty()) {
    const auto size = next_character(text, point);
    shown += size > 0 && is_printable(point) ? text.substr(0, size) : kReplacement;
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return shown;
}

std::string without_invisible(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  const auto is_invisible = [](char32_t point) {
    const bool selects_variation = (point >= 0xFE00 && point <= 0xFE0F) || point == 0x034F;
    return selects_variation ||
           utf8proc_category(static_cast<utf8proc_int32_t>(point)) == UTF8PROC_CATEGORY_CF;
  };
  std::u32string points = code_points(utf8);
  std::erase_if(points, is_invisible);
  return to_utf8(points);
}

std::string without_marks(std::string_view utf8) {
  const auto plain = mapped(utf8, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  std::string result;
  constexpr std::string_view kBarredD = "đ";
  for (std::size_t at = 0; at < plain.size();) {
    const bool barred = plain.compare(at, kBarredD.size(), kBarredD) == 0;
    result += barred ? 'd' : plain[at];
    at += barred ? kBarredD.size() : 1;
  }
  return result;
}

}  // namespace temgoc
