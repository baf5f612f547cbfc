// Keys that tests sign with: the product's `seal` cannot, and `signer` is not linked here.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/seal/trust_list.h"

namespace temgoc::test {

struct TestKey {
  std::string seed;  // 64 hex digits
  PublicKeyBytes public_key{};

  static TestKey from_seed(std::string_view hex);
  static TestKey filled(std::uint8_t byte);  // the seed of 32 times `byte`
  static TestKey numbered(
      std::uint64_t number);  // the seed that is this number, big-endian in its first 8 bytes
  Signature sign(std::string_view message) const;
  std::string pem() const;  // the public key, SubjectPublicKeyInfo
};

// The keys of RFC 8032 section 7.1, TEST 1 to 3.
const TestKey& rfc8032_key(int number);

SealedClaim sealed(const Claim& claim, const TestKey& key, std::string_view realm);

// `text` as a note, signed by each (name, key).
struct Signer {
  std::string name;
  const TestKey& key;
};
std::string signed_note(const std::string& text, const std::vector<Signer>& signers);

}  // namespace temgoc::test
