// Tells UTF-8, UTF-16 and old Vietnamese encodings apart by their bytes, and reads them.
#include "decode_text.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "temgoc/base/text.h"
#include "temgoc/base/utf16.h"

namespace temgoc {
namespace {

constexpr std::size_t kSniffedBytes = 4096;
std::string latin1_as_utf8(std::string_view bytes) {
  std::u32string points;
  for (char c : bytes) points.push_back(static_cast<unsigned char>(c));
  return to_utf8(points);
}

bool is_vowel_1258(unsigned char c) {
  static constexpr std::string_view kVowels =
      "aeiouyAEIOUY\xC2\xC3\xCA\xD4\xD5\xDD\xE2\xE3\xEA\xF4\xF5\xFD";
  return kVowels.find(static_cast<char>(c)) != std::string_view::npos;
}

// Windows-1258 writes most tones as a mark after the vowel: grave, hook, tilde, acute, dot below.
bool is_mark_1258(unsigned char c) {
  static constexpr std::string_view kMarks = "\xCC\xD2\xDE\xEC\xF2";
  return kMarks.find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_letter_1258(unsigned char c) {
  static constexpr std::string_view kLetters =
      "\xC0\xC1\xC8\xC9\xCD\xD3\xD9\xDA\xD0\xE0\xE1\xE8\xE9\xED\xF3\xF9\xFA\xF0";
  return is_vowel_1258(c) || kLetters.find(static_cast<char>(c)) != std::string_view::npos;
}

// Letters that Western European text does not write in these places: a đ, ơ, ư, ă or a mark.
bool is_telling_1258(unsigned char c) {
  static constexpr std::string_view kTelling = "\xC3\xD0\xD5\xDD\xE3\xF0\xF5\xFD";
  return is_mark_1258(c) || kTelling.find(static_cast<char>(c)) != std::string_view::npos;
}

bool looks_like_1258(std::string_view bytes) {
  std::size_t high = 0, explained = 0, telling = 0;
  unsigned char before = 0;
  for (char signed_char : bytes) {
    const auto c = static_cast<unsigned char>(signed_char);
    if (c >= 0x80) {
      const bool fits = is_mark_1258(c) ? is_vowel_1258(before) : is_letter_1258(c);
      ++high;
      explained += fits;
      telling += fits && is_telling_1258(c);
    }
    before = c;
  }
  return telling > 0 && explained * 20 >= high * 19;
}

std::optional<std::string> encoding_of(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 64u << 10);
  if (looks_like_1258(sample)) return "Windows-1258";
  return legacy_encoding(latin1_as_utf8(sample));
}

// Counts rows as a spreadsheet does: a line break inside quotes does not end one.
class RowCounter {
 public:
  void read(std::string_view line) {
    for (char c : line) in_quotes_ ^= c == '"';
    if (!in_quotes_) ++row_;
  }
  std::size_t row() const { return row_; }

 private:
  std::size_t row_ = 1;
  bool in_quotes_ = false;
};

Error not_utf8(std::string_view bytes) {
  RowCounter counter;
  for (std::string_view line : split(bytes, '\n')) {
    if (!is_utf8(line)) break;
    counter.read(line);
  }
  Error error{"table_encoding", {}, {}, Position{counter.row(), 0}, {}};
  if (const auto name = encoding_of(bytes)) {
    error.code = "table_encoding_named";
    error.args["encoding"] = *name;
  }
  return error;
}

// UTF-16 without a mark shows as zero bytes at every other place of its ASCII parts, and only
// there.
std::optional<Utf16> sniff_utf16(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const std::string_view sample = bytes.substr(0, kSniffedBytes);
  std::size_t even = 0, odd = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (sample[at] == 0) ++(at % 2 == 0 ? even : odd);
  }
  if (even == 0 && odd * 4 >= sample.size() && odd > 0) return Utf16::little;
  if (odd == 0 && even * 4 >= sample.size() && even > 0) return Utf16::big;
  return std::nullopt;
}

// Some programs write a second mark behind the first.
std::string_view without_byte_order_marks(std::string_view utf8) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (utf8.starts_with(kMark)) utf8.remove_prefix(kMark.size());
  return utf8;
}

Result<DecodedText> decode_utf16(std::string_view bytes, Utf16 order) {
  auto text = from_utf16(bytes, order);
  if (!text) return Error{"table_encoding", {}, {}, Position{1, 0}, {}};
  return DecodedText{std::string(without_byte_order_marks(*text)),
                     order == Utf16::little ? "utf-16le" : "utf-16be"};
}

Result<DecodedText> decode_utf8(std::string_view bytes) {
  const std::string_view body = without_byte_order_marks(bytes);
  if (!is_utf8(body)) return not_utf8(body);
  return DecodedText{std::string(body), "utf-8"};
}

// Windows-1258 where it differs from Latin-1; the Windows signs of 80 to 9F are those of
// Windows-1252.
char32_t point_1258(unsigned char c) {
  static constexpr std::u32string_view kSigns =
      U"€\x81‚ƒ„…†‡ˆ‰\x8A‹Œ\x8D\x8E\x8F\x90‘’“”•–—˜™\x9A›œ\x9D\x9EŸ";
  if (c >= 0x80 && c <= 0x9F) return kSigns[c - 0x80];
  switch (c) {
    case 0xC3:
      return U'Ă';
    case 0xCC:
      return 0x0300;
    case 0xD0:
      return U'Đ';
    case 0xD2:
      return 0x0309;
    case 0xD5:
      return U'Ơ';
    case 0xDD:
      return U'Ư';
    case 0xDE:
      return 0x0303;
    case 0xE3:
      return U'ă';
    case 0xEC:
      return 0x0301;
    case 0xF0:
      return U'đ';
    case 0xF2:
      return 0x0323;
    case 0xF5:
      return U'ơ';
    case 0xFD:
      return U'ư';
    case 0xFE:
      return U'₫';
    default:
      return c;
  }
}

DecodedText decode_1258(std::string_view bytes) {
  std::u32string points;
  for (const char c : bytes) points += point_1258(static_cast<unsigned char>(c));
  return {to_nfc(to_utf8(points)), "windows-1258"};
}

DecodedText as_latin1(std::string_view bytes, std::string_view encoding) {
  const std::string_view body = without_byte_order_marks(bytes);
  return {is_utf8(body) ? std::string(body) : latin1_as_utf8(body), std::string(encoding)};
}

std::string_view without_mark(std::string_view bytes, std::string_view mark) {
  return bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
}

}  // namespace

Result<DecodedText> decode_text(ByteView content, std::string_view told) {
  const std::string_view bytes = as_text(content);
  if (told == "utf-8") return decode_utf8(bytes);
  if (told == "utf-16le") return decode_utf16(without_mark(bytes, "\xFF\xFE"), Utf16::little);
  if (told == "utf-16be") return decode_utf16(without_mark(bytes, "\xFE\xFF"), Utf16::big);
  if (told == "windows-1258") return decode_1258(bytes);
  if (told == "tcvn3" || told == "vni") return as_latin1(bytes, told);
  if (bytes.starts_with("\xFF\xFE")) return decode_utf16(bytes.substr(2), Utf16::little);
  if (bytes.starts_with("\xFE\xFF")) return decode_utf16(bytes.substr(2), Utf16::big);
  if (const auto order = sniff_utf16(bytes)) return decode_utf16(bytes, *order);
  return decode_utf8(bytes);
}

}  // namespace temgoc
