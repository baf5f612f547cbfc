// Turns UTF-16, byte order marks and CRLF into the plain UTF-8 that parsers expect.
#include "temgoc/base/text_file.h"

#include <cstring>
#include <optional>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/utf16.h"

namespace temgoc {
namespace {

constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";

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
  if (bytes.starts_with(kLittleMark)) converted = from_utf16(bytes.substr(2), Utf16::little);
  if (bytes.starts_with(kBigMark)) converted = from_utf16(bytes.substr(2), Utf16::big);
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
