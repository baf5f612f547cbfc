// Reads a passphrase from the first line of a file or descriptor, and refuses a short one.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "secret.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/base/uninterrupted.h"
#include "temgoc/signer/signer.h"

namespace temgoc {
namespace {

constexpr std::size_t kMinCharacters = 8;

Error unreadable(const std::string& source, int reason) {
  return {.code = "passphrase_unreadable",
          .value = source,
          .args = {{"reason", std::error_code(reason, std::generic_category()).message()}}};
}

// Twice as many bytes as the longest passphrase, a mark and a line end: it may be UTF-16.
constexpr std::size_t kMostRead = 2 * kMaxPassphraseBytes + 6;

bool is_utf16(std::string_view line) {
  return line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF");
}

bool ends_line(std::string_view line) {
  if (!is_utf16(line)) return line.ends_with('\n');
  if (line.size() % 2 != 0) return false;
  return line.ends_with(line.front() == '\xFF' ? std::string_view("\n\0", 2)
                                               : std::string_view("\0\n", 2));
}

// The line as somebody would type it: without its end and byte order mark, UTF-16 converted. Read
// byte by byte, because what follows it in a pipe belongs to another reader.
Result<SecretText> first_line(int descriptor, const std::string& source) {
  SecretText line;
  while (line.size() < kMostRead && !ends_line(line)) {
    char byte = 0;
    const ssize_t got = uninterrupted([&] { return ::read(descriptor, &byte, 1); });
    if (got < 0) return unreadable(source, errno);
    if (got == 0) break;
    line.push_back(byte);
  }
  Secret text(plain_text(line));
  if (text.text.ends_with('\n')) text.text.pop_back();
  if (text.text.ends_with('\r')) text.text.pop_back();
  return SecretText(text.text);
}

Result<SecretText> read_passphrase(int descriptor, const std::string& source) {
  Result<SecretText> line = first_line(descriptor, source);
  if (!line) return line;
  if (line->empty()) return Error{.code = "passphrase_empty", .value = source};
  if (line->size() <= kMaxPassphraseBytes) return line;
  return Error{.code = "passphrase_too_long",
               .value = source,
               .args = {{"limit", std::to_string(kMaxPassphraseBytes)}}};
}

}  // namespace

Result<void> check_passphrase(std::string_view passphrase) {
  if (!is_utf8(passphrase)) return Error{.code = "passphrase_not_utf8"};
  if (length_in_characters(passphrase) >= kMinCharacters) return {};
  return Error{.code = "passphrase_too_short", .args = {{"limit", std::to_string(kMinCharacters)}}};
}

Result<SecretText> read_passphrase_file(const std::filesystem::path& path) {
  const std::string source = shortened(path.string(), 80);
  const int descriptor = uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
  if (descriptor < 0 && errno == ENOENT) {
    return Error{.code = "file_not_found", .value = source};
  }
  if (descriptor < 0) return unreadable(source, errno);
  Result<SecretText> passphrase = read_passphrase(descriptor, source);
  ::close(descriptor);
  return passphrase;
}

Result<SecretText> read_passphrase_descriptor(int descriptor) {
  return read_passphrase(descriptor, std::to_string(descriptor));
}

}  // namespace temgoc
