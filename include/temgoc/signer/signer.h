// The only room with private keys: Ed25519 keys in memory and in files, and where their passphrases
// come from. Everything else receives signatures and public keys.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

class TokenKey;

// An Ed25519 private key, in memory or in a PKCS#11 token. Copies share it; one in memory is wiped
// when the last copy goes. Any thread may sign with it. Every function throws SystemFailure
// `crypto_library_failed` (value: the call) when a library fails without cause in the input.
class SigningKey {
 public:
  // A new key from 32 bytes of `random` (the seed of RFC 8032 section 5.1.5). The same 32 bytes
  // give the same key.
  static SigningKey generate(const RandomSource& random);

  // Reads the first PEM block of `pem`: PKCS#8 (RFC 5958), plain or PBES2 (RFC 8018). A plain key
  // is accepted under any passphrase. Never prompts. Any number of PBKDF2 rounds up to 10,000,000
  // is accepted.
  //   `key_passphrase_needed`  the key is encrypted and `passphrase` is empty
  //   `key_passphrase_wrong`   it does not open under `passphrase`, or was altered
  //   `key_not_ed25519`        a private key of another kind
  //   `key_file_unreadable`    anything else
  static Result<SigningKey> from_pem(std::string_view pem, std::string_view passphrase);

  // PKCS#8 PEM that `openssl pkey` opens: PBES2 with PBKDF2-HMAC-SHA-256, 600,000 rounds,
  // AES-256-CBC under the bytes of `passphrase`; plain when it is empty. `random` gives 16 bytes of
  // salt, then 16 of initial vector. The caller wipes a plain text; see save_key. REQUIRES a key in
  // memory: one in a token never leaves it.
  std::string to_pem(std::string_view passphrase, const RandomSource& random) const;

  explicit SigningKey(std::shared_ptr<TokenKey> token);

  // Pure Ed25519 (RFC 8032): no context, no prehash; the same message gives the same signature. A
  // token may fail: SystemFailure `token_failed` (args call, code), `token_signature_wrong`, or why
  // it could not be opened again.
  Signature sign(std::string_view message) const;
  const PublicKeyBytes& public_key() const { return public_key_; }
  bool is_in_token() const { return token_ != nullptr; }

 private:
  SigningKey(std::shared_ptr<void> ready, const PublicKeyBytes& public_key)
      : ready_(std::move(ready)), public_key_(public_key) {}
  // In memory: the key as OpenSSL writes it and as libsodium signs; none for one in a token.
  std::shared_ptr<void> ready_;
  std::shared_ptr<TokenKey> token_;  // none for one in memory
  PublicKeyBytes public_key_;
};

// Whether a new key may be put under `passphrase`: `passphrase_not_utf8`, `passphrase_too_short`
// (args limit: 8 characters).
Result<void> check_passphrase(std::string_view passphrase);

// Both take the passphrase in NFC where it is UTF-8, so that one typed on another keyboard opens
// the same file.
//
// Refuses a private key that its group or others may reach (`key_file_open`, args mode in octal;
// not where the file system has no modes, see key_without_modes), and with the codes of read_file
// and from_pem. Of a file that names a key in a token, the passphrase is the token's PIN, and the
// codes are those of make_token_key with `token_key_missing`, `key_not_ed25519`, `key_small_order`,
// `key_not_canonical`.
Result<SigningKey> load_key(const std::filesystem::path& path, std::string_view passphrase);
// The same for a key that is known by its public part: `key_file_wrong` where the file holds
// another.
Result<SigningKey> load_key(const std::filesystem::path& path, std::string_view passphrase,
                            const PublicKeyBytes& expected);
// Writes durably with mode 0600; never overwrites: `key_file_exists`. Throws SystemFailure
// `disk_write_failed`, and then no file is left under that name.
Result<void> save_key(const std::filesystem::path& path, const SigningKey& key,
                      std::string_view passphrase, const RandomSource& random);

// Where a key lies in a PKCS#11 token (Cryptoki, OASIS PKCS #11).
struct TokenKeyPlace {
  std::string module;  // path of the Cryptoki library
  std::string token;   // the token's label
  std::string key_id;  // CKA_ID in hexadecimal
};
struct TokenKeyOrder {
  std::string module;
  std::string token;
  std::string key_label = {};  // CKA_LABEL of the key to take; empty: a new one is made
};
// Makes an Ed25519 key that cannot be taken out of the token, or takes the one of that label.
//   `token_key_missing`      there is none of that label
//   `token_module_missing` (args reason), `token_missing`, `token_ambiguous`, `token_key_ambiguous`
//   `pin_needed`, `pin_wrong`, `pin_locked`
//   `token_no_ed25519`       the token makes no Ed25519 keys
//   `token_failed`           (args call, code) anything else that the token refused
Result<TokenKeyPlace> make_token_key(const TokenKeyOrder& order, std::string_view pin,
                                     const RandomSource& random);
// Writes the file that load_key reads, without the PIN, as save_key does. `key_file_exists`.
Result<void> save_token_place(const std::filesystem::path& path, const TokenKeyPlace& place);

// The longest passphrase that is read, in bytes.
inline constexpr std::size_t kMaxPassphraseBytes = 1024;

// A passphrase that a program hands over: the first line, without its LF or CR LF; what follows is
// left unread. `file_not_found`, `passphrase_unreadable` (value: the path, or the descriptor's
// number; args reason), `passphrase_empty`, `passphrase_too_long` (args limit). Neither judges its
// strength; that is check_passphrase.
Result<SecretText> read_passphrase_file(const std::filesystem::path& path);
Result<SecretText> read_passphrase_descriptor(int descriptor);

// A warning about a file or folder of secrets that others on this machine may reach, naming it and
// its mode: `passphrase_file_open`, `keys_folder_open`, and of a key on a file system without
// permission bits (a FAT stick) `key_without_modes`. None where all is well or nothing is there.
std::optional<Error> open_passphrase_file(const std::filesystem::path& path);
std::optional<Error> open_keys_folder(const std::filesystem::path& path);
std::optional<Error> key_without_modes(const std::filesystem::path& path);
// A warning about a key in a token, named by a file as load_key reads it: `token_key_extractable`
// where the token gives the key away to whoever has the PIN, `token_key_imported` where it was made
// outside and may lie there still (value: the token). Else why the key does not open. None for a
// key that never left its token, and for a file that holds the key itself.
std::optional<Error> key_elsewhere(const std::filesystem::path& path, std::string_view pin);

}  // namespace temgoc
