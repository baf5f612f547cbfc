// Saves a key under a name that is free, and opens a PEM file or the token that a file names.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "secret.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/base/uninterrupted.h"
#include "temgoc/signer/signer.h"
#include "token_key.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxKeyFileBytes = 64 * 1024;

std::string shown(const fs::path& path) { return shortened(path.string(), 80); }

std::string octal(fs::perms mode) {
  std::string digits;
  for (unsigned shift : {9U, 6U, 3U, 0U}) {
    digits += static_cast<char>('0' + ((static_cast<unsigned>(mode) >> shift) & 7U));
  }
  return digits;
}

// The mode where others may reach what is there.
std::optional<std::string> open_mode(const fs::path& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (failed) return std::nullopt;  // whoever reads it names what is wrong with it
  // What a shell hands over (`<(pass …)`) is a pipe that nobody else can open.
  if (!fs::is_regular_file(status) && !fs::is_directory(status)) return std::nullopt;
  const fs::perms mode = status.permissions();
  if ((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none)
    return std::nullopt;
  return octal(mode);
}

std::optional<Error> open_to_others(const char* code, const fs::path& path) {
  const auto mode = open_mode(path);
  if (!mode) return std::nullopt;
  return Error{.code = code, .value = shown(path), .args = {{"mode", *mode}}};
}

Result<void> check_closed(const fs::path& path) {
  const auto mode = open_mode(path);
  if (!mode || !keeps_modes(path)) return {};
  return Error{.code = "key_file_open", .value = shown(path), .args = {{"mode", *mode}}};
}

// NFC, and without the mark that an editor put before it.
SecretText normalised(std::string_view passphrase) {
  while (passphrase.starts_with(kByteOrderMark)) passphrase.remove_prefix(kByteOrderMark.size());
  if (!is_utf8(passphrase)) return passphrase;
  const Secret composed(to_nfc(passphrase));
  return composed.text;
}

// Keys were once made with the mark as a part of the passphrase, and those still open.
Result<SigningKey> open_pem(std::string_view pem, std::string_view passphrase) {
  auto key = SigningKey::from_pem(pem, passphrase);
  if (key || key.error().code != "key_passphrase_wrong") return key;
  SecretText marked(kByteOrderMark);
  for (const char byte : passphrase) marked.push_back(byte);
  auto old = SigningKey::from_pem(pem, marked);
  return old ? old : key;
}

// Takes the name, so that of two who save at once only one gets it; the content then replaces this
// empty file in one step.
Result<void> claim(const fs::path& path) {
  const int descriptor = uninterrupted(
      [&] { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); });
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  if (errno == EEXIST) return Error{.code = "key_file_exists", .value = shown(path)};
  throw SystemFailure(write_error(path, errno));
}

void write_claimed(const fs::path& path, std::string_view content) {
  try {
    write_file(path, as_bytes(content), 0600);
  } catch (...) {
    std::error_code ignored;
    fs::remove(path, ignored);
    throw;
  }
}

// A key file is PEM, or one JSON object that says in which token the key lies.
bool names_token(std::string_view content) { return content.starts_with('{'); }

Result<TokenKeyPlace> token_place(std::string_view content) {
  const auto json = parse_json(content);
  TokenKeyPlace place;
  for (auto [name, text] :
       {std::pair{"module", &place.module}, {"token", &place.token}, {"key_id", &place.key_id}}) {
    if (!json || !json->contains(name) || !(*json)[name].is_string())
      return Error{.code = "key_file_unreadable"};
    *text = (*json)[name].get<std::string>();
  }
  return place;
}

Result<SigningKey> open_token_key(std::string_view content, std::string_view pin) {
  const auto place = token_place(content);
  if (!place) return place.error();
  auto key = TokenKey::open(*place, pin);
  if (!key) return key.error();
  return SigningKey(*std::move(key));
}

}  // namespace

std::optional<Error> open_passphrase_file(const fs::path& path) {
  return open_to_others("passphrase_file_open", path);
}

std::optional<Error> open_keys_folder(const fs::path& path) {
  return open_to_others("keys_folder_open", path);
}

std::optional<Error> key_without_modes(const fs::path& path) {
  if (!open_mode(path) || keeps_modes(path)) return std::nullopt;
  return Error{.code = "key_without_modes", .value = shown(path)};
}

Result<SigningKey> load_key(const fs::path& path, std::string_view passphrase) {
  if (Result<void> closed = check_closed(path); !closed) return closed.error();
  Result<std::string> content = read_file(path, kMaxKeyFileBytes);
  if (!content) return content.error();
  const Secret pem(*std::move(content));
  const SecretText secret = normalised(passphrase);
  Result<SigningKey> key =
      names_token(pem.text) ? open_token_key(pem.text, secret) : open_pem(pem.text, secret);
  if (key) return key;
  Error error = key.error();
  if (error.value.empty()) error.value = shown(path);
  return error;
}

Result<SigningKey> load_key(const fs::path& path, std::string_view passphrase,
                            const PublicKeyBytes& expected) {
  Result<SigningKey> key = load_key(path, passphrase);
  if (key && key->public_key() != expected) return Error{"key_file_wrong", {}, shown(path)};
  return key;
}

std::optional<Error> key_elsewhere(const fs::path& path, std::string_view pin) {
  const auto content = read_file(path, kMaxKeyFileBytes);
  if (!content || !names_token(*content)) return std::nullopt;
  const auto place = token_place(*content);
  if (!place) return place.error();
  const SecretText secret = normalised(pin);
  const auto key = TokenKey::open(*place, secret);
  return key ? (*key)->may_be_elsewhere() : key.error();
}

Result<void> save_key(const fs::path& path, const SigningKey& key, std::string_view passphrase,
                      const RandomSource& random) {
  const SecretText secret = normalised(passphrase);
  const Secret pem(key.to_pem(secret, random));
  if (Result<void> claimed = claim(path); !claimed) return claimed;
  write_claimed(path, pem.text);
  return {};
}

Result<void> save_token_place(const fs::path& path, const TokenKeyPlace& place) {
  if (Result<void> claimed = claim(path); !claimed) return claimed;
  const Json json{{"module", place.module}, {"token", place.token}, {"key_id", place.key_id}};
  write_claimed(path, json.dump(2) + "\n");
  return {};
}

}  // namespace temgoc
