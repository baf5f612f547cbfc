// Checking signatures: Ed25519 as every implementation agrees on it, and C2SP signed notes over it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/seal/seal.h"

namespace temgoc {

// A public key ready for use; any thread may use it.
class VerifyKey {
 public:
  // Refuses `key_small_order`, `key_not_canonical`, and `key_not_prime_order` for a key that is no
  // point of the curve or has a part of small order in it. Of such a key implementations that
  // multiply by the cofactor and those that do not may judge one signature differently.
  static Result<VerifyKey> admit(const PublicKeyBytes& bytes);
  // Takes the key as it is: for test vectors alone.
  static VerifyKey unchecked(const PublicKeyBytes& bytes);

  // RFC 8032 pure Ed25519; refuses S >= L and an R of small order.
  bool verify(std::string_view message, const Signature& signature) const;
  const PublicKeyBytes& bytes() const { return bytes_; }

 private:
  explicit VerifyKey(const PublicKeyBytes& bytes) : bytes_(bytes) {}
  PublicKeyBytes bytes_;
};

// A C2SP signed note: text, a blank line, signature lines "— name base64(key id, signature)".
struct SignedNote {
  struct SignatureLine {
    std::string name;
    KeyId key_id{};
    Bytes signature;
  };
  std::string text;                       // what is signed; ends in a newline
  std::vector<SignatureLine> signatures;  // 1 to 100

  // `note_unreadable` with the line as row.
  static Result<SignedNote> parse(std::string_view note);
  std::string serialised() const;
};

// The line to add to a note for an Ed25519 signature by `name`.
SignedNote::SignatureLine note_signature(std::string_view name, const PublicKeyBytes& key,
                                         const Signature& signature);
// Whether the note bears a good signature of that name and key. Looks at the first four lines of
// that name and key alone.
bool note_signed_by(const SignedNote& note, std::string_view name, const VerifyKey& key);

}  // namespace temgoc
