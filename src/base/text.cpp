// ASCII and whole-text rules; what needs Unicode's tables is in unicode.cpp.
#include "temgoc/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "unicode.h"

namespace temgoc {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kByteOrderMark = "\uFEFF";
constexpr std::string_view kEllipsis = "…";

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

std::size_t space_at_front(std::string_view text) {
  if (!text.empty() && is_space(text.front())) return 1;
  if (text.starts_with(kNoBreakSpace)) return kNoBreakSpace.size();
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

std::size_t space_at_back(std::string_view text) {
  if (!text.empty() && is_space(text.back())) return 1;
  if (text.ends_with(kNoBreakSpace)) return kNoBreakSpace.size();
  return text.ends_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

Error text_error(std::string_view code, std::string_view raw, std::string_view field) {
  return Error{.code = std::string(code), .field = std::string(field), .value = shortened(raw)};
}

template <char (*change)(char)>
std::string changed(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), change);
  return result;
}

// What a program writes in place of a letter that it could not read.
constexpr char32_t kLostLetter = 0xFFFD;

std::optional<Error> unprintable(std::string_view text, std::string_view field) {
  for (const auto point : code_points(text)) {
    if (is_printable(point) && point != kLostLetter) continue;
    auto error = text_error("text_control_character", text, field);
    error.args["code_point"] = fmt::format("U+{:04X}", static_cast<std::uint32_t>(point));
    return error;
  }
  return std::nullopt;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t bytes) {
  const auto safe = printable(text);
  if (safe.size() <= bytes) return safe;
  auto end = bytes > kEllipsis.size() ? bytes - kEllipsis.size() : 0;
  while (end > 0 && (safe[end] & 0xC0) == 0x80) --end;
  return safe.substr(0, end) + std::string(bytes < kEllipsis.size() ? "" : kEllipsis);
}

Result<std::string> clean_text(std::string_view raw, std::string_view field, std::size_t limit) {
  if (!is_utf8(raw)) return text_error("text_not_utf8", raw, field);
  const auto text = trimmed(raw);
  // Before the control characters: in TCVN3 the soft hyphen is a letter.
  if (const auto encoding = legacy_encoding(text)) {
    auto error = text_error("text_legacy_encoding", text, field);
    error.args["encoding"] = *encoding;
    return error;
  }
  if (auto error = unprintable(text, field)) return *error;
  auto clean = to_nfc(text);
  const auto length = length_in_characters(clean);
  if (length <= limit) return clean;
  auto error = text_error("text_too_long", clean, field);
  error.args = {{"limit", std::to_string(limit)}, {"length", std::to_string(length)}};
  return error;
}

std::string trimmed(std::string_view text) {
  while (const auto size = space_at_front(text)) text.remove_prefix(size);
  while (const auto size = space_at_back(text)) text.remove_suffix(size);
  return std::string(text);
}

std::string ascii_lower(std::string_view text) { return changed<lower>(text); }
std::string ascii_upper(std::string_view text) { return changed<upper>(text); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

bool is_digits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

std::string folded(std::string_view utf8) {
  if (!is_utf8(utf8)) return std::string(utf8);
  std::string result;
  for (const char c : without_marks(utf8)) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    if (word) {
      result += c;
    } else if (!result.empty() && result.back() != '_') {
      result += '_';
    }
  }
  if (result.ends_with('_')) result.pop_back();
  return result;
}

// Dashes and spaces that word processors and phones write for '-' and ' ', and invisible signs.
std::string without_other_dashes(std::string_view typed) {
  constexpr std::array<std::string_view, 11> kDropped{"\u00A0", "\u202F", "\u2010", "\u2011",
                                                      "\u2012", "\u2013", "\u2014", "\u2212",
                                                      "\u00AD", "\u200B", "\uFEFF"};
  std::string plain;
  while (!typed.empty()) {
    const auto found = std::find_if(kDropped.begin(), kDropped.end(),
                                    [&typed](auto sign) { return typed.starts_with(sign); });
    if (found == kDropped.end()) plain += typed.front();
    typed.remove_prefix(found == kDropped.end() ? 1 : found->size());
  }
  return plain;
}

std::optional<std::string> crockford_forgiven(std::string_view typed) {
  std::string result;
  for (char c : without_other_dashes(typed)) {
    c = upper(c);
    if (is_space(c) || c == '-') continue;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kCrockford.find(c) == std::string_view::npos) return std::nullopt;
    result += c;
  }
  return result;
}

}  // namespace temgoc
