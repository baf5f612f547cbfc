// The door to libargon2.
#include "temgoc/signer/password_hash.h"

#include <argon2.h>

#include <array>

#include "signer/secret.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::uint32_t kPasses = 2, kKibibytes = 19456, kLanes = 1, kHashBytes = 32;
constexpr std::size_t kEncodedBytes = 128;
// Of no password: what a guess at an unknown account is measured against.
constexpr const char* kNobody =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

SecretText in_nfc(const SecretText& password) {
  if (!is_utf8(password.view())) return password;
  const Secret composed(to_nfc(password.view()));
  return SecretText(composed.text);
}

}  // namespace

std::string password_hash(const SecretText& password, const RandomSource& random) {
  std::array<std::uint8_t, 16> salt{};
  random(salt);
  std::array<char, kEncodedBytes> encoded{};
  const SecretText typed = in_nfc(password);
  const int fault =
      argon2id_hash_encoded(kPasses, kKibibytes, kLanes, typed.view().data(), typed.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (fault != ARGON2_OK)
    throw SystemFailure({.code = "crypto_library_failed", .value = argon2_error_message(fault)});
  return encoded.data();
}

bool is_password_of(std::string_view hash, const SecretText& password) {
  const SecretText typed = in_nfc(password);
  const std::string known(hash);
  const int found = argon2id_verify(known.c_str(), typed.view().data(), typed.size());
  if (found == ARGON2_OK) return true;
  if (found != ARGON2_VERIFY_MISMATCH) argon2id_verify(kNobody, typed.view().data(), typed.size());
  return false;
}

}  // namespace temgoc
