// The only room with private keys.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "temgoc/clock.h"
#include "temgoc/seal.h"

namespace temgoc {

// An Ed25519 private key in memory, wiped when the last copy goes. Any thread may sign with it.
class SigningKey {
 public:
  static SigningKey generate(const RandomSource& random);
  // PKCS#8 PEM. `passphrase` empty: only an unencrypted key is accepted. `key_passphrase_wrong`, `key_file_unreadable`,
  // `key_not_ed25519`, `key_passphrase_needed`.
  static Result<SigningKey> from_pem(std::string_view pem, std::string_view passphrase);
  // PKCS#8 PEM; PBES2 (PBKDF2-HMAC-SHA-256 with 600,000 rounds, AES-256-CBC) under `passphrase`, plain when it is empty.
  std::string to_pem(std::string_view passphrase) const;

  Signature sign(std::string_view message) const;          // pure Ed25519
  const PublicKeyBytes& public_key() const { return public_key_; }

 private:
  SigningKey(std::shared_ptr<void> key, const PublicKeyBytes& public_key) : key_(std::move(key)), public_key_(public_key) {}
  std::shared_ptr<void> key_;
  PublicKeyBytes public_key_;
};

// `passphrase_too_short` (fewer than 8 characters), `passphrase_not_utf8`.
Result<void> check_passphrase(std::string_view passphrase);

// Reads `path`, refusing a private key that others may read (`key_file_open`, args mode) and those of from_pem.
Result<SigningKey> load_key(const std::filesystem::path& path, std::string_view passphrase);
// Writes with mode 0600; refuses to overwrite (`key_file_exists`).
Result<void> save_key(const std::filesystem::path& path, const SigningKey& key, std::string_view passphrase);

}  // namespace temgoc
