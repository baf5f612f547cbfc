// Passwords of the console's users, as they may be kept: Argon2id (RFC 9106).
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/secret_text.h"

namespace temgoc {

// "$argon2id$v=19$m=19456,t=2,p=1$…": 19 MiB, two passes, a salt of 16 random bytes. Takes some
// 50 ms by design. The password is taken in NFC, so that one typed on another keyboard is the same.
// SystemFailure `crypto_library_failed` for lack of memory.
std::string password_hash(const SecretText& password, const RandomSource& random);
// Takes as long for a hash that is empty or damaged, and then says no.
bool is_password_of(std::string_view hash, const SecretText& password);

}  // namespace temgoc
