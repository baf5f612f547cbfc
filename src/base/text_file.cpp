#include "temgoc/base/text_file.h"

#include <cstring>
#include <optional>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";

// None where `bytes` are cut in a unit or hold half a pair.
std::optional<std::string> from_utf16(std::string_view bytes, bool little) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  std::u32string points;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t unit = unit_at(at);
    if (unit >= 0xD800 && unit < 0xE000) {
      if (unit >= 0xDC00 || at + 4 > bytes.size()) return std::nullopt;
      const char32_t low = unit_at(at + 2);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    points.push_back(unit);
  }
  std::string text = to_utf8(points);
  ::explicit_bzero(points.data(), points.size() * sizeof(char32_t));  // it may be a passphrase
  return text;
}

std::string with_plain_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends_line = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (!ends_line) plain.push_back(text[at]);
  }
  return plain;
}

}  // namespace

std::string plain_text(std::string_view bytes) {
  std::optional<std::string> converted;
  if (bytes.starts_with(kLittleMark)) converted = from_utf16(bytes.substr(2), true);
  if (bytes.starts_with(kBigMark)) converted = from_utf16(bytes.substr(2), false);
  std::string_view text = converted ? std::string_view(*converted) : bytes;
  while (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string plain = with_plain_ends(text);
  if (converted) ::explicit_bzero(converted->data(), converted->size());
  return plain;
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  auto content = read_file(path, limit_bytes);
  if (!content) return content;
  return plain_text(*content);
}

Error about_file(Error error, const std::filesystem::path& path) {
  if (error.value.empty() || error.code == "note_unreadable")
    error.value = shortened(path.string(), 80);
  return error;
}

}  // namespace temgoc
